import { In } from 'typeorm';
import { reachesEveryRow, subjectsWanted, type Reach } from './reach.ts';
import type { RecordBinding } from './record-binding.ts';

type Conditions = Record<string, unknown>;

/**
 * What reaches demand of the rows of a table, as alternatives for its where clause; null where they demand nothing.
 * No alternative at all: no row is reached.
 */
export function rowConditions(reaches: readonly Reach[], binding: RecordBinding): Conditions[] | null {
  if (reaches.some(reachesEveryRow)) return null;
  return reaches.flatMap((reach) => {
    const { keys, territory, contributor } = reach;
    const subjects = subjectsWanted(reach, binding);
    return [
      subjects && alternatives(binding.subjects, In([...subjects])),
      keys && alternatives(binding.keys, In([...keys])),
      territory === null ? null : alternatives(binding.territories, territory),
      contributor === null
        ? null
        : alternatives(binding.contributor === undefined ? [] : [binding.contributor], contributor),
    ]
      .filter((each) => each !== null)
      .reduce(every);
  });
}

const alternatives = (columns: readonly string[] | undefined, value: unknown): Conditions[] =>
  (columns ?? []).map((column) => ({ [column]: value }));

const every = (some: Conditions[], others: Conditions[]): Conditions[] =>
  some.flatMap((one) => others.map((other) => ({ ...one, ...other })));
