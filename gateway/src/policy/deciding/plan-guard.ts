import type { Experimental_DidResolveQueryPlanCallback } from '@apollo/gateway';
import { parse, type GraphQLSchema } from 'graphql';
import { RequestRefused } from '@lienthong/shared/errors';
import { REASONS } from '@lienthong/shared/policy/reasons';
import type { Coordinate, Refusal, Verdict } from '@lienthong/shared/policy/types';
import type { ExchangeContext } from '../../exchange-context.ts';
import { fetchedFields } from './fetched-fields.ts';
import type { RulesInForce } from './rules-in-force.ts';
import { supposingConsent } from './judge-operation.ts';

type QueryPlan = Parameters<Experimental_DidResolveQueryPlanCallback>[0]['queryPlan'];
type Node = NonNullable<QueryPlan['node']>;

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

/**
 * The last look before anything is fetched: every field of the plan is permitted. What the decision did not foresee is
 * decided on here; what is refused then ends the request.
 */
export function guardPlans(
  schema: GraphQLSchema,
  rules: () => RulesInForce,
  now: () => number,
): Experimental_DidResolveQueryPlanCallback {
  const fieldsOf = new WeakMap<QueryPlan, readonly Coordinate[]>();
  return ({ queryPlan, requestContext }) => {
    const exchange = requestContext.context as ExchangeContext;
    let fields = fieldsOf.get(queryPlan);
    if (!fields) fieldsOf.set(queryPlan, (fields = fieldsOfPlan(queryPlan, schema)));

    const { verdicts } = exchange.ruling!.decision;
    const unforeseen: Coordinate[] = [];
    for (const coordinate of fields) {
      const verdict = verdicts.get(coordinate);
      if (verdict === undefined) unforeseen.push(coordinate);
      else if (!verdict.allowed) throw new PlanRefused(verdict);
    }
    if (unforeseen.length > 0)
      exchange.ruling = { ...exchange.ruling!, beside: decideOn(unforeseen, exchange, rules(), now()) };
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

function fieldsOfPlan({ node }: QueryPlan, schema: GraphQLSchema): readonly Coordinate[] {
  const found = new Set<Coordinate>();
  const walk = (part: Node | undefined): void => {
    if (!part) return;
    if (part.kind === 'Fetch') {
      for (const coordinate of fetchedFields(parse(part.operation, { noLocation: true }), schema))
        found.add(coordinate);
    } else if (part.kind === 'Sequence' || part.kind === 'Parallel') part.nodes.forEach(walk);
    else if (part.kind === 'Flatten') walk(part.node);
    else if (part.kind === 'Condition') [part.ifClause, part.elseClause].forEach(walk);
    else if (part.kind === 'Subscription') [part.primary, part.rest].forEach(walk);
    else [part.primary.node, ...part.deferred.map((deferred) => deferred.node)].forEach(walk);
  };
  walk(node);
  return [...found];
}
