import type { Dice } from './dice.ts';
import { declare, type SchemaDraft, type TypeDraft } from './schema-draft.ts';
import { ENTITIES, KEYS, LEAF_TYPES, LEVELS, VALUE_TYPES } from './vocabulary.ts';

/** A type with keys. */
export interface EntityDraft {
  readonly name: string;
  /** The keys by which each of its subgraphs finds it. */
  readonly homes: ReadonlyMap<SchemaDraft, readonly string[]>;
}

/** A graph while it is being drawn. */
export interface GraphDraft {
  readonly dice: Dice;
  readonly schemas: readonly SchemaDraft[];
  readonly entities: readonly EntityDraft[];
  /** Entities behind the interface `Holder`, and of the union `Found`. */
  readonly holders: readonly string[];
  readonly found: readonly string[];
  /** By `Type.field`: who answers it. Where several do, they say the same. */
  readonly owners: Map<string, SchemaDraft>;
  /** Fields that are always answered as their types say: what is asked by way of them would be lost with them. */
  readonly sound: Set<string>;
}

export const namedType = (type: string): string => type.replace(/[[\]!]/g, '');

/** Declares a type and all it needs in a subgraph; an entity that is not at home there becomes a reference. */
export function use(graph: GraphDraft, schema: SchemaDraft, type: string): void {
  const name = namedType(type);
  if (schema.types.has(name) || schema.others.has(name)) return;
  if (VALUE_TYPES[name]) return useValueType(graph, schema, name);
  if (LEAF_TYPES[name]) {
    schema.others.set(name, LEAF_TYPES[name]);
    if (name === 'Filter') use(graph, schema, 'Wish');
  } else if (name === 'Level') {
    // Each subgraph knows some of its values; that is enough where it is never told one.
    schema.others.set(name, `enum Level { ${graph.dice.some(LEVELS, 1).join(' ')} }`);
  } else if (name === 'Holder') declare(schema, name, 'interface');
  else if (name === 'Found') useUnion(graph, schema);
  else if (ENTITIES.includes(name)) useEntity(graph, schema, name);
}

/** Adds a field to a type of a subgraph. */
export function addField(
  graph: GraphDraft,
  schema: SchemaDraft,
  typeName: string,
  name: string,
  type: string,
  { args = '', marks = [] }: { readonly args?: string; readonly marks?: readonly string[] } = {},
): void {
  use(graph, schema, type);
  for (const needed of ['Wish', 'Filter']) if (args.includes(needed)) use(graph, schema, needed);
  declare(schema, typeName).fields.set(name, { type, args, marks: [...marks] });
  const coordinate = `${typeName}.${name}`;
  if (!marks.includes('@external') && !graph.owners.has(coordinate)) graph.owners.set(coordinate, schema);
}

/** Declares an entity with some of its keys. */
export function declareEntity(
  graph: GraphDraft,
  schema: SchemaDraft,
  name: string,
  keys: readonly string[],
  resolvable = true,
): TypeDraft {
  const marks = keys.map((key) => `@key(fields: "${key}"${resolvable ? '' : ', resolvable: false'})`);
  const type = declare(schema, name, 'type', ...marks);
  for (const key of keys)
    for (const [field, of] of Object.entries(KEYS[key]!)) {
      addField(graph, schema, name, field, of);
      graph.sound.add(`${name}.${field}`);
    }
  return type;
}

function useEntity(graph: GraphDraft, schema: SchemaDraft, name: string): void {
  const entity = graph.entities.find((each) => each.name === name)!;
  const keys = graph.dice.oneOf([...entity.homes.values()]);
  declareEntity(graph, schema, name, [graph.dice.oneOf(keys)], graph.dice.chance(50));
}

function useValueType(graph: GraphDraft, schema: SchemaDraft, name: string): void {
  declare(schema, name, 'type', '@shareable');
  for (const [field, type] of Object.entries(VALUE_TYPES[name]!)) {
    addField(graph, schema, name, field, type);
    if (name === 'Region' || name === 'Place') graph.sound.add(`${name}.${field}`);
  }
}

/** A union has the members its subgraph knows, one at least. */
function useUnion(graph: GraphDraft, schema: SchemaDraft): void {
  use(graph, schema, graph.dice.oneOf(graph.found));
  schema.others.set(
    'Found',
    `union Found = ${graph.found.filter((each) => schema.types.has(each)).join(' | ')}`,
  );
}
