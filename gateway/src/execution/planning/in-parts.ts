import { Kind, parse, print, stripIgnoredCharacters, type DocumentNode, type SelectionNode } from 'graphql';
import type { Fetch, Step } from './plan.ts';

/**
 * Plans a document as a whole where there is a plan for that. Where there is none (a planner that puts
 * fetches together that wait for each other fails over its own plan), it is planned in parts, and what these ask at the root is
 * asked at once: a list comes in one order, and a change happens once. `inline` writes fragments where they are spread.
 */
export function planInParts(
  plan: (document: DocumentNode) => Step | null,
  document: DocumentNode,
  inline: (document: DocumentNode) => DocumentNode,
): Step | null {
  try {
    return plan(document);
  } catch (error) {
    const parts = isOfItsOwnMaking(error) ? halvesOf(inline(document)) : null;
    const steps = parts?.flatMap((part) => planInParts(plan, part, inline) ?? []);
    const whole = steps && joined(steps);
    if (!whole) throw error;
    return whole;
  }
}

/** As Apollo's planner says it. Its limits it tells otherwise: they are there to be kept. */
const isOfItsOwnMaking = (error: unknown): boolean =>
  error instanceof Error && error.message.endsWith('would create a cycle');

/** A document of one operation and no fragments beside as two, divided where its selections first branch; null where they do not. */
function halvesOf(document: DocumentNode): DocumentNode[] | null {
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return null;
  const halves = halved(operation.selectionSet.selections);
  return (
    halves?.map((selections) => ({
      ...document,
      definitions: [{ ...operation, selectionSet: { ...operation.selectionSet, selections } }],
    })) ?? null
  );
}

function halved(selections: readonly SelectionNode[]): SelectionNode[][] | null {
  if (selections.length > 1) {
    const half = selections.length >> 1;
    return [selections.slice(0, half), selections.slice(half)];
  }
  const [only] = selections;
  if (!only || only.kind === Kind.FRAGMENT_SPREAD || !only.selectionSet) return null;
  const { selectionSet } = only;
  const below = halved(selectionSet.selections);
  return below?.map((half) => [{ ...only, selectionSet: { ...selectionSet, selections: half } }]) ?? null;
}

/** Steps as one, with what they ask at the root in one question to each subgraph; null where that would be another thing. */
function joined(steps: readonly Step[]): Step | null {
  const roots = new Map<string, Fetch[]>();
  const rest: Step[] = [];
  for (const step of steps) {
    const left = withoutRoots(step, (root) =>
      roots.set(root.subgraph, [...(roots.get(root.subgraph) ?? []), root]),
    );
    if (!left) return null;
    rest.push(left);
  }
  const fetches = [...roots.values()].map(joinedRoot);
  // Nobody knows which of several subgraphs is to make a change.
  if (fetches.length > 1 && fetches.some(({ change }) => change)) return null;
  return {
    kind: 'sequence',
    steps: [
      { kind: 'parallel', steps: fetches },
      { kind: 'parallel', steps: rest },
    ],
  };
}

/** Null where a part of an answer comes later: what that asks at the root must not be asked with the rest. */
function withoutRoots(step: Step, onRoot: (root: Fetch) => void): Step | null {
  if (step.kind === 'deferral') return null;
  if (step.kind !== 'fetch') {
    const steps = step.steps.map((each) => withoutRoots(each, onRoot));
    return steps.includes(null) ? null : { ...step, steps: steps as Step[] };
  }
  if (step.entities) return step;
  onRoot(step);
  return { kind: 'parallel', steps: [] };
}

/** Of one subgraph. */
function joinedRoot(fetches: readonly Fetch[]): Fetch {
  const [first] = fetches as [Fetch];
  const operations = fetches.flatMap(({ query }) =>
    parse(query, { noLocation: true }).definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION),
  );
  const [operation] = operations as [(typeof operations)[number]];
  const question = {
    ...operation,
    variableDefinitions: unique(operations.flatMap(({ variableDefinitions = [] }) => variableDefinitions)),
    selectionSet: {
      ...operation.selectionSet,
      selections: operations.flatMap(({ selectionSet }) => selectionSet.selections),
    },
  };
  return {
    ...first,
    query: stripIgnoredCharacters(print(question)),
    variables: [...new Set(fetches.flatMap(({ variables }) => variables))],
    outputRewrites: unique(fetches.flatMap(({ outputRewrites }) => outputRewrites)),
  };
}

const unique = <Each>(all: readonly Each[]): Each[] => [
  ...new Map(all.map((each) => [JSON.stringify(each), each])).values(),
];
