import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

type Check = (value: unknown) => boolean;

const anything: Check = () => true;
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Compiles a check of an answer's outline against what was asked: lists where lists belong, objects where objects
 * belong, leaves elsewhere. Nulls pass (whether they may stand is for the answer's shaping to say), and so does what
 * the schema does not show. Without it one malformed answer would take the whole request down.
 */
export function compileConformance(document: DocumentNode, schema: GraphQLSchema): Check {
  const fragments = new Map<string, FragmentDefinitionNode>();
  let operation: OperationDefinitionNode | undefined;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) operation = definition;
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  if (!operation) return anything;
  return objectCheck(operation.selectionSet, schema.getRootType(operation.operation)?.name);

  function objectCheck(selectionSet: SelectionSetNode, typeName: string | undefined): Check {
    const checks = selectionSet.selections.map((selection): Check => {
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const check = fieldCheck(typeName, selection.name.value, selection.selectionSet);
        return (value) => check((value as Record<string, unknown>)[key]);
      }
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      if (!fragment) return anything;
      const condition = fragment.typeCondition?.name.value ?? typeName;
      const check = objectCheck(fragment.selectionSet, condition);
      return (value) => !mayBe((value as Record<string, unknown>)['__typename'], condition) || check(value);
    });
    return (value) =>
      value === null || value === undefined || (isObject(value) && checks.every((check) => check(value)));
  }

  function mayBe(typename: unknown, condition: string | undefined): boolean {
    if (typeof typename !== 'string' || condition === undefined || typename === condition) return true;
    const [type, wanted] = [schema.getType(typename), schema.getType(condition)];
    return isObjectType(type) && isAbstractType(wanted) && schema.isSubType(wanted, type);
  }

  function fieldCheck(
    typeName: string | undefined,
    fieldName: string,
    selectionSet?: SelectionSetNode,
  ): Check {
    if (fieldName === '_entities' && selectionSet) return listCheck(objectCheck(selectionSet, undefined));
    const parent = typeName ? schema.getType(typeName) : undefined;
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[fieldName] : undefined;
    return field ? typeCheck(field.type, selectionSet) : anything;
  }

  function typeCheck(type: GraphQLOutputType, selectionSet?: SelectionSetNode): Check {
    if (isNonNullType(type)) return typeCheck(type.ofType, selectionSet);
    if (isListType(type)) return listCheck(typeCheck(type.ofType, selectionSet));
    const named = getNamedType(type);
    if (isCompositeType(named)) return selectionSet ? objectCheck(selectionSet, named.name) : anything;
    return (value) => typeof value !== 'object' || value === null || named.name === 'JSON';
  }
}

const listCheck =
  (each: Check): Check =>
  (value) =>
    value === null || value === undefined || (Array.isArray(value) && value.every(each));
