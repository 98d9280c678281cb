import type { QueryPlan } from '@apollo/query-planner';
import { OperationTypeNode } from 'graphql';
import {
  onTypes,
  type Entities,
  type Fetch,
  type Required,
  type Rewrite,
  type RewriteStep,
  type Step,
} from './plan.ts';

type Node = NonNullable<QueryPlan['node']>;
type FetchNode = Extract<Node, { kind: 'Fetch' }>;
type SelectionNode = NonNullable<FetchNode['requires']>[number];
type RewriteNode = NonNullable<FetchNode['inputRewrites']>[number];

/** A path of a planner, as those that are asked about together. */
export type PathsOf = (path: readonly string[]) => Entities['paths'];

export interface Reading {
  /** A fetch of a graph that was made for the planner, as one of the graph there is. */
  readonly asFetched: (fetch: Fetch) => Fetch;
  readonly pathsOf: PathsOf;
}

/** A plan of Apollo's planner, as we execute it. */
export const readPlan = (node: Node, reading: Reading): Step => stepOf(node, [], reading);

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
