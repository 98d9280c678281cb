import {
  Kind,
  parse,
  print,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

export type TypeWithFields = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

export const hasFields = (node: DefinitionNode): node is TypeWithFields =>
  node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;

/** What a graph (of the join specification) has to be told of an object to answer a field of it. */
export interface Requirement {
  /** Where it says so. */
  readonly join: ConstDirectiveNode;
  readonly graph: string;
  readonly type: string;
  /** `Type.field`. */
  readonly coordinate: string;
  readonly fields: SelectionSetNode;
}

/** Everything that is required in a supergraph. */
export const requirementsOf = (supergraph: DocumentNode): Requirement[] =>
  supergraph.definitions.filter(hasFields).flatMap(({ name: { value: type }, fields = [] }) =>
    fields.flatMap(({ name, directives = [] }) =>
      directives.flatMap((join) => {
        const required = argumentOf(join, 'requires');
        if (join.name.value !== 'join__field' || required === undefined) return [];
        const coordinate = `${type}.${name.value}`;
        return { join, graph: argumentOf(join, 'graph')!, type, coordinate, fields: parseFieldSet(required) };
      }),
    ),
  );

/** A text or a name that stands in a directive. */
export function argumentOf({ arguments: args = [] }: ConstDirectiveNode, name: string): string | undefined {
  const value = args.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}

/** The same directive with another text or name in it. */
export const withArgument = (
  directive: ConstDirectiveNode,
  name: string,
  text: string,
): ConstDirectiveNode => ({
  ...directive,
  arguments: directive.arguments?.map((argument) =>
    argument.name.value === name && 'value' in argument.value
      ? { ...argument, value: { ...argument.value, value: text } as typeof argument.value }
      : argument,
  ),
});

export function parseFieldSet(text: string): SelectionSetNode {
  const [operation] = parse(`{ ${text} }`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new TypeError(`Not a set of fields: ${text}`);
  return operation.selectionSet;
}

export const printFieldSet = (fields: SelectionSetNode): string => print(fields).slice(1, -1).trim();
