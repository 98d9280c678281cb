import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { Coordinate } from './types.ts';

/**
 * Every schema field a document's operations, or the one named, can touch, sorted. By the schema and never by response
 * names: aliases say nothing; `@skip` and `@include` are not looked at; an interface or union counts as every object
 * that may answer for it. Introspection (`__schema`, `__typename`) is no datum of anybody.
 */
export function coordinatesOf(
  document: DocumentNode,
  schema: GraphQLSchema,
  operationName?: string,
): Coordinate[] {
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
  const found = new Set<Coordinate>();
  const seen = new Map<SelectionSetNode, Set<GraphQLNamedType>>();
  for (const node of document.definitions) {
    if (node.kind !== Kind.OPERATION_DEFINITION) continue;
    const root = schema.getRootType(node.operation);
    if (root && (operationName === undefined || node.name?.value === operationName))
      walk(node.selectionSet, root);
  }
  return [...found].sort();

  function walk(selections: SelectionSetNode, parent: GraphQLNamedType): void {
    // Once per selection set and type: twenty types behind an interface, five deep, would be millions of ways; and
    // fragments that spread each other would have no end.
    const types = seen.get(selections) ?? new Set();
    if (types.has(parent)) return;
    seen.set(selections, types.add(parent));
    for (const selection of selections.selections) {
      if (selection.kind === Kind.FIELD) {
        for (const type of answering(parent, schema)) {
          const field = type.getFields()[selection.name.value];
          if (!field) continue;
          found.add(`${type.name}.${field.name}`);
          if (selection.selectionSet) walk(selection.selectionSet, getNamedType(field.type));
        }
        // What an interface promises may be answered by an object no fragment names.
        if (isInterfaceType(parent) && selection.selectionSet) {
          const field = parent.getFields()[selection.name.value];
          if (field) walk(selection.selectionSet, getNamedType(field.type));
        }
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        walk(selection.selectionSet, narrowed(selection.typeCondition?.name.value, parent));
      } else {
        const fragment = fragments.get(selection.name.value);
        if (fragment) walk(fragment.selectionSet, narrowed(fragment.typeCondition.name.value, parent));
      }
    }
  }

  function narrowed(condition: string | undefined, parent: GraphQLNamedType): GraphQLNamedType {
    const type = condition === undefined ? undefined : schema.getType(condition);
    // A condition wider than what stands there already does not widen it.
    return type && !(isAbstractType(type) && isObjectType(parent)) ? type : parent;
  }
}

function answering(type: GraphQLNamedType, schema: GraphQLSchema): readonly GraphQLObjectType[] {
  if (isObjectType(type)) return [type];
  return isCompositeType(type) ? schema.getPossibleTypes(type) : [];
}
