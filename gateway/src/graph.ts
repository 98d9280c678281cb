import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { buildASTSchema, parse, type GraphQLSchema } from 'graphql';
import { StartError } from '@lienthong/shared/errors';
import type { Executor } from '@lienthong/shared/http/graphql-route';
import type { Logger } from '@lienthong/shared/log';
import { classifySupergraph } from '@lienthong/shared/policy/classification';
import type { Classes } from '@lienthong/shared/policy/types';
import type { ExchangeContext } from './exchange-context.ts';
import { executorOf, graphOf } from './execution/executor.ts';
import { openEngine } from './execution/engine.ts';
import { createApolloPlanner } from './execution/planning/apollo-planner.ts';
import type { Source } from './execution/source.ts';
import { readListSizes, type ListSizes } from './limits/list-sizes.ts';
import { enforce, type GraphExecutor, type RecordExchange } from './policy/enforce.ts';
import { readJoins, subgraphsOf, type Joins } from './policy/deciding/joins.ts';
import { createKnownOperations } from './policy/deciding/known-operations.ts';
import { guardPlans } from './policy/deciding/plan-guard.ts';
import type { RulesInForce } from './policy/deciding/rules-in-force.ts';
import { createVisibleGraph } from './policy/visible-schema/visible-graph.ts';
import { tellErrors } from './tell-errors.ts';
import { reservedNamesRule } from './validation/reserved-names-rule.ts';
import { resolveOperationPlugin } from './validation/resolve-operation.ts';

/** One version of the graph, for as long as the supergraph does not change. */
export type Graph = Executor<ExchangeContext>;

export interface GraphOptions {
  readonly introspection: boolean;
  readonly maxTokens: number;
  readonly log: Logger;
  /** How an agency is asked; undefined for one this gateway does not know. */
  readonly sourceOf: (agency: string, graph: OpenedGraph) => Source | undefined;
  /** False runs the graph bare, for a benchmark to be compared with: owners then give open data alone. */
  readonly enforced: boolean;
  /** The rules that hold for the fields of this version, as they are at each moment. */
  readonly rulesOn: (classes: Classes) => () => RulesInForce;
  /** Writes down what happened in an exchange before its answer is given. */
  readonly record: RecordExchange;
  readonly plugins: (listSizes: ListSizes) => ApolloServerPlugin<ExchangeContext>[];
}

/** What is read off a supergraph once. */
export interface OpenedGraph {
  /** All of it, with what callers do not see. */
  readonly schema: GraphQLSchema;
  /** As callers may ask it, before any rule. */
  readonly apiSchema: GraphQLSchema;
  readonly joins: Joins;
  readonly rules: () => RulesInForce;
}

/** Opens a version of the graph. Rejects where the supergraph does not work, or names an agency nobody told us where to find. */
export async function openGraph(supergraphSdl: string, options: GraphOptions): Promise<Graph> {
  const { introspection, log } = options;
  // The frame reports to its maker, and looks for the cloud it runs in, unless this is set: nothing may leave this network.
  // eslint-disable-next-line no-restricted-properties -- the frame has no other switch for it
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
  const supergraph = parse(supergraphSdl, { noLocation: true });
  const planner = createApolloPlanner(supergraphSdl);
  const opened: OpenedGraph = {
    schema: buildASTSchema(supergraph, { assumeValidSDL: true }),
    apiSchema: planner.apiSchema,
    joins: readJoins(supergraph),
    rules: options.rulesOn(classifySupergraph(supergraph)),
  };
  const sources = new Map(
    subgraphsOf(supergraph).map((name) => [name, options.sourceOf(name, opened) ?? unknownAgency(name)]),
  );
  const engine = openEngine({
    planner,
    schema: opened.schema,
    sourceOf: (name) => sources.get(name)!,
    ...(options.enforced && { guard: guardPlans(opened.schema, opened.rules, Date.now) }),
  });
  const executor = executorOf(engine);
  const server = new ApolloServer<ExchangeContext>({
    gateway: graphOf(
      options.enforced ? enforced(executor, opened, options.record) : executor,
      planner.apiSchema,
      supergraphSdl,
    ),
    introspection,
    // Suggestions would name fields that the caller may not see.
    hideSchemaDetailsFromClientErrors: true,
    parseOptions: { maxTokens: options.maxTokens },
    validationRules: [reservedNamesRule],
    allowBatchedHttpRequests: false,
    // The route refuses what another site may have sent, by rules that also hold for clients other than Apollo's.
    csrfPrevention: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    formatError: tellErrors(log),
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

/** The executor behind the first enforcement point. */
function enforced(
  executor: GraphExecutor,
  { schema, apiSchema, joins, rules }: OpenedGraph,
  record: RecordExchange,
): GraphExecutor {
  return enforce(executor, {
    rules,
    apiSchema,
    visibleTo: createVisibleGraph(apiSchema),
    operations: createKnownOperations(apiSchema, schema, joins),
    record,
    now: Date.now,
  });
}

function unknownAgency(name: string): never {
  throw new StartError(
    'UNKNOWN_AGENCY',
    `The supergraph names the subgraph ${name}, which is not in the list of subgraphs.`,
  );
}
