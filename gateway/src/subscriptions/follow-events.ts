import { tellFailure, type TellError } from '@lienthong/shared/graphql/tell-result';
import type { GraphQLAnswer } from '@lienthong/shared/http/graphql-service';
import { followingExchange } from '../create-exchange.ts';
import type { ExchangeContext } from '../exchange-context.ts';
import { NoLongerWanted } from '../execution/cancellation.ts';
import type { Begun } from '../execution/subscribing.ts';

export interface FollowOptions {
  /** As it was when the subscription was begun. */
  readonly exchange: ExchangeContext;
  /** The answer to the subscription in the exchange of one event. */
  readonly answer: (exchange: ExchangeContext) => Promise<GraphQLAnswer>;
  readonly tell: TellError;
  readonly whenOver: () => void;
}

/**
 * Answers event after event, each judged anew and written down by itself. Where less may be told than when it was begun the
 * subscription ends, with an answer that says why; so it does where its caller's token is good no longer, and with what goes
 * wrong at its subgraph.
 */
export async function* followEvents(
  { query, events }: Begun,
  { exchange, answer, tell, whenOver }: FollowOptions,
): AsyncGenerator<GraphQLAnswer, void, void> {
  const refusedAtFirst = refusedIn(exchange);
  try {
    for await (const event of events) {
      const caller = await exchange.callerNow();
      const own = { ...followingExchange(exchange), caller, event: { query, answer: event } };
      const told = await answer(own);
      yield told;
      if (refusedIn(own) !== refusedAtFirst) return;
    }
  } catch (error) {
    if (!(error instanceof NoLongerWanted)) yield tellFailure(error, tell);
  } finally {
    whenOver();
  }
}

/** The fields the gateway refuses; what an owner refuses of one row it may give of the next. */
const refusedIn = ({ told }: ExchangeContext): string =>
  (told?.refused ?? [])
    .filter((refused) => !('agency' in refused))
    .map(({ coordinate }) => coordinate)
    .sort()
    .join();
