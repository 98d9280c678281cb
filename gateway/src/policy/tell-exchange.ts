import { citationExplainer, tellRefusal } from '@lienthong/shared/policy/explain';
import { REASONS } from '@lienthong/shared/policy/reasons';
import type { Coordinate, Refusal } from '@lienthong/shared/policy/types';
import type { OwnerRefusal } from '../execution/owner-account.ts';
import type { RulesInForce } from './rules-in-force.ts';
import type { Ruling } from './ruling.ts';

/** What an answer says of the exchange (`extensions.exchange`). */
export interface ExchangeTold {
  readonly receipt: string;
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
  receipt: string,
  { decision, caller }: Ruling,
  refused: readonly GatewayRefusal[],
  ownersRefused: readonly (OwnerRefusal & { readonly agency: string })[],
  asked: readonly Coordinate[],
  { compiled, ruleSet }: RulesInForce,
): ExchangeTold {
  const explainCitation = citationExplainer(ruleSet.acts);
  const grants = new Set<string>();
  for (const coordinate of asked) {
    const verdict = decision.verdicts.get(coordinate);
    if (verdict?.allowed && verdict.grant !== null) grants.add(verdict.grant);
  }
  return {
    receipt,
    ruleSet: decision.ruleSet,
    asOf: decision.day,
    purpose: caller.kind === 'agency' ? (caller.purpose ?? null) : null,
    grants: [...grants].sort(),
    refused: [
      ...refused.map(({ refusal, neededFor }) => ({
        ...tellRefusal(refusal, compiled, explainCitation),
        ...(neededFor && { neededFor }),
      })),
      ...ownersRefused.map(({ agency, coordinate, reason, basis }) => ({
        coordinate,
        reason,
        text: REASONS[reason].text,
        basis: explainCitation(basis),
        agency,
      })),
    ],
  };
}

/** A refused field, and what cannot be fetched without it. */
export interface GatewayRefusal {
  readonly refusal: Refusal;
  readonly neededFor: readonly Coordinate[] | null;
}
