import {
  Kind,
  visit,
  type ConstDirectiveNode,
  type DocumentNode,
  type EnumValueDefinitionNode,
} from 'graphql';
import { argumentOf, withArgument, type Requirement } from './joined-fields.ts';

export interface SecondSubgraphs {
  readonly supergraph: DocumentNode;
  /** By the name of a subgraph that stands for another: that other. */
  readonly standsFor: ReadonlyMap<string, string>;
}

/**
 * A supergraph in which a subgraph stands once for every turn it has to be asked in. The others stand for the first:
 * they have whatever it has, but each computed field is computed in its turn alone. Their names hold `mark`.
 */
export function secondSubgraphs(
  supergraph: DocumentNode,
  turns: ReadonlyMap<Requirement, number>,
  mark: string,
): SecondSubgraphs {
  const turnOf = new Map([...turns].map(([{ join }, turn]) => [join, turn]));
  const last = new Map<string, number>();
  for (const [{ graph }, turn] of turns) last.set(graph, Math.max(turn, last.get(graph) ?? 0));
  const standsFor = new Map<string, string>();

  const repeated = visit(supergraph, {
    enter: (node) => {
      if (node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'join__Graph')
        return { ...node, values: node.values?.flatMap(repeatedGraph) };
      if (!('directives' in node)) return undefined;
      return { ...node, directives: (node.directives as ConstDirectiveNode[]).flatMap(repeatedJoin) };
    },
  });
  return { supergraph: repeated, standsFor };

  function repeatedJoin(join: ConstDirectiveNode): ConstDirectiveNode[] {
    const graph = argumentOf(join, 'graph');
    if (graph === undefined) return [join];
    const turn = turnOf.get(join);
    const all = turn === undefined ? turnsIn(graph) : [turn];
    return all.map((each) => withArgument(join, 'graph', graphIn(graph, each)));
  }

  function repeatedGraph(value: EnumValueDefinitionNode): EnumValueDefinitionNode[] {
    const graph = value.name.value;
    return turnsIn(graph).map((turn) => ({
      ...value,
      name: { ...value.name, value: graphIn(graph, turn) },
      directives: value.directives?.map((join) => {
        const name = argumentOf(join, 'name');
        if (name === undefined || turn === 0) return join;
        standsFor.set(`${name}${mark}${turn}`, name);
        return withArgument(join, 'name', `${name}${mark}${turn}`);
      }),
    }));
  }

  function turnsIn(graph: string): number[] {
    return Array.from({ length: (last.get(graph) ?? 0) + 1 }, (_, turn) => turn);
  }

  function graphIn(graph: string, turn: number): string {
    return turn === 0 ? graph : `${graph}${mark.toUpperCase()}${turn}`;
  }
}
