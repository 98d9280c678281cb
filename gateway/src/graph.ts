import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { StartError } from '@lienthong/shared/errors';
import type { Executor } from '@lienthong/shared/http/graphql-route';
import type { Logger } from '@lienthong/shared/log';
import type { ExchangeContext } from './exchange-context.ts';
import { readListSizes, type ListSizes } from './limits/list-sizes.ts';
import { tellErrors } from './tell-errors.ts';
import { readKeyFields } from './validation/key-fields.ts';
import { reservedNamesRule } from './validation/reserved-names-rule.ts';
import { resolveOperationPlugin } from './validation/resolve-operation.ts';

/** One version of the graph, for as long as the supergraph does not change. */
export type Graph = Executor<ExchangeContext>;

export interface GraphOptions {
  readonly introspection: boolean;
  readonly maxTokens: number;
  readonly log: Logger;
  /** How an agency is asked; undefined for one this gateway does not know. */
  readonly sourceOf: (agency: string) => GraphQLDataSource<ExchangeContext> | undefined;
  readonly plugins: (listSizes: ListSizes) => ApolloServerPlugin<ExchangeContext>[];
}

/** Opens a version of the graph. Rejects where the supergraph does not work, or names an agency nobody told us where to find. */
export async function openGraph(supergraphSdl: string, options: GraphOptions): Promise<Graph> {
  const { introspection, log } = options;
  // The frame reports to its maker, and looks for the cloud it runs in, unless this is set: nothing may leave this network.
  // eslint-disable-next-line no-restricted-properties -- the frame has no other switch for it
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
  const gateway = new ApolloGateway({
    supergraphSdl,
    validateSupergraph: true,
    buildService: ({ name }) => options.sourceOf(name) ?? unknownAgency(name),
    __exposeQueryPlanExperimental: false,
    logger: log,
  });
  const server = new ApolloServer<ExchangeContext>({
    gateway,
    introspection,
    hideSchemaDetailsFromClientErrors: !introspection,
    parseOptions: { maxTokens: options.maxTokens },
    validationRules: [reservedNamesRule(readKeyFields(supergraphSdl))],
    allowBatchedHttpRequests: false,
    // The route refuses what another site may have sent, by rules that also hold for clients other than Apollo's.
    csrfPrevention: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    formatError: tellErrors(log, introspection),
    logger: log,
    plugins: [
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      resolveOperationPlugin,
      ...options.plugins(readListSizes(supergraphSdl)),
    ],
  });
  await server.start();
  return server;
}

function unknownAgency(name: string): never {
  throw new StartError(
    'UNKNOWN_AGENCY',
    `The supergraph names the subgraph ${name}, which is not in the list of subgraphs.`,
  );
}
