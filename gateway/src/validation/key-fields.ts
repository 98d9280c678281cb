import { Kind, parse, type ConstDirectiveNode, type ObjectTypeDefinitionNode } from 'graphql';

/** The fields of each type by which agencies are asked for more of an object: its keys, and what `@requires` names. */
export type KeyFields = ReadonlyMap<string, ReadonlySet<string>>;

/** Reads the key fields off a supergraph (join specification: `join__type(key:)`, `join__field(requires:)`). */
export function readKeyFields(supergraphSdl: string): KeyFields {
  const keys = new Map<string, Set<string>>();
  for (const definition of parse(supergraphSdl, { noLocation: true }).definitions) {
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) keys.set(definition.name.value, namesIn(definition));
  }
  return keys;
}

function namesIn({ directives = [], fields = [] }: ObjectTypeDefinitionNode): Set<string> {
  const fieldSets = [
    ...directives.map((directive) => textOf(directive, 'join__type', 'key')),
    ...fields.flatMap((field) =>
      (field.directives ?? []).map((directive) => textOf(directive, 'join__field', 'requires')),
    ),
  ];
  return new Set(fieldSets.flatMap((fieldSet) => fieldSet.match(/\w+/g) ?? []));
}

function textOf({ name, arguments: args }: ConstDirectiveNode, directive: string, argument: string): string {
  const value =
    name.value === directive ? args?.find((each) => each.name.value === argument)?.value : undefined;
  return value?.kind === Kind.STRING ? value.value : '';
}
