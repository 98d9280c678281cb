import { tellFailure, tellResult } from '@lienthong/shared/graphql/tell-result';
import type { Operation } from '@lienthong/shared/graphql/operation';
import type { GraphQLAnswer } from '@lienthong/shared/http/graphql-service';
import type { GatewaySteps } from '../answer.ts';
import type { ExchangeContext } from '../exchange-context.ts';
import type { EngineAnswer } from '../execution/engine.ts';
import { NOTHING_HAPPENED } from '../execution/subscribing.ts';
import { beginLife } from './begin-life.ts';
import { EventsNotAccepted, NoSubscriptions, RightsChanged } from './errors.ts';
import { followEvents } from './follow-events.ts';

type Steps = Pick<GatewaySteps, 'execute' | 'tell' | 'observe' | 'subscriptions' | 'rightsOf'>;

/** Begins a subscription, which is judged and written down like a question, and answers what happens from then on. */
export async function subscribe(
  operation: Operation,
  variables: Readonly<Record<string, unknown>>,
  exchange: ExchangeContext,
  { execute, tell, observe, subscriptions, rightsOf }: Steps,
): Promise<GraphQLAnswer> {
  if (!exchange.inEvents) throw new EventsNotAccepted();
  const life = beginLife(operation, exchange, rightsOf);
  const whenOver = subscriptions.enter(exchange, life);

  const observed = (answer: EngineAnswer, of: ExchangeContext): GraphQLAnswer =>
    observe(tellResult(answer, tell), operation, of);
  const failed = (error: unknown, of: ExchangeContext): GraphQLAnswer =>
    observe(tellFailure(error, tell), operation, of);
  const answer = (of: ExchangeContext): Promise<GraphQLAnswer> =>
    execute(operation, variables, of).then(
      (executed) => observed(executed, of),
      (error: unknown) => failed(error, of),
    );
  /** Where rights changed it says which: what is refused now is told as it would be of an event, and written down. */
  const lastWord = async (why: unknown, exchangeOfEnd: ExchangeContext): Promise<GraphQLAnswer> => {
    if (!(why instanceof RightsChanged)) return failed(why, exchangeOfEnd);
    const of = { ...exchangeOfEnd, event: NOTHING_HAPPENED };
    try {
      const { json = null, errors = [] } = await execute(operation, variables, of);
      return observed({ json, errors: [...errors, why] }, of);
    } catch (error) {
      return failed(error, of);
    }
  };

  try {
    const beginning = { ...exchange, cancellation: life.cancellation };
    const { begun, ...first } = await execute(operation, variables, beginning);
    // An event that is being answered is answered, also where the subscription ends meanwhile.
    const whole = { ...beginning, cancellation: exchange.cancellation };
    if (begun) return { events: followEvents(begun, { exchange: whole, life, answer, lastWord, whenOver }) };
    whenOver();
    if (first.json === '{}') throw new NoSubscriptions();
    return { events: once(observed(first, beginning)) };
  } catch (error) {
    whenOver();
    throw error;
  }
}

async function* once(answer: GraphQLAnswer): AsyncGenerator<GraphQLAnswer, void, void> {
  yield answer;
}
