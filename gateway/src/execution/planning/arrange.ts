import type { Call, Schedule } from './call.ts';
import { joinQuestions, type EntityFetch } from './join-questions.ts';
import type { Fetch, Step } from './plan.ts';

/** One fetch of a plan, and what it has to wait for. */
interface Node {
  readonly fetch: Fetch;
  readonly after: ReadonlySet<Node>;
  /** The label of the part of the answer it is for; empty for what comes first. */
  readonly part: string;
  /** How many fetches, one after another, lead up to it; it may be done later where nobody waits for it. */
  level: number;
}

/**
 * Puts the fetches of a plan into as few calls as can be: those of one level that ask one subgraph about entities become
 * one call, and one that nobody waits for joins a later call to its subgraph. No answer takes more rounds than before.
 */
export function arrange(step: Step | null): Schedule {
  const nodes = nodesOf(step);
  postpone(nodes);
  const groups = new Map<string, Node[]>();
  for (const node of nodes) {
    const key = joins(node.fetch)
      ? `${node.part} ${node.level} ${node.fetch.subgraph}`
      : `alone ${groups.size}`;
    groups.set(key, [...(groups.get(key) ?? []), node]);
  }
  const ordered = [...groups.values()].sort(([one], [other]) => one!.level - other!.level);
  const positions = new Map(ordered.flatMap((group, position) => group.map((node) => [node, position])));
  return ordered.map((group): Call => {
    const after = new Set(group.flatMap((node) => [...node.after].map((before) => positions.get(before)!)));
    const { part } = group[0]!;
    return { ...callOf(group.map(({ fetch }) => fetch)), after: [...after], ...(part && { part }) };
  });
}

function nodesOf(step: Step | null): Node[] {
  const nodes: Node[] = [];
  if (step) place(step, new Set(), '');
  return nodes;

  /** What has to wait for a step has to wait for these. */
  function place(at: Step, after: ReadonlySet<Node>, part: string): ReadonlySet<Node> {
    switch (at.kind) {
      case 'sequence':
        return at.steps.reduce((before, each) => place(each, before, part), after);
      case 'parallel':
        if (at.steps.length === 0) return after;
        return new Set(at.steps.flatMap((each) => [...place(each, after, part)]));
      case 'fetch': {
        const level = 1 + Math.max(0, ...[...after].map(({ level }) => level));
        const node = { fetch: at, after, part, level };
        nodes.push(node);
        return new Set([node]);
      }
      case 'deferral': {
        const first = at.now ? place(at.now, after, part) : after;
        const later = at.later.flatMap(({ label, after: ids, step }) =>
          step ? [...place(step, new Set([...after, ...nodesCalled(ids)]), label)] : [],
        );
        // What comes later of one change is read before the next happens.
        return new Set([...first, ...later]);
      }
    }
  }

  /** Changes are planned one at a time: of several fetches of one name, the last is of the plan that is placed. */
  function nodesCalled(ids: readonly string[]): Node[] {
    return ids.flatMap((id) => nodes.findLast(({ fetch }) => fetch.id === id) ?? []);
  }
}

/** A part of the answer is complete when the last call is: what nobody waits for may as well be asked with it. */
function postpone(nodes: readonly Node[]): void {
  const awaited = new Set(nodes.flatMap(({ after }) => [...after]));
  const latest = new Map<string, number>();
  const keyOf = ({ part, fetch }: Node): string => `${part} ${fetch.subgraph}`;
  for (const node of nodes)
    if (joins(node.fetch)) latest.set(keyOf(node), Math.max(node.level, latest.get(keyOf(node)) ?? 0));
  for (const node of nodes)
    if (joins(node.fetch) && !awaited.has(node)) node.level = latest.get(keyOf(node))!;
}

/** Whether a fetch may become one call with others. */
const joins = ({ entities, change }: Fetch): boolean => entities !== null && !change;

function callOf(fetches: readonly Fetch[]): Omit<Call, 'after'> {
  const [first] = fetches as [Fetch];
  const { subgraph, operationName, change } = first;
  const variables = [...new Set(fetches.flatMap((fetch) => fetch.variables))];
  const shared = { subgraph, operationName, change, variables };
  if (!first.entities)
    return { ...shared, query: first.query, lookups: [], outputRewrites: first.outputRewrites };
  return { ...shared, ...joinQuestions(fetches as readonly EntityFetch[]), outputRewrites: [] };
}
