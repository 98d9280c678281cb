import { bestCase } from './best-case.ts';
import type { CompiledRules } from './compile.ts';
import { viewOf } from './day-view.ts';
import { judge } from './decide.ts';
import { legalDay } from './legal-day.ts';
import { whatMayRead, whoNeedsNoGrant, type Reader } from './readers.ts';
import { standingOf } from './standing.ts';
import type { Coordinate, Permit, Refusal } from './types.ts';

/** Access that changes for one reader, purpose and field. */
export interface AccessChange {
  readonly who: string;
  readonly purpose: string | null;
  readonly coordinate: Coordinate;
  readonly before: Permit | null;
  readonly after: Permit | null;
}

/** An operation somebody runs: its list of fields, and for whom it was registered; nobody: for everyone. */
export interface RegisteredOperation {
  readonly name: string;
  readonly agency?: string;
  readonly purpose?: string;
  readonly coordinates: readonly Coordinate[];
}

export interface BrokenOperation {
  readonly name: string;
  readonly agency: string;
  readonly purpose: string;
  readonly refusals: readonly Refusal[];
}

export interface RulesDiff {
  readonly gained: readonly AccessChange[];
  readonly lost: readonly AccessChange[];
  /** Still readable, by other rows, mask, consent or quota. */
  readonly changed: readonly AccessChange[];
  readonly broken: readonly BrokenOperation[];
}

/** Who gains and who loses which fields from one rule set to another as of an instant, and what stops working. */
export function diffRules(
  from: CompiledRules,
  to: CompiledRules,
  operations: readonly RegisteredOperation[],
  at: number,
): RulesDiff {
  const before = accessIn(from, at);
  const after = accessIn(to, at);
  const changes = [...new Set([...before.keys(), ...after.keys()])].sort().map((key): AccessChange => {
    const { who, purpose, permit } = (before.get(key) ?? after.get(key))!;
    return {
      who,
      purpose,
      coordinate: permit.coordinate,
      before: before.get(key)?.permit ?? null,
      after: after.get(key)?.permit ?? null,
    };
  });
  return {
    gained: changes.filter((change) => !change.before),
    lost: changes.filter((change) => !change.after),
    changed: changes.filter(({ before, after }) => before && after && residual(before) !== residual(after)),
    broken: operations.flatMap((operation) => brokenBy(operation, from, to, at)),
  };
}

function accessIn(rules: CompiledRules, at: number): Map<string, Reader> {
  const readers = [
    ...[...rules.namesOf.keys()].flatMap((agency) => whatMayRead(agency, rules, at)),
    ...rules.coordinates.flatMap((coordinate) => whoNeedsNoGrant(coordinate, rules, at)),
  ];
  return new Map(
    readers.map((reader) => [`${reader.who} ${reader.purpose ?? ''} ${reader.permit.coordinate}`, reader]),
  );
}

const residual = ({ by, rows, mask, quota, consent }: Permit): string =>
  JSON.stringify([by, rows, mask, quota, consent]);

/** An operation breaks where all of its fields were readable and one no longer is. */
function brokenBy(
  operation: RegisteredOperation,
  from: CompiledRules,
  to: CompiledRules,
  at: number,
): BrokenOperation[] {
  const agencies = operation.agency === undefined ? [...from.namesOf.keys()] : [operation.agency];
  return agencies.sort().flatMap((agency) => {
    const purposes = operation.purpose === undefined ? [...from.purposes.keys()] : [operation.purpose];
    return purposes.sort().flatMap((purpose) => {
      if (refusalsOf(operation, agency, purpose, from, at).length > 0) return [];
      const refusals = refusalsOf(operation, agency, purpose, to, at);
      return refusals.length > 0 ? { name: operation.name, agency, purpose, refusals } : [];
    });
  });
}

function refusalsOf(
  { coordinates }: RegisteredOperation,
  agency: string,
  purpose: string,
  rules: CompiledRules,
  at: number,
): readonly Refusal[] {
  const view = viewOf(rules, legalDay(at));
  return judge(
    coordinates,
    standingOf(bestCase(agency, purpose, rules, view.day), view.day, rules),
    rules,
    view,
  ).refusals;
}
