import {
  Kind,
  type ASTNode,
  type DirectiveNode,
  type DocumentNode,
  type InterfaceTypeDefinitionNode,
  type InterfaceTypeExtensionNode,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
} from 'graphql';

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

/** Where a node stands, as an editor's terminal opens it: its name, where a description stands before it. */
export function placesOf(node: ASTNode): string[] {
  const described = 'description' in node && node.description && 'name' in node ? node.name : undefined;
  const { source, startToken } = described?.loc ?? node.loc ?? {};
  return source && startToken ? [`${source.name}:${startToken.line}:${startToken.column}`] : [];
}
