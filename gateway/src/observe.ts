import type { ApolloServerPlugin } from '@apollo/server';
import type { Logger } from '@lienthong/shared/log';
import type { ExchangeContext } from './exchange-context.ts';
import type { Metrics } from './metrics.ts';

/** A caller names its operation; a log line has room for no more. */
const LONGEST_NAME = 100;

/** One log line and one measurement per request; the answer says its request id and, on demand, who was asked. */
export function observePlugin(log: Logger, metrics: Metrics): ApolloServerPlugin<ExchangeContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ response, contextValue, operation, operationName, queryHash }) => {
        if (response.body.kind !== 'single') return;
        const result = response.body.singleResult;
        const { requestId, trace, startedAt, fetches, showFetches, told, strict } = contextValue;
        result.extensions = {
          ...result.extensions,
          exchange: { requestId, ...told, ...(showFetches && { fetches: timesOf(contextValue) }) },
        };
        if (strict) response.http.headers.set('preference-applied', 'handling=strict');

        const milliseconds = performance.now() - startedAt;
        const codes = (result.errors ?? []).map(({ extensions }) => codeOf(extensions));
        for (const code of codes) metrics.countError(code);
        metrics.requests.observe(
          { operation: operation?.operation ?? 'none', outcome: codes.length > 0 ? 'errors' : 'ok' },
          milliseconds / 1000,
        );
        log.info(
          {
            requestId,
            receipt: told?.receipt ?? null,
            traceId: trace.traceId,
            operationName: operationName?.slice(0, LONGEST_NAME) ?? null,
            operationHash: queryHash ?? null,
            milliseconds: Math.round(milliseconds * 10) / 10,
            fetches: fetches.length,
            agencies: [...new Set(fetches.map(({ agency }) => agency))],
            ...(codes.length > 0 && { codes: [...new Set(codes)] }),
          },
          'answered',
        );
      },
    }),
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

const codeOf = (extensions: Readonly<Record<string, unknown>> | undefined): string =>
  typeof extensions?.['code'] === 'string' ? extensions['code'] : 'UNKNOWN';
