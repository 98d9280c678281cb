import {
  getArgumentValues,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { Arguments } from './field-value.ts';

type Source = { readonly __typename?: string };
export type ReadField = (
  source: Source,
  type: string,
  field: GraphQLField<unknown, unknown>,
  args: Arguments,
) => unknown;

/** The values of a set of fields, such as a key or what a field requires, as they stand in a representation. */
export function selectValues(
  schema: GraphQLSchema,
  declared: string,
  source: Source,
  { selections }: SelectionSetNode,
  read: ReadField,
): Record<string, unknown> {
  const type = schema.getType(source.__typename ?? declared) as GraphQLCompositeType;
  const values: Record<string, unknown> = {};
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      if (selection.name.value !== '__typename')
        values[selection.name.value] = fieldOf(schema, type, source, selection, read);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value ?? type.name;
      if (isA(schema, type.name, condition))
        Object.assign(values, selectValues(schema, type.name, source, selection.selectionSet, read));
    }
  }
  return values;
}

/** Whether what is of the one type is of the other too. */
export function isA(schema: GraphQLSchema, type: string, other: string): boolean {
  if (type === other) return true;
  const [one, abstract] = [schema.getType(type), schema.getType(other)];
  return (
    (isObjectType(one) || isInterfaceType(one)) && isAbstractType(abstract) && schema.isSubType(abstract, one)
  );
}

function fieldOf(
  schema: GraphQLSchema,
  type: GraphQLCompositeType,
  source: Source,
  node: FieldNode,
  read: ReadField,
): unknown {
  const field = 'getFields' in type ? type.getFields()[node.name.value] : undefined;
  if (!field) throw new TypeError(`There is no field ${type.name}.${node.name.value}.`);
  const named = getNamedType(field.type);
  const deep = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(deep);
    if (value === null || value === undefined || value instanceof Error) return null;
    return isCompositeType(named)
      ? selectValues(schema, named.name, value, node.selectionSet!, read)
      : named.serialize(value);
  };
  return deep(read(source, type.name, field, getArgumentValues(field, node)));
}
