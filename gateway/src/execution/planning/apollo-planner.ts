import { baseType, isInterfaceType, operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlan } from '@apollo/query-planner';
import { OperationTypeNode, type DocumentNode } from 'graphql';
import { askedOfSome, ofThoseAsked } from './asked-of-some.ts';
import { dividedPaths, dividedPlaces, leadsTo } from './divided-places.ts';
import { fragmentsByType } from './fragments-by-type.ts';
import { planInParts } from './in-parts.ts';
import { tellApart } from './requirements/tell-apart.ts';
import { MOST_WAYS, withinLimits } from './too-many-ways.ts';
import {
  fetchesIn,
  onTypes,
  type Entities,
  type Fetch,
  type Planner,
  type Required,
  type Rewrite,
  type RewriteStep,
  type Step,
} from './plan.ts';

type Node = NonNullable<QueryPlan['node']>;
type FetchNode = Extract<Node, { kind: 'Fetch' }>;
type SelectionNode = NonNullable<FetchNode['requires']>[number];
type RewriteNode = NonNullable<FetchNode['inputRewrites']>[number];

/** The planner of Apollo Federation. Throws where the supergraph does not work. */
export function createApolloPlanner(supergraphSdl: string): Planner {
  const supergraph = Supergraph.build(supergraphSdl, { validateSupergraph: true });
  const apart = tellApart(supergraphSdl);
  const planned =
    apart.supergraphSdl === supergraphSdl
      ? supergraph
      : Supergraph.build(apart.supergraphSdl, { validateSupergraph: false });
  const plannerThat = (typeConditionedFetching: boolean): QueryPlanner =>
    new QueryPlanner(planned, {
      incrementalDelivery: { enableDefer: true },
      // It would put a caller's fragment wherever the same is asked, also of objects that the fragment cannot be about.
      reuseQueryFragments: false,
      typeConditionedFetching,
      debug: { pathsLimit: MOST_WAYS },
    });
  const planner = plannerThat(false);
  let tellingTypes: QueryPlanner | undefined;
  const apiSchema = supergraph.apiSchema().toGraphQLJSSchema({ includeDefer: true });
  const knownAlone = interfaceObjectsIn(supergraph);
  const nobodys = knownAlone.size > 0 ? leadingToNobody(supergraph) : NONE;
  return {
    apiSchema,
    labels: labelsIn(supergraph),
    plan: (document, labelsOn = NONE) => {
      const byType = (part: DocumentNode): DocumentNode =>
        fragmentsByType(part, apiSchema, knownAlone, nobodys);
      const plannable = knownAlone.size > 0 ? byType(document) : document;
      const overrideConditions = new Map([...labelsOn].map((label) => [label, true]));
      const planBy = (by: QueryPlanner, pathsOf: PathsOf): Step | null => {
        const plan = (part: DocumentNode): Step | null => {
          const operation = operationFromDocument(planned.apiSchema(), part);
          const { node } = withinLimits(() => by.buildQueryPlan(operation, { overrideConditions }));
          return node ? stepOf(node, [], { asFetched: apart.asFetched, pathsOf }) : null;
        };
        const step = planInParts(plan, plannable, byType);
        return step && knownAlone.size > 0
          ? ofThoseAsked(step, askedOfSome(document, apiSchema, knownAlone), knownAlone)
          : step;
      };
      const step = planBy(planner, (path) => [path]);
      const told = step ? fetchesIn(step).flatMap(({ entities }) => entities ?? []) : [];
      const required = new Set(told.flatMap(({ requires }) => objectsIn(requires)));
      const divided = dividedPlaces(document, apiSchema, { known: knownAlone, required });
      if (!told.some(({ paths }) => paths.some((path) => leadsTo(path, divided)))) return step;
      // Planned so, all objects at a place would be asked for what some are asked for. To tell them apart takes a planner longer.
      tellingTypes ??= plannerThat(true);
      return planBy(tellingTypes, (path) => dividedPaths(path, divided));
    },
  };
}

/** The names of objects that are told, at any depth. */
const objectsIn = (required: readonly Required[]): string[] =>
  required.flatMap(({ below, ...each }) =>
    below ? [...(each.kind === 'field' ? [each.name] : []), ...objectsIn(below)] : [],
  );

type PathsOf = (path: readonly string[]) => readonly (readonly string[])[];

interface Reading {
  readonly asFetched: (fetch: Fetch) => Fetch;
  /** A path of a planner, as those that are asked about together. */
  readonly pathsOf: PathsOf;
}

