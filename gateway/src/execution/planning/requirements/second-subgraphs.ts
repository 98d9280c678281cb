import {
  Kind,
  visit,
  type ConstDirectiveNode,
  type DocumentNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
} from 'graphql';
import {
  argumentOf,
  hasFields,
  parseFieldSet,
  withArgument,
  type Requirement,
  type TypeWithFields,
} from './joined-fields.ts';

export interface SecondSubgraphs {
  readonly supergraph: DocumentNode;
  /** By the name of a subgraph that stands for another: that other. */
  readonly standsFor: ReadonlyMap<string, string>;
}

/**
 * A supergraph in which a subgraph stands once for every turn it has to be asked in. The others stand for the first: they
 * have the fields that are computed in their turn, and what these lead to, but are no other way to anything. Their names hold `mark`.
 */
export function secondSubgraphs(
  supergraph: DocumentNode,
  turns: ReadonlyMap<Requirement, number>,
  mark: string,
): SecondSubgraphs {
  const turnOf = new Map([...turns].map(([{ join }, turn]) => [join, turn]));
  const last = new Map<string, number>();
  for (const [{ graph }, turn] of turns) last.set(graph, Math.max(turn, last.get(graph) ?? 0));
  const computing = new Set([...turns].map(([{ graph, type }, turn]) => `${type} ${graphIn(graph, turn)}`));
  const roots = rootsOf(supergraph);
  const standsFor = new Map<string, string>();

  const definitions = supergraph.definitions.map((definition) => {
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph')
      return { ...definition, values: definition.values?.flatMap(repeatedGraph) };
    if (hasFields(definition))
      return roots.has(definition.name.value) ? definition : repeatedType(definition);
    return visit(definition, {
      enter: (node) =>
        'directives' in node
          ? {
              ...node,
              directives: (node.directives as ConstDirectiveNode[]).flatMap((join) => repeated(join)),
            }
          : undefined,
    });
  });
  return { supergraph: { ...supergraph, definitions }, standsFor };

  function repeatedType(type: TypeWithFields): TypeWithFields {
    const { name, directives = [], fields = [] } = type;
    const graphs = [...new Set(directives.flatMap((join) => argumentOf(join, 'graph') ?? []))];
    /** Whether a graph is asked for nothing of the type but what it computes. */
    const isComputing = (graph: string, turn: number): boolean =>
      turn > 0 && computing.has(`${name.value} ${graphIn(graph, turn)}`);
    const keys = keysOf(type);

    const repeatedField = (field: FieldDefinitionNode): FieldDefinitionNode => {
      const isKey = (graph: string): boolean => keys.has(`${graph} ${field.name.value}`);
      const joins = field.directives?.filter((each) => each.name.value === JOIN_FIELD) ?? [];
      // Without a word about it, a field is of every graph that has the type.
      const said = joins.length > 0 ? field.directives : [...(field.directives ?? []), ...graphs.map(joinTo)];
      return {
        ...field,
        directives: said?.flatMap((join) => {
          const turn = turnOf.get(join);
          if (turn !== undefined) return repeated(join, (_, each) => each === turn);
          // Of a field that moves by a label a planner knows two owners.
          if (argumentOf(join, 'overrideLabel') !== undefined) return [join];
          const isOfAnother = join.arguments?.some((each) => each.name.value === 'external');
          return repeated(join, (graph, each) => !isComputing(graph, each) || isKey(graph) || !!isOfAnother);
        }),
      };
    };
    return {
      ...type,
      directives: directives.flatMap((join) =>
        join.name.value !== JOIN_TYPE
          ? repeated(join)
          : [
              ...repeated(join, (graph, turn) => turn === 0 || isComputing(graph, turn)),
              ...repeated(join, (graph, turn) => turn > 0 && !isComputing(graph, turn)).map(notResolvable),
            ],
      ),
      fields: fields.map(repeatedField),
    };
  }

  /** What is said of a graph, said of those that stand for it too, or of some of them. */
  function repeated(
    join: ConstDirectiveNode,
    where: (graph: string, turn: number) => boolean = () => true,
  ): ConstDirectiveNode[] {
    const graph = argumentOf(join, 'graph');
    if (graph === undefined) return [join];
    return turnsIn(graph)
      .filter((turn) => where(graph, turn))
      .map((turn) => withArgument(join, 'graph', graphIn(graph, turn)));
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

const JOIN_TYPE = 'join__type';
const JOIN_FIELD = 'join__field';

/** The fields at the top of keys, each behind its graph. */
function keysOf({ directives = [] }: TypeWithFields): ReadonlySet<string> {
  return new Set(
    directives.flatMap((join) => {
      const key = argumentOf(join, 'key');
      if (key === undefined) return [];
      const graph = argumentOf(join, 'graph')!;
      return parseFieldSet(key).selections.flatMap((each) =>
        each.kind === Kind.FIELD ? `${graph} ${each.name.value}` : [],
      );
    }),
  );
}

const joinTo = (graph: string): ConstDirectiveNode => ({
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: JOIN_FIELD },
  arguments: [
    {
      kind: Kind.ARGUMENT,
      name: { kind: Kind.NAME, value: 'graph' },
      value: { kind: Kind.ENUM, value: graph },
    },
  ],
});

/** Who finds objects of a type nowhere by its key still tells it. */
const notResolvable = (join: ConstDirectiveNode): ConstDirectiveNode => ({
  ...join,
  arguments: [
    ...(join.arguments ?? []).filter(({ name }) => name.value !== 'resolvable'),
    {
      kind: Kind.ARGUMENT,
      name: { kind: Kind.NAME, value: 'resolvable' },
      value: { kind: Kind.BOOLEAN, value: false },
    },
  ],
});

const rootsOf = ({ definitions }: DocumentNode): ReadonlySet<string> =>
  new Set(
    definitions.flatMap((each) =>
      each.kind === Kind.SCHEMA_DEFINITION ? each.operationTypes.map(({ type }) => type.name.value) : [],
    ),
  );
