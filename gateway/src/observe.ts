import type { Operation } from '@lienthong/shared/graphql/operation';
import type { GraphQLAnswer } from '@lienthong/shared/http/graphql-service';
import type { Logger } from '@lienthong/shared/log';
import type { ExchangeContext } from './exchange-context.ts';
import type { Metrics } from './metrics.ts';

/** A caller names its operation; a log line has room for no more. */
const LONGEST_NAME = 100;

/** Takes note of an answer and says in it of which exchange it is; the operation is missing where none could be read. */
export type Observe = (
  answer: GraphQLAnswer,
  operation: Operation | undefined,
  exchange: ExchangeContext,
) => GraphQLAnswer;

/** One log line and one measurement per request; the answer says its request id and, on demand, who was asked. */
export function createObserver(log: Logger, metrics: Metrics): Observe {
  return (answer, operation, exchange) => {
    const { requestId, trace, startedAt, fetches, showFetches, told, strict } = exchange;
    const { cancelled } = exchange.cancellation;
    const milliseconds = performance.now() - startedAt;
    // What a caller who is gone would be told went wrong, did not.
    const codes = cancelled ? [] : (answer.errors ?? []).map(({ extensions }) => codeOf(extensions));
    for (const code of codes) metrics.countError(code);
    metrics.requests.observe(
      operation?.node.operation ?? 'none',
      outcomeOf(cancelled, codes),
      milliseconds / 1000,
    );
    if (log.isLevelEnabled('info'))
      log.info(
        {
          requestId,
          receipt: told?.receipt ?? null,
          traceId: trace.traceId,
          operationName: operation?.name?.slice(0, LONGEST_NAME) ?? null,
          operationHash: operation?.hash ?? null,
          milliseconds: Math.round(milliseconds * 10) / 10,
          fetches: fetches.length,
          agencies: [...new Set(fetches.map(({ agency }) => agency))],
          ...(codes.length > 0 && { codes: [...new Set(codes)] }),
        },
        cancelled ? 'cancelled' : 'answered',
      );
    return {
      ...answer,
      extensions: {
        exchange: { requestId, ...told, ...(showFetches && { fetches: timesOf(exchange) }) },
      },
      ...(strict && { headers: { 'preference-applied': 'handling=strict' } }),
    };
  };
}

/** Milliseconds from the start of the request, to a tenth. */
const timesOf = ({ fetches, startedAt }: ExchangeContext) =>
  fetches.map(({ agency, entities, outcome, startedAt: from, endedAt }) => ({
    agency,
    entities,
    outcome,
    startedMs: Math.round((from - startedAt) * 10) / 10,
    milliseconds: Math.round((endedAt - from) * 10) / 10,
  }));

const outcomeOf = (cancelled: boolean, codes: readonly string[]): string => {
  if (cancelled) return 'cancelled';
  return codes.length > 0 ? 'errors' : 'ok';
};

const codeOf = (extensions: Readonly<Record<string, unknown>> | undefined): string =>
  typeof extensions?.['code'] === 'string' ? extensions['code'] : 'UNKNOWN';