const NONE: ReadonlySet<string> = new Set();

/** What `@override` calls the moves of fields. */
function labelsIn({ schema }: Supergraph): string[] {
  const joins = [...(schema.directive('join__field')?.applications() ?? [])];
  const labels = joins.map((join) => (join.arguments() as { overrideLabel?: string }).overrideLabel);
  return [...new Set(labels.filter((label) => label !== undefined))];
}

/** The interfaces that a subgraph knows, and not the types behind them. */
const interfaceObjectsIn = ({ schema }: Supergraph): ReadonlySet<string> =>
  new Set(
    schema
      .interfaceTypes()
      .filter((type) =>
        type.appliedDirectivesOf('join__type').some((join) => join.arguments()['isInterfaceObject'] === true),
      )
      .map(({ name }) => name),
  );

/** The fields, as `Type.field`, by which a subgraph leads to an interface behind which it knows no type. */
function leadingToNobody(supergraph: Supergraph): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { schema } of supergraph.subgraphs())
    for (const type of [...schema.objectTypes(), ...schema.interfaceTypes()])
      for (const field of type.fields()) {
        const below = baseType(field.type!);
        if (isInterfaceType(below) && below.possibleRuntimeTypes().length === 0) found.add(field.coordinate);
      }
  return found;
}

function stepOf(node: Node, path: readonly string[], reading: Reading): Step {
  switch (node.kind) {
    case 'Sequence':
      return { kind: 'sequence', steps: node.nodes.map((each) => stepOf(each, path, reading)) };
    case 'Parallel':
      return { kind: 'parallel', steps: node.nodes.map((each) => stepOf(each, path, reading)) };
    case 'Flatten':
      return stepOf(node.node, [...path, ...node.path.flatMap((step) => stepsIn(String(step)))], reading);
    case 'Fetch':
      return reading.asFetched(fetchOf(node, reading.pathsOf(path)));
    case 'Defer':
      return {
        kind: 'deferral',
        now: node.primary.node ? stepOf(node.primary.node, path, reading) : null,
        later: node.deferred.map(({ label, depends, node: step }) => ({
          label: label!,
          after: depends.map(({ id }) => id),
          step: step ? stepOf(step, path, reading) : null,
        })),
      };
    case 'Subscription':
      return {
        kind: 'sequence',
        steps: [node.primary, ...(node.rest ? [node.rest] : [])].map((each) => stepOf(each, path, reading)),
      };
    case 'Condition':
      throw new Error(`A plan holds a step of the kind ${node.kind}, which was not asked for.`);
  }
}

/** A step as Apollo's planner writes it: with the types of the objects it goes on with behind it, where these are some alone. */
function stepsIn(step: string): string[] {
  const [, name = '', types] = /^([^|]*)(?:\|\[(.*)\])?$/.exec(step) ?? [];
  return [...(name ? [name] : []), ...(types === undefined ? [] : [onTypes(types.split(','))])];
}

const fetchOf = (node: FetchNode, paths: Entities['paths']): Fetch => ({
  kind: 'fetch',
  ...(node.id !== undefined && { id: node.id }),
  subgraph: node.serviceName,
  query: node.operation,
  operationName: node.operationName,
  change: node.operationKind === OperationTypeNode.MUTATION,
  variables: node.variableUsages ?? [],
  entities: node.requires
    ? {
        paths,
        requires: node.requires.map(requiredOf),
        inputRewrites: (node.inputRewrites ?? []).map(rewriteOf),
      }
    : null,
  outputRewrites: (node.outputRewrites ?? []).map(rewriteOf),
});

function requiredOf(node: SelectionNode): Required {
  if (node.kind === 'Field')
    return {
      kind: 'field',
      name: node.alias ?? node.name,
      below: node.selections?.map(requiredOf) ?? null,
    };
  const below = node.selections.map(requiredOf);
  return { kind: 'on', type: node.typeCondition!, below };
}

const ON = '... on ';

function rewriteOf(node: RewriteNode): Rewrite {
  const steps = node.path.map((step): RewriteStep =>
    step.startsWith(ON) ? { type: step.slice(ON.length) } : { field: step },
  );
  return {
    path: steps.slice(0, -1),
    key: node.path.at(-1)!,
    change: node.kind === 'ValueSetter' ? { value: node.setValueTo } : { renameTo: node.renameKeyTo },
  };
}
