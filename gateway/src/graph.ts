import { buildASTSchema, type GraphQLSchema } from 'graphql';
import { parseDocument } from '@lienthong/shared/graphql/parse-document';
import { createOperationReader } from '@lienthong/shared/graphql/read-operation';
import type { GraphQLService } from '@lienthong/shared/http/graphql-service';
import type { Logger } from '@lienthong/shared/log';
import { classifySupergraph } from '@lienthong/shared/policy/classification';
import type { Classes } from '@lienthong/shared/policy/types';
import type { Admission } from './admission.ts';
import { answerQuestions } from './answer.ts';
import type { Limits } from './config.ts';
import type { ExchangeContext } from './exchange-context.ts';
import { EXCHANGE } from './exchange/schema.ts';
import { switchedOff } from './exchange/switched-off.ts';
import { openEngine, type Execute } from './execution/engine.ts';
import type { Planner } from './execution/planning/plan.ts';
import type { Source } from './execution/source.ts';
import { readListSizes } from './limits/list-sizes.ts';
import { refuseBeyond } from './limits/refuse-beyond.ts';
import type { Observe } from './observe.ts';
import type { RightsOf } from './subscriptions/begin-life.ts';
import type { OpenSubscriptions } from './subscriptions/open-subscriptions.ts';
import { enforce, type RecordExchange } from './policy/enforce.ts';
import { readJoins, subgraphsOf, type Joins, type NamedSubgraph } from './policy/deciding/joins.ts';
import { decideOn } from './policy/deciding/judge-operation.ts';
import { knowOperations } from './policy/deciding/known-operations.ts';
import { guardPlans } from './policy/deciding/plan-guard.ts';
import type { RulesInForce } from './policy/deciding/rules-in-force.ts';
import { introspecting } from './policy/visible-schema/introspecting.ts';
import { createVisibleGraph } from './policy/visible-schema/visible-graph.ts';
import { tellErrors } from './tell-errors.ts';
import { deferAtRootRule, deferLabelsRule } from './validation/defer-rules.ts';
import { reservedNamesRule } from './validation/reserved-names-rule.ts';

/** One version of the graph, for as long as the supergraph does not change. */
export type Graph = GraphQLService<ExchangeContext>;

export interface GraphOptions {
  readonly introspection: boolean;
  /** Null lets operations go as far as they like. */
  readonly limits: Limits | null;
  readonly log: Logger;
  /** Plans over the supergraph. */
  readonly planner: Planner;
  /** How a subgraph is asked. */
  readonly sourceOf: (subgraph: NamedSubgraph) => Source;
  /** Null runs the graph bare: nothing is decided. */
  readonly enforcement: GraphEnforcement | null;
  readonly observe: Observe;
  readonly admission: Admission;
  readonly subscriptions: Pick<OpenSubscriptions, 'enter'>;
  /** Labels of `@override` by which all requests ask the new owner. */
  readonly overrideLabels: ReadonlySet<string>;
}

export interface GraphEnforcement {
  /** The rules that hold for the fields of this version, as they are at each moment. */
  readonly rulesOn: (classes: Classes) => () => RulesInForce;
  /** Writes down what happened in an exchange before its answer is given; null where nothing is. */
  readonly record: RecordExchange | null;
  /** Answers what only the gateway knows. */
  readonly ownPart: (graph: RuledGraph) => Source;
}

/** What is read off a supergraph once. */
export interface GraphSchemas {
  /** All of it, with what callers do not see. */
  readonly schema: GraphQLSchema;
  /** As callers may ask it, before any rule. */
  readonly apiSchema: GraphQLSchema;
}

/** What is decided by, beside. */
export interface RuledGraph extends GraphSchemas {
  readonly joins: Joins;
  readonly rules: () => RulesInForce;
}

/** Opens a version of the graph. Rejects where nobody says where a subgraph answers. */
export async function openGraph(supergraphSdl: string, options: GraphOptions): Promise<Graph> {
  const { introspection, limits, log, enforcement, sourceOf, observe, overrideLabels } = options;
  const { planner, admission, subscriptions } = options;
  const supergraph = parseDocument(supergraphSdl, { noLocation: true });
  const { apiSchema } = planner;
  const schemas = { schema: buildASTSchema(supergraph, { assumeValidSDL: true }), apiSchema };
  const ruled = enforcement && {
    ...schemas,
    joins: readJoins(supergraph),
    rules: enforcement.rulesOn(classifySupergraph(supergraph)),
  };
  const sources = new Map(
    subgraphsOf(supergraph).map((subgraph) => {
      if (!isOwnPart(subgraph)) return [subgraph.name, sourceOf(subgraph)];
      return [subgraph.name, ruled ? enforcement.ownPart(ruled) : switchedOff];
    }),
  );
  const engine = openEngine({
    planner,
    schema: schemas.schema,
    sourceOf: (name) => sources.get(name)!,
    labelsOn: overrideLabels,
    ...(ruled && { guard: guardPlans(ruled.rules, Date.now) }),
  });
  return answerQuestions({
    read: createOperationReader({
      schema: apiSchema,
      introspection,
      ...(limits && { maxTokens: limits.tokens }),
      rules: [reservedNamesRule, deferLabelsRule, deferAtRootRule],
      // Suggestions would name fields that the caller may not see.
      hideSuggestions: true,
    }),
    refuseBeyondLimits: limits ? refuseBeyond(limits, apiSchema, readListSizes(supergraphSdl)) : () => {},
    ...(ruled
      ? enforced(engine, ruled, enforcement.record)
      : { execute: introspecting(engine, apiSchema, () => apiSchema) }),
    tell: tellErrors(log),
    observe,
    admission,
    subscriptions,
  });
}

/** The engine behind the first enforcement point, and what is decided there. */
function enforced(
  engine: Execute,
  { schema, apiSchema, joins, rules }: RuledGraph,
  record: RecordExchange | null,
): { execute: Execute; rightsOf: RightsOf } {
  const know = knowOperations(schema, joins);
  const visibleTo = createVisibleGraph(apiSchema);
  return {
    execute: introspecting(
      enforce(engine, { rules, apiSchema, know, record, now: Date.now }),
      apiSchema,
      ({ caller }) => visibleTo(caller, rules(), Date.now()),
    ),
    rightsOf: (operation, caller) => decideOn(know(operation), caller, rules(), Date.now()),
  };
}

/** Other supergraphs may have a subgraph of that name, at an address of its own. */
const isOwnPart = ({ name, url }: NamedSubgraph): boolean => name === EXCHANGE.name && url === EXCHANGE.url;
