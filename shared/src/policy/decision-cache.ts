import type { CompiledRules } from './compile.ts';
import { viewOf } from './day-view.ts';
import { isStale, judge } from './decide.ts';
import { legalDay } from './legal-day.ts';
import { standingOf, type Standing } from './standing.ts';
import type { Caller, Decision, Freshness, PolicyRequest } from './types.ts';

/** `operation` stands for the request's list of fields: the same id, the same list. */
export type CachedDecide = (
  operation: string,
  request: PolicyRequest,
  now: number,
  freshness?: Freshness,
) => Decision;

/**
 * {@link decide}, remembered per operation, kind of caller and day. A decision names no person, so callers who bring
 * the same proofs share one. A cache belongs to one version of the rules; whether that is still fresh is asked anew.
 */
export function createCachedDecide(rules: CompiledRules, max = 10_000): CachedDecide {
  const known = new Map<string, Decision>();
  const standings = new WeakMap<Caller, { readonly day: number; readonly standing: Standing }>();

  /** Of a caller that never changes it is worked out once a day. */
  function standingOn(day: number, caller: Caller): Standing {
    const before = standings.get(caller);
    if (before?.day === day) return before.standing;
    const standing = standingOf(caller, day, rules);
    if (Object.isFrozen(caller)) standings.set(caller, { day, standing });
    return standing;
  }

  return (operation, request, now, freshness = {}) => {
    const view = viewOf(rules, legalDay(now));
    const standing = standingOn(view.day, request.caller);
    if (isStale(rules, now, freshness)) return judge(request.coordinates, standing, rules, view, true);

    const key = `${view.day} ${standing.key} ${operation}`;
    let decision = known.get(key);
    if (decision) known.delete(key);
    else decision = judge(request.coordinates, standing, rules, view);
    // Written last: the first key is the one not asked for the longest.
    known.set(key, decision);
    if (known.size > max) known.delete(known.keys().next().value!);
    return decision;
  };
}
