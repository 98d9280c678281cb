import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { EXCHANGE_HEADER } from '@lienthong/shared/exchange-header';
import type { ExchangeContext } from '../exchange-context.ts';
import { contentOf } from '../policy/sealing/ruling.ts';
import { mayBeShared, nameOf } from '../policy/sealing/sharing.ts';
import type { Seal } from '../policy/sealing/sealer.ts';
import type { AgencyAnswer } from './agency-answer.ts';
import type { AgencyClient } from './agency-client.ts';
import { AgencyFailure } from './agency-failure.ts';
import { NoLongerWanted } from './cancellation.ts';
import type { FetchOutcome, Measured } from './fetch-outcome.ts';
import {
  NO_ACCOUNT,
  readAccount,
  readRefusal,
  type OwnerAccount,
  type OwnerRefusal,
} from './owner-account.ts';
import type { CompiledCall } from './fetching/compile-call.ts';
import type { Call } from './planning/call.ts';
import { shown } from './sealed.ts';
import { MOST_ERRORS, type Asked, type Source, type SourceAnswer, type SourceError } from './source.ts';
import { placeOfError, tellAgencyError } from './tell-agency-error.ts';

/**
 * Lets the engine ask one agency through our client. A failure becomes errors in the answer, with the agency's name and
 * a stable code, so that the other agencies' data still arrives.
 */
export function createAgencySource(
  client: AgencyClient,
  seal: Seal | null,
  share: boolean,
  onFetch: (measured: Measured) => void,
): Source {
  /** Says in the exchange what became of a question. */
  const tell = (
    exchange: ExchangeContext,
    {
      fields,
      entities,
      startedAt,
      outcome,
    }: Pick<FetchOutcome, 'fields' | 'entities' | 'startedAt' | 'outcome'>,
    { rows, subjects }: OwnerAccount = NO_ACCOUNT,
    refused: readonly OwnerRefusal[] = [],
  ): FetchOutcome => {
    const endedAt = performance.now();
    const told = {
      agency: client.name,
      fields,
      entities,
      outcome,
      refused,
      rows,
      subjects,
      startedAt,
      endedAt,
    };
    exchange.fetches.push(told);
    return told;
  };

  const told = (
    { data, escape, errors }: AgencyAnswer,
    question: CompiledCall,
    lists: Asked['lists'],
  ): SourceAnswer => {
    if (errors.length === 0) return { data, escape, errors: NO_ERRORS };
    const nowhere = data ? [{ lookup: null, entity: null, path: null }] : placesOf(question);
    const all = errors.slice(0, MOST_ERRORS).flatMap((error): SourceError[] => {
      const place = placeOfError(error, question.call.lookups, lists);
      const words = tellAgencyError(client.name, error);
      return (place ? [place] : nowhere).map((at) => ({ error: words, ...at }));
    });
    return { data, escape, errors: all };
  };

  return {
    ask: async (question, { variables, lists }, exchange) => {
      const { call, fields, body } = question;
      const startedAt = performance.now();
      let entities = 0;
      for (const { texts } of lists) entities += texts.length;
      try {
        const content = contentOf(exchange.ruling, question, fields);
        const sealing = seal && seal(client.name, questionOf(call, variables), content, call.change);
        // Nearly always it is there already, and nobody has to wait for it.
        const sealed = sealing instanceof Promise ? await sealing : sealing;
        const { cancellation } = exchange;
        if (cancellation.cancelled) return NOTHING;
        const answer = await client.ask({
          body: body(variables, lists),
          headers: headersOf(exchange),
          sealed,
          accept: acceptOf(question, lists),
          change: call.change,
          cancellation,
          asker:
            sealed !== null && share && mayBeShared(content)
              ? { caller: nameOf(exchange.caller), seal: sealed.digest }
              : null,
        });
        const { errors, extensions } = answer;
        const refusals =
          errors.length === 0 ? NO_REFUSALS : errors.flatMap((error) => readRefusal(error) ?? []);
        onFetch(
          tell(exchange, { fields, entities, startedAt, outcome: 'ok' }, readAccount(extensions), refusals),
        );
        return told(answer, question, lists);
      } catch (error) {
        if (error instanceof NoLongerWanted) {
          onFetch(tell(exchange, { fields, entities, startedAt, outcome: 'CANCELLED' }));
          return NOTHING;
        }
        if (!(error instanceof AgencyFailure)) throw error;
        onFetch(tell(exchange, { fields, entities, startedAt, outcome: error.code }));
        const words = failed(error);
        return {
          data: null,
          escape: false,
          errors: placesOf(question).map((at) => ({ error: words, ...at })),
        };
      }
    },

    async *subscribe(question, { variables }, exchange) {
      const { call, fields, body } = question;
      const { cancellation } = exchange;
      const startedAt = performance.now();
      /** What is subscribed to is measured once, as it opens or fails to: events come when something happens. */
      let measured = false;
      const measure = (outcome: Measured['outcome']): void => {
        if (!measured) onFetch({ agency: client.name, startedAt, endedAt: performance.now(), outcome });
        measured = true;
      };
      const content = contentOf(exchange.ruling, question, fields);
      const sealed = seal && (await seal(client.name, questionOf(call, variables), content, call.change));
      if (cancellation.cancelled) return;
      const events = client.subscribe({
        body: body(variables, []),
        headers: sealed ? [...headersOf(exchange), ...shown(sealed)] : headersOf(exchange),
        accept: acceptOf(question, []),
        whenOpen: () => measure('ok'),
        cancellation,
      });
      try {
        for await (const answer of events)
          yield (toldIn) => {
            const refusals = answer.errors.flatMap((error) => readRefusal(error) ?? []);
            const outcome = { fields, entities: 0, startedAt: performance.now(), outcome: 'ok' } as const;
            tell(toldIn, outcome, readAccount(answer.extensions), refusals);
            return told(answer, question, []);
          };
      } catch (error) {
        if (error instanceof NoLongerWanted) measure('CANCELLED');
        if (!(error instanceof AgencyFailure)) throw error;
        measure(error.code);
        throw new GraphQLError(error.message, failed(error));
      }
    },
  };
}

