import type { CompiledGrant, CompiledRules } from './compile.ts';
import { viewOf, type DayView } from './day-view.ts';
import { climb, consentNeeded, LADDER, nearestGrant } from './grant-ladder.ts';
import { judgeCombinations } from './judge-combinations.ts';
import { isoDay, legalDay } from './legal-day.ts';
import { byDefault, byGrant, refusal, type At } from './make-verdict.ts';
import { CONSENT_BASIS, RISK_ASSESSMENT_BASIS } from './reasons.ts';
import { standingOf, type Standing } from './standing.ts';
import type { Condition, Coordinate, Decision, Freshness, PolicyRequest, Refusal, Verdict } from './types.ts';

/**
 * Which of the fields may be read, as of `now` (milliseconds): default deny, a forbid beats every permit, and what is
 * not known refuses. Reads nothing but its arguments, so that the same question has the same answer for ever.
 */
export function decide(
  request: PolicyRequest,
  rules: CompiledRules,
  now: number,
  freshness: Freshness = {},
): Decision {
  const view = viewOf(rules, legalDay(now));
  return judge(
    request.coordinates,
    standingOf(request.caller, view.day, rules),
    rules,
    view,
    isStale(rules, now, freshness),
  );
}

/** Rules that may have been overtaken decide nothing. */
export const isStale = ({ version }: CompiledRules, now: number, freshness: Freshness): boolean =>
  !(freshness.freshUntil === undefined || now <= freshness.freshUntil) ||
  !(freshness.version === undefined || freshness.version === version);

/** The part of a decision that knows no person and no instant but the day. */
export function judge(
  coordinates: readonly Coordinate[],
  standing: Standing,
  rules: CompiledRules,
  view: DayView,
  stale = false,
): Decision {
  const verdicts = new Map<Coordinate, Verdict>();
  for (const coordinate of coordinates) {
    if (verdicts.has(coordinate)) continue;
    verdicts.set(
      coordinate,
      stale
        ? refusal({ rules, view }, coordinate, 'RULESET_STALE', 'RULES_FRESH')
        : judgeField(coordinate, standing, rules, view),
    );
  }
  if (!stale && standing.kind === 'agency') judgeCombinations(verdicts, standing, rules, view);

  const refusals = [...verdicts.values()].filter((verdict): verdict is Refusal => !verdict.allowed);
  return { ruleSet: rules.version, day: isoDay(view.day), verdicts, refusals };
}

function judgeField(
  coordinate: Coordinate,
  standing: Standing,
  rules: CompiledRules,
  view: DayView,
): Verdict {
  const number = rules.fields.numberOf.get(coordinate);
  const field = number === undefined ? undefined : rules.classOf[number];
  const at = { rules, view };
  if (number === undefined || !field || field.secrecy === 'UNCLASSIFIED')
    return refusal(at, coordinate, 'UNCLASSIFIED', 'CLASSIFIED');
  if (field.secrecy !== 'NONE') return refusal(at, coordinate, 'STATE_SECRET', 'NOT_SECRET');

  const forbid = rules.forbidding[number]!.find(
    ({ provider, from, to, spares }) =>
      provider !== standing.agency &&
      !(view.day < from) &&
      !(view.day > to) &&
      !meets(spares, standing.names),
  );
  if (forbid)
    return refusal(at, coordinate, 'FORBIDDEN', 'NOT_FORBIDDEN', { rule: forbid.id, basis: forbid.basis });

  const { open, own, shared, subject } = rules.defaults;
  if (field.sharing === 'OPEN') return byDefault(at, number, 'OPEN', open.basis);
  if (standing.agency !== null && field.owners.includes(standing.agency))
    return byDefault(at, number, 'OWN', own.basis);

  if (standing.kind === 'anonymous') return refusal(at, coordinate, 'NO_GRANT', 'IDENTIFIED');
  if (standing.kind === 'citizen') {
    return field.sharing === 'SHARED' && field.personal !== 'NONE'
      ? byDefault(at, number, 'SUBJECT', subject.basis)
      : refusal(at, coordinate, 'NO_GRANT', 'CONCERNS_CALLER');
  }

  if (rules.excluded.has(standing.agency!)) return refusal(at, coordinate, 'EXCLUDED_AGENCY', 'NOT_EXCLUDED');
  if (!standing.purpose) return refusal(at, coordinate, 'PURPOSE_MISMATCH', 'PURPOSE_KNOWN');
  const sharedByDefault =
    field.sharing === 'SHARED' && field.personal === 'NONE' && field.importance !== 'CORE';
  if (sharedByDefault && view.sharedByDefault && standing.names.has(shared.to))
    return byDefault(at, number, 'SHARED_BY_DEFAULT', shared.basis);

  if (standing.gate) return refusal(at, coordinate, standing.gate.reason, standing.gate.failed);
  if (!standing.purpose.minimal.has(number))
    return refusal(at, coordinate, 'EXCESS_FIELDS', 'WITHIN_PURPOSE');
  return judgeGrants(coordinate, number, standing, at);
}

function judgeGrants(coordinate: Coordinate, number: number, standing: Standing, at: At): Verdict {
  const { rules, view } = at;
  const cells = rules.table.get(standing.agency!)?.get(standing.purpose!.id);
  const field = rules.classOf[number]!;
  const rest = { field, standing, day: view.day };

  let best: CompiledGrant | null = null;
  for (const grant of rules.choices[cells?.[number] ?? 0]!) {
    // They stand best first; among those that reach the same rows the unmasked is better.
    if (best && (grant.rows !== best.rows || !best.mask[coordinate] || grant.mask[coordinate])) continue;
    if (climb({ ...rest, grant }) === LADDER.length) best = grant;
  }
  if (best) return byGrant(at, number, best, standing);

  const nearest = nearestGrant(rules.naming[number]!, rest);
  if (!nearest) return refusal(at, coordinate, 'NO_GRANT', 'GRANT_EXISTS');
  const { grant, rung } = nearest;
  const { condition, refuses } = LADDER[rung]!;
  return refusal(at, coordinate, refuses({ ...rest, grant })!, condition, {
    nearest: grant.id,
    basis: basisOfMiss(condition, grant, field, standing),
  });
}

/** The law a missed rung rests on, where it is more particular than the reason's own. */
function basisOfMiss(
  condition: Condition,
  grant: CompiledGrant,
  field: Parameters<typeof consentNeeded>[0],
  standing: Standing,
): readonly string[] {
  if (condition === 'CONSENT') return CONSENT_BASIS[consentNeeded(field, standing)!];
  if (condition === 'RISK_ASSESSED') return RISK_ASSESSMENT_BASIS;
  if (condition === 'BASIS_IN_FORCE') return grant.acts.flatMap(({ replacedBy }) => replacedBy);
  return [];
}

const meets = (spares: ReadonlySet<string>, names: ReadonlySet<string>): boolean => {
  if (spares.size > 0) for (const name of names) if (spares.has(name)) return true;
  return false;
};
