import type { Caller, Permit } from '../policy/types.ts';
import type { RecordBinding } from './record-binding.ts';

/** Which rows a permit reaches. What is null is not looked at; an empty set reaches nobody. */
export interface Reach {
  readonly subjects: ReadonlySet<string> | null;
  /** By their own keys; a row that is about nobody is reached by its key alone. */
  readonly keys: ReadonlySet<string> | null;
  readonly territory: string | null;
  readonly contributor: string | null;
}

export const EVERY_ROW: Reach = Object.freeze({
  subjects: null,
  keys: null,
  territory: null,
  contributor: null,
});

/** The rows that the scope of a permit lets this caller read; what it cannot be told by reaches nothing. */
export function reachOf({ rows }: Permit, caller: Caller): Reach {
  if (rows === 'all') return EVERY_ROW;
  if (rows === 'self') return about(caller.kind === 'citizen' ? [caller.personalId] : []);
  if (caller.kind !== 'agency') return about([]);
  if (rows === 'case' || rows === 'record') {
    const named = about(caller.case?.subjects ?? []);
    return rows === 'case' ? named : { ...named, keys: named.subjects };
  }
  if (rows === 'own-contribution') return { ...EVERY_ROW, contributor: caller.agency };
  return caller.territory ? { ...EVERY_ROW, territory: caller.territory } : about([]);
}

const about = (subjects: readonly string[]): Reach => ({ ...EVERY_ROW, subjects: new Set(subjects) });

/** The rows that both reach. */
export function narrow(one: Reach, other: Reach): Reach {
  const differ = (a: string | null, b: string | null) => a !== null && b !== null && a !== b;
  if (differ(one.territory, other.territory) || differ(one.contributor, other.contributor)) return about([]);
  const both = (a: ReadonlySet<string> | null, b: ReadonlySet<string> | null) =>
    a && b ? new Set([...a].filter((each) => b.has(each))) : (a ?? b);
  return {
    subjects: both(one.subjects, other.subjects),
    keys: both(one.keys, other.keys),
    territory: one.territory ?? other.territory,
    contributor: one.contributor ?? other.contributor,
  };
}

export const reachesEveryRow = ({ subjects, keys, territory, contributor }: Reach): boolean =>
  subjects === null && keys === null && territory === null && contributor === null;

/** The people of whom a row of this type has to be about one; null where it is not looked at. */
export const subjectsWanted = (
  { subjects, keys }: Reach,
  binding: RecordBinding | undefined,
): ReadonlySet<string> | null => (keys !== null && binding?.subjects === undefined ? null : subjects);

/** Whether a row is reached. A row that is not bound to what the reach goes by is not. */
export function reaches(
  reach: Reach,
  binding: RecordBinding | undefined,
  row: Readonly<Record<string, unknown>>,
): boolean {
  const { keys, territory, contributor } = reach;
  const subjects = subjectsWanted(reach, binding);
  const holds = (columns: readonly string[] | undefined, wanted: (value: string) => boolean) =>
    (columns ?? []).some((column) => typeof row[column] === 'string' && wanted(row[column]));
  return (
    (subjects === null || holds(binding?.subjects, (value) => subjects.has(value))) &&
    (keys === null || holds(binding?.keys, (value) => keys.has(value))) &&
    (territory === null || holds(binding?.territories, (value) => value === territory)) &&
    (contributor === null ||
      holds(
        binding?.contributor === undefined ? [] : [binding.contributor],
        (value) => value === contributor,
      ))
  );
}

/** The people a row is about. */
export const subjectsOfRow = (
  binding: RecordBinding | undefined,
  row: Readonly<Record<string, unknown>>,
): string[] =>
  (binding?.subjects ?? []).flatMap((column) => (typeof row[column] === 'string' ? [row[column]] : []));
