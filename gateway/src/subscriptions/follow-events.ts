import type { GraphQLAnswer } from '@lienthong/shared/http/graphql-service';
import { followingExchange } from '../create-exchange.ts';
import type { ExchangeContext } from '../exchange-context.ts';
import { NoLongerWanted } from '../execution/cancellation.ts';
import type { Begun } from '../execution/subscribing.ts';
import type { Life } from './begin-life.ts';

export interface FollowOptions {
  /** As it was when the subscription was begun. */
  readonly exchange: ExchangeContext;
  readonly life: Life;
  /** The answer to the subscription in the exchange of one event. */
  readonly answer: (exchange: ExchangeContext) => Promise<GraphQLAnswer>;
  /** What is told last, in an exchange of its own, where it ended for a reason. */
  readonly lastWord: (why: unknown, exchange: ExchangeContext) => Promise<GraphQLAnswer>;
  readonly whenOver: () => void;
}

/**
 * Answers event after event, each judged anew and written down by itself. Where something else may be told than when it was
 * begun the subscription ends, with an answer that says why; so it does where its caller's token is good no longer, and
 * with what goes wrong at its subgraph.
 */
export async function* followEvents(
  { query, events }: Begun,
  { exchange, life, answer, lastWord, whenOver }: FollowOptions,
): AsyncGenerator<GraphQLAnswer, void, void> {
  const { cancellation } = life;
  try {
    for await (const event of events) {
      const caller = await exchange.callerNow();
      life.lookAtRights(caller);
      // Also where it ended while its client had no room for more: what came meanwhile is not told.
      if (cancellation.cancelled) break;
      yield await answer({ ...followingExchange(exchange), caller, event: { query, answer: event } });
    }
  } catch (error) {
    if (!(error instanceof NoLongerWanted)) life.end(error as Error);
  } finally {
    whenOver();
  }
  const why = life.endedBy();
  if (why) yield await lastWord(why, followingExchange(exchange));
}
