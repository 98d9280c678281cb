import { citationExplainer, tellRefusal } from '@lienthong/shared/policy/explain';
import { REASONS } from '@lienthong/shared/policy/reasons';
import type { Coordinate, Decision, Refusal } from '@lienthong/shared/policy/types';
import type { OwnerRefusal } from '../../execution/owner-account.ts';
import type { Judged } from '../deciding/judge-operation.ts';
import type { KnownOperation } from '../deciding/known-operations.ts';
import type { RulesInForce } from '../deciding/rules-in-force.ts';
import type { Ruling } from '../sealing/ruling.ts';

/** What an answer says of the exchange (`extensions.exchange`). */
export interface ExchangeTold {
  /** Null where nothing is written down. */
  readonly receipt: string | null;
  readonly ruleSet: string;
  /** The day the law of which was applied. */
  readonly asOf: string;
  readonly purpose: string | null;
  /** The grants relied on. */
  readonly grants: readonly string[];
  readonly refused: readonly ToldRefusal[];
}

/** A field that was refused, by the gateway on everybody's rules or by its owner on its own and its rows. */
export type ToldRefusal = Readonly<Record<string, unknown>> & { readonly coordinate: Coordinate };

export function tellExchange(
  receipt: string | null,
  { decision, caller }: Ruling,
  judged: Judged,
  ownersRefused: readonly (OwnerRefusal & { readonly agency: string })[],
  operation: KnownOperation,
  rules: RulesInForce,
): ExchangeTold {
  const { grants, refused } = toldOf(judged, decision, operation, rules);
  return {
    receipt,
    ruleSet: decision.ruleSet,
    asOf: decision.day,
    purpose: caller.kind === 'agency' ? (caller.purpose ?? null) : null,
    grants,
    refused: ownersRefused.length === 0 ? refused : [...refused, ...tellOwners(ownersRefused, rules)],
  };
}

type Told = Pick<ExchangeTold, 'grants' | 'refused'>;
const told = new WeakMap<Judged, Told>();

/** What is the same for every request that is judged alike is put into words once. */
function toldOf(
  judged: Judged,
  { verdicts }: Decision,
  { asked }: KnownOperation,
  rules: RulesInForce,
): Told {
  const known = told.get(judged);
  if (known) return known;
  const explainCitation = citationExplainer(rules.ruleSet.acts);
  const grants = new Set<string>();
  for (const coordinate of asked) {
    const verdict = verdicts.get(coordinate);
    if (verdict?.allowed && verdict.grant !== null) grants.add(verdict.grant);
  }
  const refused = judged.refused.map(({ refusal, neededFor }) => ({
    ...tellRefusal(refusal, rules.compiled, explainCitation),
    ...(neededFor && { neededFor }),
  }));
  const made = { grants: [...grants].sort(), refused };
  told.set(judged, made);
  return made;
}

function tellOwners(
  refused: readonly (OwnerRefusal & { readonly agency: string })[],
  { ruleSet }: RulesInForce,
): ToldRefusal[] {
  const explainCitation = citationExplainer(ruleSet.acts);
  return refused.map(({ agency, coordinate, reason, basis }) => ({
    coordinate,
    reason,
    text: REASONS[reason].text,
    basis: explainCitation(basis),
    agency,
  }));
}

/** A refused field, and what cannot be fetched without it. */
export interface GatewayRefusal {
  readonly refusal: Refusal;
  readonly neededFor: readonly Coordinate[] | null;
}
