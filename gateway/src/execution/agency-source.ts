import { parse, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { EXCHANGE_HEADER } from '@lienthong/shared/exchange-header';
import { SEAL_HEADER } from '@lienthong/shared/identity/seal';
import type { Coordinate } from '@lienthong/shared/policy/types';
import type { ExchangeContext } from '../exchange-context.ts';
import { fetchedFields } from '../policy/deciding/fetched-fields.ts';
import { contentOf } from '../policy/sealing/ruling.ts';
import type { Seal } from '../policy/sealing/sealer.ts';
import type { AgencyAnswer } from './agency-answer.ts';
import type { AgencyClient } from './agency-client.ts';
import { AgencyFailure } from './agency-failure.ts';
import { compileAnswerCheck, type AnswerCheck } from './answer-check.ts';
import type { FetchOutcome } from './fetch-outcome.ts';
import { readAccount, readRefusal, type OwnerAccount, type OwnerRefusal } from './owner-account.ts';
import { questionText } from './fetching/question-text.ts';
import type { Fetch } from './planning/plan.ts';
import { rootFieldsOf } from './root-fields.ts';
import { MOST_ERRORS, type Source, type SourceError } from './source.ts';
import { placeOfError, tellAgencyError } from './tell-agency-error.ts';

interface KnownQuestion {
  readonly answers: AnswerCheck;
  readonly rootFields: readonly string[];
  readonly fields: readonly Coordinate[];
}

/** Questions a planner makes are few and come again; their checks are compiled once, as long as they fit in here. */
const KNOWN_QUESTIONS = {
  max: 1_000,
  maxSize: 500_000,
  sizeCalculation: (_: unknown, query: string) => query.length,
};

/**
 * Lets the engine ask one agency through our client. A failure becomes errors in the answer, with the agency's name and
 * a stable code, so that the other agencies' data still arrives.
 */
export function createAgencySource(
  client: AgencyClient,
  graph: GraphQLSchema,
  apiSchema: GraphQLSchema,
  seal: Seal | null,
  onFetch: (outcome: FetchOutcome) => void,
): Source {
  const known = new LRUCache<string, KnownQuestion>(KNOWN_QUESTIONS);

  function knownQuestion({ query }: Fetch): KnownQuestion {
    const kept = known.get(query);
    if (kept) return kept;
    const document = parse(query, { noLocation: true });
    const question = {
      answers: compileAnswerCheck(document, apiSchema),
      rootFields: rootFieldsOf(document),
      fields: fetchedFields(document, graph),
    };
    known.set(query, question);
    return question;
  }

  return {
    ask: async (fetch, { variables, representations }, exchange) => {
      const question = knownQuestion(fetch);
      const { query, operationName, change } = fetch;
      const accept = ({ data }: AgencyAnswer): boolean =>
        !data || question.answers(data, representations?.typenames);
      /** Where it is told that nothing was answered. */
      const places: Pick<SourceError, 'entity' | 'path'>[] = representations
        ? [{ entity: null, path: [] }]
        : question.rootFields.map((field) => ({ entity: null, path: [field] }));

      const startedAt = performance.now();
      const tell = (
        outcome: FetchOutcome['outcome'],
        account: OwnerAccount = { rows: null, subjects: [] },
        refused: readonly OwnerRefusal[] = [],
      ): void => {
        const told = {
          agency: client.name,
          fields: question.fields,
          refused,
          ...account,
          startedAt,
          endedAt: performance.now(),
          outcome,
          entities: representations?.texts.length ?? 0,
        };
        exchange.fetches.push(told);
        onFetch(told);
      };
      try {
        const content = contentOf(exchange.ruling, `${client.name} ${query}`, question.fields);
        const headers = {
          ...headersOf(exchange),
          ...(seal && {
            [SEAL_HEADER]: await seal(client.name, { query, variables, operationName }, content, change),
          }),
        };
        const text = questionText(fetch, variables, representations?.texts ?? null);
        const { data, errors = [], extensions } = await client.ask(text, headers, accept);
        const refusals = errors.flatMap((error) => readRefusal(error) ?? []);
        tell('ok', readAccount(extensions), refusals);
        const told = errors.slice(0, MOST_ERRORS).flatMap((error): SourceError[] => {
          const place = placeOfError(error, representations?.texts.length);
          const told = tellAgencyError(client.name, error);
          const nowhere = data ? [{ entity: null, path: null }] : places;
          return (place ? [place] : nowhere).map((at) => ({ error: told, ...at }));
        });
        return { data: data ?? null, errors: told };
      } catch (error) {
        if (!(error instanceof AgencyFailure)) throw error;
        tell(error.code);
        return { data: null, errors: places.map((at) => ({ error: failed(error), ...at })) };
      }
    },
  };
}

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
