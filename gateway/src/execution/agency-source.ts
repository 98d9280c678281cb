import type { GraphQLFormattedError } from 'graphql';
import { EXCHANGE_HEADER } from '@lienthong/shared/exchange-header';
import { SEAL_HEADER } from '@lienthong/shared/identity/seal';
import type { ExchangeContext } from '../exchange-context.ts';
import { contentOf } from '../policy/sealing/ruling.ts';
import { mayBeShared, nameOf } from '../policy/sealing/sharing.ts';
import type { Seal } from '../policy/sealing/sealer.ts';
import type { AgencyAnswer } from './agency-answer.ts';
import type { AgencyClient } from './agency-client.ts';
import { AgencyFailure } from './agency-failure.ts';
import { NoLongerWanted } from './cancellation.ts';
import type { FetchOutcome } from './fetch-outcome.ts';
import { readAccount, readRefusal, type OwnerAccount, type OwnerRefusal } from './owner-account.ts';
import { MOST_ERRORS, type Source, type SourceAnswer, type SourceError } from './source.ts';
import { placeOfError, tellAgencyError } from './tell-agency-error.ts';

/**
 * Lets the engine ask one agency through our client. A failure becomes errors in the answer, with the agency's name and
 * a stable code, so that the other agencies' data still arrives.
 */
export function createAgencySource(
  client: AgencyClient,
  seal: Seal | null,
  share: boolean,
  onFetch: (outcome: FetchOutcome) => void,
): Source {
  return {
    ask: async ({ call, fields, rootFields, accepts, body }, { variables, lists }, exchange) => {
      const { query, operationName, change, lookups } = call;
      const typenames = lists.map((list) => list.typenames);
      const accept = ({ data }: AgencyAnswer): boolean => !data || accepts(data, typenames);
      /** Where it is told that nothing was answered. */
      const places: Omit<SourceError, 'error'>[] =
        lookups.length > 0
          ? [{ lookup: null, entity: null, path: [] }]
          : rootFields.map((field) => ({ lookup: null, entity: null, path: [field] }));

      const startedAt = performance.now();
      const tell = (
        outcome: FetchOutcome['outcome'],
        account: OwnerAccount = { rows: null, subjects: [] },
        refused: readonly OwnerRefusal[] = [],
      ): void => {
        const told = {
          agency: client.name,
          fields,
          refused,
          ...account,
          startedAt,
          endedAt: performance.now(),
          outcome,
          entities: lists.reduce((sum, { texts }) => sum + texts.length, 0),
        };
        exchange.fetches.push(told);
        onFetch(told);
      };
      try {
        const content = contentOf(exchange.ruling, `${client.name} ${query}`, fields);
        const sealed =
          seal && (await seal(client.name, { query, variables, operationName }, content, change));
        const headers = { ...headersOf(exchange), ...(sealed && { [SEAL_HEADER]: sealed }) };
        const text = body(
          variables,
          lists.map(({ texts }) => texts),
        );
        const { cancellation } = exchange;
        if (cancellation.cancelled) return NOTHING;
        const {
          data,
          escape,
          errors = [],
          extensions,
        } = await client.ask({
          body: text,
          headers,
          accept,
          change,
          cancellation,
          asker:
            sealed && share && mayBeShared(content)
              ? { caller: nameOf(exchange.caller), seal: sealed }
              : null,
        });
        const refusals = errors.flatMap((error) => readRefusal(error) ?? []);
        tell('ok', readAccount(extensions), refusals);
        const told = errors.slice(0, MOST_ERRORS).flatMap((error): SourceError[] => {
          const place = placeOfError(error, lookups, lists);
          const told = tellAgencyError(client.name, error);
          const nowhere = data ? [{ lookup: null, entity: null, path: null }] : places;
          return (place ? [place] : nowhere).map((at) => ({ error: told, ...at }));
        });
        return { data: data ?? null, escape, errors: told };
      } catch (error) {
        if (error instanceof NoLongerWanted) {
          tell('CANCELLED');
          return NOTHING;
        }
        if (!(error instanceof AgencyFailure)) throw error;
        tell(error.code);
        return { data: null, escape: false, errors: places.map((at) => ({ error: failed(error), ...at })) };
      }
    },
  };
}

/** Told to nobody: its caller is gone. */
const NOTHING: SourceAnswer = { data: null, escape: false, errors: [] };

const headersOf = ({ requestId, receiptId, trace }: ExchangeContext): Record<string, string> => ({
  'x-request-id': requestId,
  [EXCHANGE_HEADER]: receiptId,
  traceparent: trace.traceparent,
  ...(trace.tracestate && { tracestate: trace.tracestate }),
});

const failed = ({ message, messageVi, code, agency, basis }: AgencyFailure): GraphQLFormattedError => ({
  message,
  extensions: { code, agency, messageVi, ...(basis && { basis }) },
});
