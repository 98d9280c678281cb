import {
  Kind,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import type { Coordinate } from '@lienthong/shared/policy/types';

/** Who answers what, and by which keys one comes there (join specification v0.5). Graphs bear the names of its enum. */
export interface Joins {
  /** The graphs that can answer a field. */
  readonly holdersOf: (coordinate: Coordinate) => ReadonlySet<string>;
  /** The sets of key fields by which a graph lets an object of the type be asked for. */
  readonly keysOf: (type: string, graph: string) => readonly string[];
  /** The fields of the same object that a graph must be told to answer a field; null where it needs none. */
  readonly requiredBy: (coordinate: Coordinate, graph: string) => string | null;
}

const NOBODY: ReadonlySet<string> = new Set();

/** Reads them off a supergraph. */
export function readJoins(supergraph: DocumentNode): Joins {
  const holders = new Map<Coordinate, ReadonlySet<string>>();
  const keys = new Map<string, string[]>();
  const requires = new Map<string, string>();
  for (const type of supergraph.definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    const joined = directives(type, 'join__type');
    for (const join of joined) {
      const [graph, key] = [textOf(join, 'graph'), textOf(join, 'key')];
      if (graph === null || key === null || isFalse(join, 'resolvable')) continue;
      const at = `${type.name.value} ${graph}`;
      keys.set(at, [...(keys.get(at) ?? []), key]);
    }
    const everywhere = new Set(joined.flatMap((join) => textOf(join, 'graph') ?? []));
    for (const field of type.fields ?? []) {
      const coordinate = `${type.name.value}.${field.name.value}`;
      const on = directives(field, 'join__field').filter((join) => textOf(join, 'graph') !== null);
      holders.set(coordinate, on.length > 0 ? new Set(on.filter(answers).map(graphOf)) : everywhere);
      for (const join of on) {
        const required = textOf(join, 'requires');
        if (required !== null) requires.set(`${coordinate} ${graphOf(join)}`, required);
      }
    }
  }
  return {
    holdersOf: (coordinate) => holders.get(coordinate) ?? NOBODY,
    keysOf: (type, graph) => keys.get(`${type} ${graph}`) ?? [],
    requiredBy: (coordinate, graph) => requires.get(`${coordinate} ${graph}`) ?? null,
  };
}

/** A subgraph as a supergraph names it, and where it says that it answers. */
export interface NamedSubgraph {
  readonly name: string;
  readonly url: string;
}

/** The subgraphs of a supergraph (`join__Graph`). */
export const subgraphsOf = (supergraph: DocumentNode): NamedSubgraph[] =>
  supergraph.definitions.flatMap((definition) =>
    definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph'
      ? (definition.values ?? []).flatMap(({ directives: all = [] }) =>
          all.flatMap((directive) =>
            directive.name.value === 'join__graph'
              ? { name: textOf(directive, 'name') ?? '', url: textOf(directive, 'url') ?? '' }
              : [],
          ),
        )
      : [],
  );

const graphOf = (join: ConstDirectiveNode): string => textOf(join, 'graph')!;
const answers = (join: ConstDirectiveNode): boolean =>
  !isTrue(join, 'external') && !isTrue(join, 'usedOverridden');

const directives = (
  { directives: all = [] }: ObjectTypeDefinitionNode | FieldDefinitionNode,
  name: string,
): ConstDirectiveNode[] => all.filter((directive) => directive.name.value === name);

const valueOf = (directive: ConstDirectiveNode, argument: string) =>
  directive.arguments?.find(({ name }) => name.value === argument)?.value;

function textOf(directive: ConstDirectiveNode, argument: string): string | null {
  const value = valueOf(directive, argument);
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : null;
}
const isTrue = (directive: ConstDirectiveNode, argument: string): boolean =>
  booleanOf(directive, argument) === true;
const isFalse = (directive: ConstDirectiveNode, argument: string): boolean =>
  booleanOf(directive, argument) === false;
function booleanOf(directive: ConstDirectiveNode, argument: string): boolean | undefined {
  const value = valueOf(directive, argument);
  return value?.kind === Kind.BOOLEAN ? value.value : undefined;
}
