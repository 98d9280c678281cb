import {
  Kind,
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { fieldsOfSet } from '../policy/deciding/fields-of-set.ts';

/** The fields of each type by which agencies are asked for more of an object: its keys, and what `@requires` names. */
export type KeyFields = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Reads the key fields off a supergraph (join specification: `join__type(key:)`, `join__field(requires:)`). What a set
 * names below another field is a key field of the objects that stand there.
 */
export function readKeyFields(supergraph: DocumentNode, schema: GraphQLSchema): KeyFields {
  const keys = new Map<string, Set<string>>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    const type = schema.getType(definition.name.value)!;
    for (const coordinate of fieldSetsOf(definition).flatMap((set) => fieldsOfSet(set, type, schema))) {
      const [object, field] = coordinate.split('.') as [string, string];
      keys.set(object, (keys.get(object) ?? new Set()).add(field));
    }
  }
  return keys;
}

const fieldSetsOf = ({ directives = [], fields = [] }: ObjectTypeDefinitionNode): string[] => [
  ...directives.flatMap((directive) => textOf(directive, 'join__type', 'key')),
  ...fields.flatMap((field) =>
    (field.directives ?? []).flatMap((directive) => textOf(directive, 'join__field', 'requires')),
  ),
];

function textOf(
  { name, arguments: args }: ConstDirectiveNode,
  directive: string,
  argument: string,
): string[] {
  const value =
    name.value === directive ? args?.find((each) => each.name.value === argument)?.value : undefined;
  return value?.kind === Kind.STRING ? [value.value] : [];
}
