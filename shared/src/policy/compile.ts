import { type ActPeriod, actOf } from './citations.ts';
import type { DayView } from './day-view.ts';
import { expandGroups } from './expand-groups.ts';
import { grantTable } from './grant-table.ts';
import { dayNumber } from './legal-day.ts';
import { expand, indexFields, type FieldIndex } from './patterns.ts';
import {
  GRANT_CONDITIONS,
  GRANT_STATUSES,
  MASKS,
  ROW_SCOPES,
  type Classes,
  type Classification,
  type Combination,
  type Coordinate,
  type Defaults,
  type Forbid,
  type Grant,
  type Purpose,
  type RuleSet,
} from './types.ts';

export interface CompiledPurpose extends Purpose {
  readonly minimal: ReadonlySet<number>;
}

export interface CompiledGrant extends Grant {
  readonly number: number;
  readonly from: number;
  readonly to: number;
  readonly assessedTo: number;
  /** The acts of its basis that are known; a citation of an unknown act carries nothing. */
  readonly acts: readonly ActPeriod[];
  /** Whether everything it says is on the lists. What is not understood permits nothing. */
  readonly understood: boolean;
}

export interface CompiledForbid extends Forbid {
  readonly from: number;
  readonly to: number;
  readonly spares: ReadonlySet<string>;
}

export interface CompiledCombination extends Combination {
  readonly allowed: ReadonlySet<string>;
}

/** One version of the rules against one graph, arranged so that deciding is looking up. */
export interface CompiledRules {
  readonly version: string;
  readonly fields: FieldIndex;
  readonly coordinates: readonly Coordinate[];
  readonly classOf: readonly Classification[];
  /** By agency: the names rules may call it by, its groups' included. */
  readonly namesOf: ReadonlyMap<string, ReadonlySet<string>>;
  readonly excluded: ReadonlySet<string>;
  readonly acts: ReadonlyMap<string, ActPeriod>;
  readonly purposes: ReadonlyMap<string, CompiledPurpose>;
  readonly defaults: Defaults;
  readonly grants: readonly CompiledGrant[];
  /**
   * By agency and purpose: for each field, the entry of {@link choices} with the grants that could permit it. The
   * grants of one entry stand best first.
   */
  readonly table: ReadonlyMap<string, ReadonlyMap<string, Int32Array>>;
  readonly choices: readonly (readonly CompiledGrant[])[];
  /** By field: every grant whose patterns name it, whoever gives or gets it. Refusals are explained from these. */
  readonly naming: readonly (readonly CompiledGrant[])[];
  readonly forbidding: readonly (readonly CompiledForbid[])[];
  readonly combinations: readonly CompiledCombination[];
  /** By field: the combinations it belongs to, and in which part. */
  readonly partsOf: ReadonlyMap<
    number,
    readonly { readonly combination: CompiledCombination; readonly part: number }[]
  >;
  /** What is the same for all decisions of a day, kept for the days last asked about. */
  readonly days: Map<number, DayView>;
}

/** Arranges a rule set for a graph. The same rules in another order arrange to the same decisions. */
export function compile(ruleSet: RuleSet, classes: Classes): CompiledRules {
  const coordinates = [...classes.keys()].sort();
  const classOf = coordinates.map((coordinate) => classes.get(coordinate)!);
  const fields = indexFields(coordinates);
  const acts = new Map(
    ruleSet.acts.map(({ id, validFrom, validTo, replacedBy }) => [
      id,
      { id, from: dayNumber(validFrom), to: endOf(validTo), replacedBy },
    ]),
  );
  const purposes = new Map(
    ruleSet.purposes.map((purpose) => [
      purpose.id,
      { ...purpose, minimal: expand(purpose.minimalFields, fields) },
    ]),
  );
  const grants = [...ruleSet.grants]
    .sort(bestFirst)
    .map((grant, number) => compileGrant(grant, number, acts));
  const { membersOf, namesOf } = expandGroups(
    ruleSet,
    classOf.flatMap(({ owners }) => owners),
  );
  const ownedBy = (numbers: ReadonlySet<number>, provider: string): number[] =>
    [...numbers].filter((number) => classOf[number]!.owners.includes(provider));

  const naming = coordinates.map((): CompiledGrant[] => []);
  const table = grantTable(coordinates.length, grants.length);
  for (const grant of grants) {
    const named = expand(grant.fields, fields);
    for (const number of named) naming[number]!.push(grant);

    const owned = ownedBy(named, grant.provider);
    for (const agency of membersOf(grant.grantee)) table.add(agency, grant, owned);
  }

  const forbidding = coordinates.map((): CompiledForbid[] => []);
  for (const forbid of [...ruleSet.forbids].sort(byId)) {
    const compiled = {
      ...forbid,
      from: forbid.validFrom === null ? -Infinity : dayNumber(forbid.validFrom),
      to: endOf(forbid.validTo),
      spares: new Set(forbid.except),
    };
    for (const number of ownedBy(expand(forbid.fields, fields), forbid.provider))
      forbidding[number]!.push(compiled);
  }

  const combinations = [...ruleSet.combinations]
    .sort(byId)
    .map((combination) => ({ ...combination, allowed: new Set(combination.allowedFor) }));
  const partsOf = new Map<number, { combination: CompiledCombination; part: number }[]>();
  for (const combination of combinations) {
    combination.parts.forEach((patterns, part) => {
      for (const number of expand(patterns, fields))
        partsOf.set(number, [...(partsOf.get(number) ?? []), { combination, part }]);
    });
  }

  return {
    version: ruleSet.version,
    fields,
    coordinates,
    classOf,
    namesOf,
    excluded: new Set(ruleSet.excluded.map(({ id }) => id)),
    acts,
    purposes,
    defaults: ruleSet.defaults,
    grants,
    table: table.cells,
    choices: table.choices,
    naming,
    forbidding,
    combinations,
    partsOf,
    days: new Map(),
  };
}

function compileGrant(grant: Grant, number: number, acts: ReadonlyMap<string, ActPeriod>): CompiledGrant {
  return {
    ...grant,
    number,
    from: dayNumber(grant.validFrom),
    to: endOf(grant.validTo),
    assessedTo: grant.riskAssessedUntil === null ? -Infinity : dayNumber(grant.riskAssessedUntil),
    acts: [...new Set(grant.basis.flatMap((citation) => actOf(citation, acts) ?? []))],
    understood:
      isOneOf(GRANT_STATUSES, grant.status) &&
      isOneOf(ROW_SCOPES, grant.rows) &&
      grant.conditions.every((condition) => isOneOf(GRANT_CONDITIONS, condition)) &&
      Object.values(grant.mask).every((mask) => isOneOf(MASKS, mask)),
  };
}

const endOf = (validTo: string | null): number => (validTo === null ? Infinity : dayNumber(validTo));

const isOneOf = <T extends string>(list: readonly T[], value: T): boolean => list.includes(value);

/** Of several grants the one that reaches more rows is better; between equals the first by id. */
const bestFirst = (a: Grant, b: Grant): number =>
  ROW_SCOPES.indexOf(a.rows) - ROW_SCOPES.indexOf(b.rows) || byId(a, b);

const byId = (a: { id: string; provider?: string }, b: { id: string; provider?: string }): number =>
  compareText(a.id, b.id) || compareText(a.provider ?? '', b.provider ?? '');

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