/** Where it is told that nothing was answered. */
const placesOf = ({ call, rootFields }: CompiledCall): Omit<SourceError, 'error'>[] =>
  call.lookups.length > 0
    ? [{ lookup: null, entity: null, path: [] }]
    : rootFields.map((field) => ({ lookup: null, entity: null, path: [field] }));

/** Questions at a root are judged by the question alone. */
function acceptOf({ accepts }: CompiledCall, lists: Asked['lists']): (answer: AgencyAnswer) => boolean {
  if (lists.length === 0) return ({ data }) => data === null || accepts(data, NO_TYPENAMES);
  const typenames = lists.map((list) => list.typenames);
  return ({ data }) => data === null || accepts(data, typenames);
}

const NO_TYPENAMES: readonly (readonly string[])[] = [];
const NO_ERRORS: readonly SourceError[] = [];
const NO_REFUSALS: readonly OwnerRefusal[] = [];

/** Told to nobody: its caller is gone. */
const NOTHING: SourceAnswer = { data: null, escape: false, errors: [] };

const questionOf = ({ query, operationName }: Call, variables: Asked['variables']) => ({
  query,
  variables,
  operationName,
});

/** As a list: an object would be made of a list, and taken apart again, for every call. */
function headersOf(exchange: ExchangeContext): readonly string[] {
  const { requestId, receiptId, trace } = exchange;
  return (exchange.headers ??= [
    ...['x-request-id', requestId, EXCHANGE_HEADER, receiptId, 'traceparent', trace.traceparent],
    ...(trace.tracestate ? ['tracestate', trace.tracestate] : []),
  ]);
}

const failed = ({ message, messageVi, code, agency, basis }: AgencyFailure): GraphQLFormattedError => ({
  message,
  extensions: { code, agency, messageVi, ...(basis && { basis }) },
});
