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

/** So many verdicts and refusals are remembered for each decision that may be: the more fields they are about, the fewer decisions. */
const SIZE_OF_EACH = 50;

/** Permits are shared by the decisions of a day, refusals are not: they count twice. */
const sizeOf = ({ verdicts, refusals }: Decision): number => 1 + verdicts.size + refusals.length;

/**
 * {@link decide}, remembered per operation, kind of caller and day. A decision names no person, so callers who bring
 * the same proofs share one. A cache belongs to one version of the rules; whether that is still fresh is asked anew.
 */
export function createCachedDecide(rules: CompiledRules, max = 10_000): CachedDecide {
  const known = new Map<string, Decision>();
  let size = 0;
  const callers = new WeakMap<Caller, KnownCaller>();

  /** Of a caller that never changes it is worked out once a day. */
  function callerOn(day: number, caller: Caller): KnownCaller {
    const before = callers.get(caller);
    if (before?.day === day) return before;
    const found = { day, standing: standingOf(caller, day, rules), last: null };
    if (Object.isFrozen(caller)) callers.set(caller, found);
    return found;
  }

  /** The first key is the one not asked for the longest. */
  function makeRoom(): void {
    for (const [key, decision] of known) {
      if (known.size <= max && size <= max * SIZE_OF_EACH) return;
      known.delete(key);
      size -= sizeOf(decision);
    }
  }

  return (operation, request, now, freshness = {}) => {
    const view = viewOf(rules, legalDay(now));
    const caller = callerOn(view.day, request.caller);
    const { standing, last } = caller;
    if (isStale(rules, now, freshness)) return judge(request.coordinates, standing, rules, view, true);
    // Most callers ask the same again and again: nothing has to be looked up.
    if (last?.operation === operation) return last.decision;

    const key = `${view.day} ${standing.key} ${operation}`;
    let decision = known.get(key);
    if (decision) known.delete(key);
    else {
      decision = judge(request.coordinates, standing, rules, view);
      size += sizeOf(decision);
    }
    known.set(key, decision);
    makeRoom();
    caller.last = { operation, decision };
    return decision;
  };
}

interface KnownCaller {
  readonly day: number;
  readonly standing: Standing;
  /** What it was told last. */
  last: { readonly operation: string; readonly decision: Decision } | null;
}
