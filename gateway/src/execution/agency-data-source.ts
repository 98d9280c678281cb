import type { GraphQLDataSource } from '@apollo/gateway';
import {
  getOperationAST,
  Kind,
  OperationTypeNode,
  parse,
  type DocumentNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { ExchangeContext } from '../exchange-context.ts';
import type { AgencyAnswer } from './agency-answer.ts';
import type { AgencyClient } from './agency-client.ts';
import { SEAL_HEADER } from '@lienthong/shared/identity/seal';
import { EXCHANGE_HEADER } from '@lienthong/shared/exchange-header';
import type { Coordinate } from '@lienthong/shared/policy/types';
import { fetchedFields } from '../policy/deciding/fetched-fields.ts';
import { contentOf } from '../policy/sealing/ruling.ts';
import type { Seal } from '../policy/sealing/sealer.ts';
import { AgencyFailure } from './agency-failure.ts';
import { compileAnswerCheck, type AnswerCheck, type Representation } from './answer-check.ts';
import { readAccount, readRefusal, type OwnerAccount, type OwnerRefusal } from './owner-account.ts';
import { pathOfError, tellAgencyError } from './tell-agency-error.ts';

/** What asking one subgraph once came to. */
export interface FetchOutcome extends OwnerAccount {
  readonly agency: string;
  /** The fields it was asked for. */
  readonly fields: readonly Coordinate[];
  /** Those it refused by itself. */
  readonly refused: readonly OwnerRefusal[];
  /** Milliseconds on the process clock. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly outcome: 'ok' | AgencyFailure['code'];
  /** How many entities were asked for; 0 for a question at the root. */
  readonly entities: number;
}

interface KnownOperation {
  readonly answers: AnswerCheck;
  readonly rootFields: readonly string[];
  readonly fields: readonly Coordinate[];
  /** Whether it changes something. */
  readonly change: boolean;
}

/** Operations a planner makes are few and come again; their checks are compiled once, as long as they fit in here. */
const KNOWN_OPERATIONS = {
  max: 1_000,
  maxSize: 500_000,
  sizeCalculation: (_: unknown, query: string) => query.length,
};
/** Beyond so many errors the rest of one answer says nothing new. */
const MAX_ERRORS = 100;

/**
 * Lets Apollo's executor ask one agency through our client. A failure becomes errors in the answer, with the agency's
 * name and a stable code, so that the other agencies' data still arrives.
 */
export function createAgencyDataSource(
  client: AgencyClient,
  graph: GraphQLSchema,
  seal: Seal,
  onFetch: (outcome: FetchOutcome) => void,
): GraphQLDataSource<ExchangeContext> {
  const known = new LRUCache<string, KnownOperation>(KNOWN_OPERATIONS);

  function knownOperation(query: string, schema: GraphQLSchema): KnownOperation {
    const kept = known.get(query);
    if (kept) return kept;
    const document = parse(query, { noLocation: true });
    const operation = {
      answers: compileAnswerCheck(document, schema),
      rootFields: rootFieldsOf(document),
      fields: fetchedFields(document, graph),
      change: getOperationAST(document)?.operation === OperationTypeNode.MUTATION,
    };
    known.set(query, operation);
    return operation;
  }

  return {
    process: async (options) => {
      if (!('incomingRequestContext' in options)) return {};
      const { request, incomingRequestContext } = options;
      const { query = '', variables, operationName } = request;
      const exchange = incomingRequestContext.context;
      const operation = knownOperation(query, incomingRequestContext.schema);
      const representations = variables?.['representations'] as Representation[] | undefined;
      const accept = ({ data }: AgencyAnswer): boolean => !data || operation.answers(data, representations);
      const paths = representations ? [[]] : operation.rootFields.map((field) => [field]);

      const startedAt = performance.now();
      const tell = (
        outcome: FetchOutcome['outcome'],
        account: OwnerAccount = { rows: null, subjects: [] },
        refused: readonly OwnerRefusal[] = [],
      ): void => {
        const told = {
          agency: client.name,
          fields: operation.fields,
          refused,
          ...account,
          startedAt,
          endedAt: performance.now(),
          outcome,
          entities: representations?.length ?? 0,
        };
        exchange.fetches.push(told);
        onFetch(told);
      };
      try {
        const question = { query, variables, operationName };
        const content = contentOf(exchange.ruling, `${client.name} ${query}`, operation.fields);
        const headers = {
          ...headersOf(exchange),
          [SEAL_HEADER]: await seal(client.name, question, content, operation.change),
        };
        const { data, errors = [], extensions } = await client.ask(JSON.stringify(question), headers, accept);
        const refusals = errors.flatMap((error) => readRefusal(error) ?? []);
        tell('ok', readAccount(extensions), refusals);
        const told = errors.slice(0, MAX_ERRORS).flatMap((error) => {
          const path = pathOfError(error);
          const places = path || data ? [path] : paths;
          return places.map((place) => ({
            ...tellAgencyError(client.name, error),
            ...(place && { path: place }),
          }));
        });
        return { data: data ?? undefined, ...(told.length > 0 && { errors: told }) };
      } catch (error) {
        if (!(error instanceof AgencyFailure)) throw error;
        tell(error.code);
        return { errors: paths.map((path) => failed(error, path)) };
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

const failed = (
  { message, messageVi, code, agency, basis }: AgencyFailure,
  path: string[],
): GraphQLFormattedError => ({
  message,
  path,
  extensions: { code, agency, messageVi, ...(basis && { basis }) },
});

function rootFieldsOf(document: DocumentNode): string[] {
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return (operation?.selectionSet.selections ?? []).flatMap((selection) =>
    selection.kind === Kind.FIELD ? (selection.alias ?? selection.name).value : [],
  );
}
