import { Kind, type DocumentNode, type FieldDefinitionNode } from 'graphql';
import { fieldOwners, has, placesOf, type Fault, type NamedSchema } from './schema-parts.ts';

/** Decree 278/2025, Article 5: one datum, one source. Keys and @external fields are references, not second sources. */
export function ownedTwice(schemas: readonly NamedSchema[], isShared: (file: string) => boolean): Fault[] {
  const owners = new Map<string, { name: string; node: FieldDefinitionNode }[]>();
  for (const { name, typeDefs } of schemas) {
    const keys = keyFields(typeDefs);
    for (const owner of fieldOwners(typeDefs)) {
      if (owner.kind === Kind.INTERFACE_TYPE_DEFINITION || owner.kind === Kind.INTERFACE_TYPE_EXTENSION)
        continue;
      for (const field of owner.fields ?? []) {
        const coordinate = `${owner.name.value}.${field.name.value}`;
        const file = field.loc?.source.name ?? '';
        if (
          keys.has(coordinate) ||
          isShared(file) ||
          has(field.directives, 'external') ||
          has(field.directives, 'override')
        )
          continue;
        owners.set(coordinate, [...(owners.get(coordinate) ?? []), { name, node: field }]);
      }
    }
  }
  return [...owners]
    .filter(([, of]) => of.length > 1)
    .map(([coordinate, of]) => ({
      code: 'TWO_OWNERS',
      message: `${coordinate} has more than one owner: ${of.map(({ name }) => name).join(', ')}. One of them owns it; the others refer to it by key. One datum has one source (D278/2025 Art 5).`,
      places: of.flatMap(({ node }) => placesOf(node)),
    }));
}

function keyFields(typeDefs: DocumentNode): Set<string> {
  return new Set(
    fieldOwners(typeDefs).flatMap((owner) =>
      (owner.directives ?? [])
        .filter(({ name }) => name.value === 'key')
        .flatMap(({ arguments: args }) => args?.find(({ name }) => name.value === 'fields')?.value ?? [])
        .flatMap((value) => (value.kind === Kind.STRING ? (value.value.match(/\w+/g) ?? []) : []))
        .map((field) => `${owner.name.value}.${field}`),
    ),
  );
}
