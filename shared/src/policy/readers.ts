import { bestCase } from './best-case.ts';
import type { CompiledRules } from './compile.ts';
import { viewOf } from './day-view.ts';
import { judge } from './decide.ts';
import { legalDay } from './legal-day.ts';
import { standingOf } from './standing.ts';
import type { Caller, Coordinate, Permit } from './types.ts';

/** Somebody who may read a field. For what has no purpose (open and own data) the purpose is null. */
export interface Reader {
  readonly who: string;
  readonly purpose: string | null;
  readonly permit: Permit;
}

/** Who needs no grant is not an agency. */
export const ANYONE = 'anyone';
export const THE_PERSON = 'the-person-concerned';

/** Who may read a field on a day, for what, and by which grant, supposing that they bring every proof. */
export function whoMayRead(coordinate: Coordinate, rules: CompiledRules, at: number): Reader[] {
  const everybody = whoNeedsNoGrant(coordinate, rules, at);
  if (everybody.some(({ who }) => who === ANYONE)) return everybody;
  const agencies = [...rules.namesOf.keys()].sort();
  return [...everybody, ...agencies.flatMap((agency) => readingsOf(agency, [coordinate], rules, at))];
}

/** Of open data anyone; of shared data about a person that person. */
export function whoNeedsNoGrant(coordinate: Coordinate, rules: CompiledRules, at: number): Reader[] {
  const open = permitted({ kind: 'anonymous' }, [coordinate], rules, at);
  if (open.length > 0) return open.map((permit) => ({ who: ANYONE, purpose: null, permit }));
  return permitted({ kind: 'citizen', personalId: '*' }, [coordinate], rules, at).map((permit) => ({
    who: THE_PERSON,
    purpose: null,
    permit,
  }));
}

/** What an agency may read on a day, open data aside. */
export const whatMayRead = (agency: string, rules: CompiledRules, at: number): Reader[] =>
  readingsOf(agency, rules.coordinates, rules, at).filter(({ permit }) => permit.by !== 'OPEN');

/** What comes with no purpose or any, once; then what each purpose adds. Combinations aside: they are about requests. */
function readingsOf(
  agency: string,
  coordinates: readonly Coordinate[],
  rules: CompiledRules,
  at: number,
): Reader[] {
  const day = legalDay(at);
  const own = permitted(bestCase(agency, undefined, rules, day), coordinates, rules, at);
  const [first] = [...rules.purposes.keys()];
  const byDefault = permitted(bestCase(agency, first, rules, day), coordinates, rules, at).filter(
    ({ by }) => by === 'SHARED_BY_DEFAULT',
  );
  return [
    ...[...own, ...byDefault].map((permit) => ({ who: agency, purpose: null, permit })),
    ...[...(rules.table.get(agency)?.keys() ?? [])].sort().flatMap((purpose) =>
      permitted(
        bestCase(agency, purpose, rules, day),
        grantedSome(agency, purpose, coordinates, rules),
        rules,
        at,
      )
        .filter(({ by }) => by === 'GRANT')
        .map((permit) => ({ who: agency, purpose, permit })),
    ),
  ];
}

/** Those that any grant could give for a purpose: of thousands they are few, and each is judged for each purpose. */
function grantedSome(
  agency: string,
  purpose: string,
  coordinates: readonly Coordinate[],
  { table, fields, choices }: CompiledRules,
): Coordinate[] {
  const cells = table.get(agency)?.get(purpose);
  return coordinates.filter((coordinate) => {
    const number = fields.numberOf.get(coordinate);
    return cells !== undefined && number !== undefined && choices[cells[number]!]!.length > 0;
  });
}

/** Each field by itself, so that no combination takes it away. */
function permitted(
  caller: Caller,
  coordinates: readonly Coordinate[],
  rules: CompiledRules,
  at: number,
): Permit[] {
  const view = viewOf(rules, legalDay(at));
  const standing = standingOf(caller, view.day, rules);
  return coordinates.flatMap((coordinate) => {
    const verdict = judge([coordinate], standing, rules, view).verdicts.get(coordinate)!;
    return verdict.allowed ? verdict : [];
  });
}
