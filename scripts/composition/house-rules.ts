import {
  Kind,
  type DirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type InterfaceTypeExtensionNode,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
} from 'graphql';
import { manyWaysToObjects } from './one-way-to-objects.ts';

/** What stands against composing, and where: a stable code, a sentence, and file:line:column as far as known. */
export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly places: readonly string[];
}

export interface NamedSchema {
  readonly name: string;
  readonly typeDefs: DocumentNode;
}

type FieldOwner =
  | ObjectTypeDefinitionNode
  | ObjectTypeExtensionNode
  | InterfaceTypeDefinitionNode
  | InterfaceTypeExtensionNode;

/** The house rules: every field is described and classified, and what is shared has one owner. */
export const houseFaults = (
  schemas: readonly NamedSchema[],
  isShared: (file: string) => boolean,
): Fault[] => [
  ...schemas.flatMap(undescribed),
  ...schemas.flatMap(unclassified),
  ...ownedTwice(schemas, isShared),
  ...manyWaysToObjects(schemas),
];

/** A description opens with the Vietnamese term, a colon, and goes on in English. */
const DESCRIPTION = /^[^:]+: \S/;

function undescribed({ typeDefs }: NamedSchema): Fault[] {
  const described = new Set(
    typeDefs.definitions.flatMap((node) =>
      'description' in node && node.description && 'name' in node && node.name ? node.name.value : [],
    ),
  );
  return fieldOwners(typeDefs).flatMap((owner) => {
    const type = owner.name.value;
    const typeFault: Fault[] =
      described.has(type) || ROOT_TYPES.has(type)
        ? []
        : [
            {
              code: 'DESCRIPTION_MISSING',
              message: `The type ${type} has no description.`,
              places: placesOf(owner),
            },
          ];
    const fieldFaults = (owner.fields ?? [])
      .filter(({ description }) => !DESCRIPTION.test(description?.value.trim() ?? ''))
      .map((field) => ({
        code: 'DESCRIPTION_MISSING',
        message: `${type}.${field.name.value} needs a description that opens with the Vietnamese term, such as "Tên: the name."`,
        places: placesOf(field),
      }));
    return [...typeFault, ...fieldFaults];
  });
}

const ROOT_TYPES = new Set(['Query', 'Mutation', 'Subscription']);

/** Data Law 60/2024, Article 13: every owner classifies its data. By the type (@dataset) or by the field (@classified). */
function unclassified({ typeDefs }: NamedSchema): Fault[] {
  const byType = new Set(
    fieldOwners(typeDefs).flatMap((owner) => (has(owner.directives, 'dataset') ? owner.name.value : [])),
  );
  return fieldOwners(typeDefs).flatMap((owner) =>
    (owner.fields ?? [])
      .filter((field) => !byType.has(owner.name.value) && !has(field.directives, 'classified'))
      .map((field) => ({
        code: 'CLASSIFICATION_MISSING',
        message: `${owner.name.value}.${field.name.value} has no classification: put @dataset on its type or @classified on the field.`,
        places: placesOf(field),
      })),
  );
}

/** Decree 278/2025, Article 5: one datum, one source. Keys and @external fields are references, not second sources. */
function ownedTwice(schemas: readonly NamedSchema[], isShared: (file: string) => boolean): Fault[] {
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
      message: `${coordinate} has more than one owner: ${of.map(({ name }) => name).join(', ')}. One of them owns it; the others refer to it by key.`,
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

export const fieldOwners = (typeDefs: DocumentNode): FieldOwner[] =>
  typeDefs.definitions.filter(
    (node): node is FieldOwner =>
      node.kind === Kind.OBJECT_TYPE_DEFINITION ||
      node.kind === Kind.OBJECT_TYPE_EXTENSION ||
      node.kind === Kind.INTERFACE_TYPE_DEFINITION ||
      node.kind === Kind.INTERFACE_TYPE_EXTENSION,
  );

export const has = (directives: readonly DirectiveNode[] | undefined, name: string): boolean =>
  directives?.some((directive) => directive.name.value === name) ?? false;

/** Where a node stands, as an editor's terminal opens it. */
export function placesOf(node: { readonly loc?: FieldDefinitionNode['loc'] }): string[] {
  if (!node.loc) return [];
  const { source, startToken } = node.loc;
  return [`${source.name}:${startToken.line}:${startToken.column}`];
}
