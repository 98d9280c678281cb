import { Kind, type TypeNode } from 'graphql';
import { fieldOwners, has, placesOf, type Fault, type NamedSchema } from './schema-parts.ts';

const BUILT_IN = ['ID', 'String', 'Int', 'Float', 'Boolean'];

/**
 * An entity's object-valued field is answered by one subgraph only. With two ways to it a planner weighs every
 * combination: below the 24 types behind `Agency` that is 2^24 plans, and the gateway runs out of memory on one
 * question. Leaves may be shared: the nearer one is always taken.
 */
export function manyWaysToObjects(schemas: readonly NamedSchema[]): Fault[] {
  const leaves = new Set([...BUILT_IN, ...schemas.flatMap(leafTypes)]);
  const entities = new Set(schemas.flatMap(resolvableEntities));
  const ways = new Map<string, { readonly subgraph: string; readonly places: readonly string[] }[]>();

  for (const { name: subgraph, typeDefs } of schemas) {
    for (const owner of fieldOwners(typeDefs)) {
      if (!entities.has(owner.name.value)) continue;
      for (const field of owner.fields ?? []) {
        if (leaves.has(namedType(field.type)) || has(field.directives, 'external')) continue;
        const coordinate = `${owner.name.value}.${field.name.value}`;
        ways.set(coordinate, [...(ways.get(coordinate) ?? []), { subgraph, places: placesOf(field) }]);
      }
    }
  }
  // A field of the kernel comes through every agency's own subgraph: they are one way, which a key cannot leave.
  return [...ways]
    .filter(
      ([coordinate, of]) =>
        of.length > 1 && of.some(({ subgraph }) => resolvesByKey(schemas, subgraph, coordinate)),
    )
    .map(([coordinate, of]) => ({
      code: 'MANY_WAYS_TO_OBJECT',
      message:
        `${coordinate} is an object of an entity and is answered by several subgraphs (${of.map(({ subgraph }) => subgraph).join(', ')}): ` +
        'plans over all agencies would multiply. Let one own it, or mark it @external and @provides it where it is known.',
      places: [...new Set(of.flatMap(({ places }) => places))],
    }));
}

const leafTypes = ({ typeDefs }: NamedSchema): string[] =>
  typeDefs.definitions.flatMap((node) =>
    node.kind === Kind.ENUM_TYPE_DEFINITION || node.kind === Kind.SCALAR_TYPE_DEFINITION
      ? node.name.value
      : [],
  );

/** Types that a key leads into, in this subgraph. */
const resolvableEntities = ({ typeDefs }: NamedSchema): string[] =>
  fieldOwners(typeDefs).flatMap(({ name, directives }) =>
    (directives ?? []).some(
      ({ name: directive, arguments: args }) =>
        directive.value === 'key' &&
        !args?.some(
          ({ name: argument, value }) =>
            argument.value === 'resolvable' && value.kind === Kind.BOOLEAN && !value.value,
        ),
    )
      ? name.value
      : [],
  );

function resolvesByKey(schemas: readonly NamedSchema[], subgraph: string, coordinate: string): boolean {
  const schema = schemas.find(({ name }) => name === subgraph)!;
  return resolvableEntities(schema).includes(coordinate.split('.')[0]!);
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
