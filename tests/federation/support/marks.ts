import {
  Kind,
  parse,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type InterfaceTypeExtensionNode,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  type SelectionSetNode,
} from 'graphql';

export interface Key {
  readonly fields: SelectionSetNode;
  readonly resolvable: boolean;
}

/** What a subgraph's schema says of one field, beyond its type. */
export interface FieldMarks {
  readonly external: boolean;
  readonly requires?: SelectionSetNode;
  readonly provides?: SelectionSetNode;
  /** The subgraph that had the field before. */
  readonly overrides?: string;
  /** A label: which of the two has the field is decided by the gateway, request by request. */
  readonly label?: string;
}

export interface TypeMarks {
  /** Whether it declares the fields of other types, and answers none itself. */
  readonly abstract: boolean;
  readonly keys: Key[];
  readonly fields: Map<string, FieldMarks>;
}

/** The federation directives of a subgraph, by type and field. */
export function readMarks(typeDefs: DocumentNode): Map<string, TypeMarks> {
  const marks = new Map<string, TypeMarks>();
  for (const type of typeDefs.definitions.filter(hasFields)) {
    const { abstract, keys, fields } = marks.get(type.name.value) ?? {
      abstract: ABSTRACT.has(type.kind),
      keys: [],
      fields: new Map<string, FieldMarks>(),
    };
    keys.push(...keysOf(type.directives ?? []));
    for (const field of type.fields ?? []) fields.set(field.name.value, fieldMarks(field));
    marks.set(type.name.value, { abstract, keys, fields });
  }
  return marks;
}

/** Reads what stands in a `FieldSet`. */
export function parseFieldSet(fields: string): SelectionSetNode {
  const [operation] = parse(`{ ${fields} }`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new TypeError(`Not a set of fields: ${fields}`);
  return operation.selectionSet;
}

type TypeWithFields =
  | ObjectTypeDefinitionNode
  | ObjectTypeExtensionNode
  | InterfaceTypeDefinitionNode
  | InterfaceTypeExtensionNode;

const WITH_FIELDS = new Set<Kind>([
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.OBJECT_TYPE_EXTENSION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_EXTENSION,
]);
const ABSTRACT = new Set<Kind>([Kind.INTERFACE_TYPE_DEFINITION, Kind.INTERFACE_TYPE_EXTENSION]);
const hasFields = (node: DefinitionNode): node is TypeWithFields => WITH_FIELDS.has(node.kind);

const keysOf = (directives: readonly ConstDirectiveNode[]): Key[] =>
  directives
    .filter(({ name }) => name.value === 'key')
    .map((key) => ({
      fields: parseFieldSet(String(argument(key, 'fields'))),
      resolvable: argument(key, 'resolvable') !== false,
    }));

function fieldMarks({ directives = [] }: FieldDefinitionNode): FieldMarks {
  const find = (name: string) => directives.find((directive) => directive.name.value === name);
  const [requires, provides, override] = [find('requires'), find('provides'), find('override')];
  return {
    external: find('external') !== undefined,
    requires: requires && parseFieldSet(String(argument(requires, 'fields'))),
    provides: provides && parseFieldSet(String(argument(provides, 'fields'))),
    overrides: override && String(argument(override, 'from')),
    label: override && (argument(override, 'label') as string | undefined),
  };
}

function argument(directive: ConstDirectiveNode, name: string): string | boolean | undefined {
  const value = directive.arguments?.find((each) => each.name.value === name)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.BOOLEAN ? value.value : undefined;
}
