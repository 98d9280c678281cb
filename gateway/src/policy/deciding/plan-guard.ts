import { RequestRefused } from '@lienthong/shared/errors';
import { REASONS } from '@lienthong/shared/policy/reasons';
import type { Coordinate, Decision, Refusal, Verdict } from '@lienthong/shared/policy/types';
import type { ExchangeContext } from '../../exchange-context.ts';
import type { Plan } from '../../execution/prepare.ts';
import type { RulesInForce } from './rules-in-force.ts';
import { supposingConsent } from './judge-operation.ts';

/** The plan cannot do without a field that is refused: nothing of it is asked. */
class PlanRefused extends RequestRefused {
  constructor({ coordinate, reason, basis }: Refusal) {
    const { text } = REASONS[reason];
    super(reason, 403, `${coordinate}, which this operation cannot be answered without: ${text.en}`, {
      coordinate,
      basis,
      messageVi: `${coordinate}, thiếu trường này thì không trả lời được truy vấn: ${text.vi}`,
    });
  }
}

/** While it was planned other rules came than what was decided by. Nothing has been asked yet. */
export class RulesChanged extends Error {
  constructor() {
    super('What was decided is to be decided anew: other rules hold now.');
    this.name = 'RulesChanged';
  }
}

/**
 * The last look before anything is fetched: the rules are those that were decided by, and every field of the plan is
 * permitted. What the decision did not foresee is decided on here; what is refused then ends the request.
 */
export function guardPlans(
  rules: () => RulesInForce,
  now: () => number,
): (plan: Plan, exchange: ExchangeContext) => void {
  const fieldsOf = new WeakMap<Plan, readonly Coordinate[]>();
  const permitted = new WeakMap<Decision, WeakSet<Plan>>();
  return (plan, exchange) => {
    const { decision } = exchange.ruling!;
    if (decision.ruleSet !== rules().ruleSet.version) throw new RulesChanged();
    if (permitted.get(decision)?.has(plan)) return;
    let fields = fieldsOf.get(plan);
    if (!fields) fieldsOf.set(plan, (fields = [...new Set(plan.calls.flatMap((call) => call.fields))]));

    const { verdicts } = decision;
    const unforeseen: Coordinate[] = [];
    for (const coordinate of fields) {
      const verdict = verdicts.get(coordinate);
      if (verdict === undefined) unforeseen.push(coordinate);
      else if (!verdict.allowed) throw new PlanRefused(verdict);
    }
    if (unforeseen.length > 0) {
      exchange.ruling = { ...exchange.ruling!, beside: decideOn(unforeseen, exchange, rules(), now()) };
      return;
    }
    const plans = permitted.get(decision) ?? new WeakSet();
    permitted.set(decision, plans.add(plan));
  };
}

function decideOn(
  coordinates: readonly Coordinate[],
  { caller }: ExchangeContext,
  { decide }: RulesInForce,
  now: number,
): ReadonlyMap<Coordinate, Verdict> {
  const { verdicts, refusals } = decide(
    coordinates.join(' '),
    { caller: supposingConsent(caller), coordinates },
    now,
  );
  if (refusals.length > 0) throw new PlanRefused(refusals[0]!);
  return verdicts;
}
