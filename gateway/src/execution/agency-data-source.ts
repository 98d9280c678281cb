import type { GraphQLDataSource } from '@apollo/gateway';
import { Kind, parse, type DocumentNode, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { AgencyAnswer, AgencyClient, AgencyError } from './agency-client.ts';
import { AgencyFailure } from './agency-failure.ts';
import { compileConformance } from './conforms.ts';
import type { ExchangeContext } from '../exchange-context.ts';

/** What asking one subgraph once came to. */
export interface FetchOutcome {
  readonly agency: string;
  /** Milliseconds on the process clock. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly outcome: 'ok' | AgencyFailure['code'];
  /** How many entities were asked for; 0 for a question at the root. */
  readonly entities: number;
}

interface KnownOperation {
  readonly conforms: (data: unknown) => boolean;
  readonly rootFields: readonly string[];
}

/** Operations a planner makes are few and come again; their checks are compiled once per schema. */
const MAX_KNOWN = 1_000;

/**
 * Lets Apollo's executor ask one agency through our client. A failure becomes errors in the answer, with the agency's
 * name and a stable code, so that the other agencies' data still arrives.
 */
export function createAgencyDataSource(
  client: AgencyClient,
  onFetch: (outcome: FetchOutcome) => void,
): GraphQLDataSource<ExchangeContext> {
  let schemaOfKnown: GraphQLSchema | undefined;
  const known = new LRUCache<string, KnownOperation>({ max: MAX_KNOWN });

  function knownOperation(query: string, schema: GraphQLSchema): KnownOperation {
    if (schema !== schemaOfKnown) known.clear();
    schemaOfKnown = schema;
    let operation = known.get(query);
    if (!operation) {
      const document = parse(query, { noLocation: true });
      operation = { conforms: compileConformance(document, schema), rootFields: rootFieldsOf(document) };
      known.set(query, operation);
    }
    return operation;
  }

  return {
    process: async (options) => {
      if (!('incomingRequestContext' in options)) return {};
      const { request, incomingRequestContext } = options;
      const exchange = incomingRequestContext.context;
      const query = request.query!;
      const operation = knownOperation(query, incomingRequestContext.schema);
      const representations = request.variables?.['representations'] as unknown[] | undefined;
      const accept = ({ data }: AgencyAnswer): boolean =>
        !data ||
        (operation.conforms(data) &&
          (!representations || (data['_entities'] as unknown[] | null)?.length === representations.length));

      const startedAt = performance.now();
      const tell = (outcome: FetchOutcome['outcome']): void => {
        const told = {
          agency: client.name,
          startedAt,
          endedAt: performance.now(),
          outcome,
          entities: representations?.length ?? 0,
        };
        exchange.fetches.push(told);
        onFetch(told);
      };
      try {
        const body = JSON.stringify({
          query,
          variables: request.variables,
          operationName: request.operationName,
        });
        const answer = await client.ask(body, headersOf(exchange), accept);
        tell('ok');
        return {
          data: answer.data ?? undefined,
          errors: answer.errors?.map((error) => tellError(client.name, error)),
        };
      } catch (error) {
        if (!(error instanceof AgencyFailure)) throw error;
        tell(error.code);
        const paths = representations ? [[]] : operation.rootFields.map((field) => [field]);
        return { errors: paths.map((path) => failed(error, path)) };
      }
    },
  };
}

const headersOf = ({ requestId, trace }: ExchangeContext): Record<string, string> => ({
  'x-request-id': requestId,
  traceparent: trace.traceparent,
  ...(trace.tracestate && { tracestate: trace.tracestate }),
});

const failed = (
  { message, messageVi, code, agency }: AgencyFailure,
  path: string[],
): GraphQLFormattedError => ({
  message,
  path,
  extensions: { code, agency, messageVi },
});

/** An error a subgraph made to be shown goes on with its code and the agency's name; what has no code is not quoted. */
function tellError(agency: string, { message, path, extensions }: AgencyError): GraphQLFormattedError {
  const code = extensions?.['code'];
  const shown = typeof code === 'string' && /^[A-Z][A-Z_]{2,60}$/.test(code) && typeof message === 'string';
  return {
    message: shown ? message : `The subgraph of ${agency} reported an error.`,
    ...(Array.isArray(path) && { path }),
    extensions: { code: shown ? code : 'AGENCY_ERROR', agency },
  };
}

function rootFieldsOf(document: DocumentNode): string[] {
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return (operation?.selectionSet.selections ?? []).flatMap((selection) =>
    selection.kind === Kind.FIELD ? (selection.alias ?? selection.name).value : [],
  );
}
