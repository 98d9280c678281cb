import { buildASTSchema, parse, type GraphQLSchema } from 'graphql';
import { StartError } from '@lienthong/shared/errors';
import { createOperationReader } from '@lienthong/shared/graphql/read-operation';
import type { GraphQLService } from '@lienthong/shared/http/graphql-service';
import type { Logger } from '@lienthong/shared/log';
import { classifySupergraph } from '@lienthong/shared/policy/classification';
import type { Classes } from '@lienthong/shared/policy/types';
import { answerQuestions } from './answer.ts';
import type { Limits } from './config.ts';
import type { ExchangeContext } from './exchange-context.ts';
import { openEngine, type Execute } from './execution/engine.ts';
import { createApolloPlanner } from './execution/planning/apollo-planner.ts';
import type { Source } from './execution/source.ts';
import { readListSizes } from './limits/list-sizes.ts';
import { refuseBeyond } from './limits/refuse-beyond.ts';
import type { Observe } from './observe.ts';
import { enforce, type RecordExchange } from './policy/enforce.ts';
import { readJoins, subgraphsOf, type Joins } from './policy/deciding/joins.ts';
import { knowOperations } from './policy/deciding/known-operations.ts';
import { guardPlans } from './policy/deciding/plan-guard.ts';
import type { RulesInForce } from './policy/deciding/rules-in-force.ts';
import { createVisibleGraph } from './policy/visible-schema/visible-graph.ts';
import { tellErrors } from './tell-errors.ts';
import { reservedNamesRule } from './validation/reserved-names-rule.ts';

/** One version of the graph, for as long as the supergraph does not change. */
export type Graph = GraphQLService<ExchangeContext>;

export interface GraphOptions {
  readonly introspection: boolean;
  readonly limits: Limits;
  readonly log: Logger;
  /** How an agency is asked; undefined for one this gateway does not know. */
  readonly sourceOf: (agency: string, graph: OpenedGraph) => Source | undefined;
  /** False runs the graph bare, for a benchmark to be compared with: owners then give open data alone. */
  readonly enforced: boolean;
  /** The rules that hold for the fields of this version, as they are at each moment. */
  readonly rulesOn: (classes: Classes) => () => RulesInForce;
  /** Writes down what happened in an exchange before its answer is given. */
  readonly record: RecordExchange;
  readonly observe: Observe;
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
  const { introspection, limits, log, observe } = options;
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
  return answerQuestions({
    read: createOperationReader({
      schema: planner.apiSchema,
      introspection,
      maxTokens: limits.tokens,
      rules: [reservedNamesRule],
      // Suggestions would name fields that the caller may not see.
      hideSuggestions: true,
    }),
    refuseBeyondLimits: refuseBeyond(limits, planner.apiSchema, readListSizes(supergraphSdl)),
    execute: options.enforced ? enforced(engine, opened, options.record) : engine,
    tell: tellErrors(log),
    observe,
  });
}

/** The engine behind the first enforcement point. */
const enforced = (
  engine: Execute,
  { schema, apiSchema, joins, rules }: OpenedGraph,
  record: RecordExchange,
): Execute =>
  enforce(engine, {
    rules,
    apiSchema,
    visibleTo: createVisibleGraph(apiSchema),
    know: knowOperations(apiSchema, schema, joins),
    record,
    now: Date.now,
  });

function unknownAgency(name: string): never {
  throw new StartError(
    'UNKNOWN_AGENCY',
    `The supergraph names the subgraph ${name}, which is not in the list of subgraphs.`,
  );
}
