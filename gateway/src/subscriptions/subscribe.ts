import { tellFailure, tellResult } from '@lienthong/shared/graphql/tell-result';
import type { Operation } from '@lienthong/shared/graphql/operation';
import type { GraphQLAnswer } from '@lienthong/shared/http/graphql-service';
import type { GatewaySteps } from '../answer.ts';
import type { ExchangeContext } from '../exchange-context.ts';
import { cancel, createCancellation, onCancel } from '../execution/cancellation.ts';
import type { EngineAnswer } from '../execution/engine.ts';
import { EventsNotAccepted, NoSubscriptions } from './errors.ts';
import { followEvents } from './follow-events.ts';

type Steps = Pick<GatewaySteps, 'execute' | 'tell' | 'observe' | 'subscriptions'>;

/** Begins a subscription, which is judged and written down like a question, and answers what happens from then on. */
export async function subscribe(
  operation: Operation,
  variables: Readonly<Record<string, unknown>>,
  exchange: ExchangeContext,
  { execute, tell, observe, subscriptions }: Steps,
): Promise<GraphQLAnswer> {
  if (!exchange.inEvents) throw new EventsNotAccepted();
  const own = createCancellation();
  const end = (): void => cancel(own);
  onCancel(exchange.cancellation, { end });
  const whenOver = subscriptions.enter(exchange.caller, end);

  const observed = (answer: EngineAnswer, of: ExchangeContext): GraphQLAnswer =>
    observe(tellResult(answer, tell), operation, of);
  const answer = async (of: ExchangeContext): Promise<GraphQLAnswer> => {
    try {
      return observed(await execute(operation, variables, of), of);
    } catch (error) {
      return observe(tellFailure(error, tell), operation, of);
    }
  };
  try {
    const beginning = { ...exchange, cancellation: own };
    const { begun, ...first } = await execute(operation, variables, beginning);
    // An event that is being answered is answered, also where the subscription ends meanwhile.
    const whole = { ...beginning, cancellation: exchange.cancellation };
    if (begun) return { events: followEvents(begun, { exchange: whole, answer, tell, whenOver }) };
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
