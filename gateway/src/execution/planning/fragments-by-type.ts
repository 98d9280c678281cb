import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { TYPENAME } from './plan-operation.ts';

/**
 * A document of one operation in which every fragment stands where it was spread, and one on some of the types behind an interface
 * of `known` is one on each of them. Apollo's planner asks nothing of it in a subgraph that knows objects by the interface alone
 * (`@interfaceObject`): of what is no part of that it expects no object there. Where a field of `nobodys` is asked, its type is
 * asked too: the planner would not ask for the field at all, for it leads to nobody.
 */
export function fragmentsByType(
  document: DocumentNode,
  schema: GraphQLSchema,
  known: ReadonlySet<string>,
  nobodys: ReadonlySet<string>,
): DocumentNode {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of document.definitions)
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
  return {
    ...document,
    definitions: document.definitions.flatMap((each) => {
      if (each.kind !== Kind.OPERATION_DEFINITION) return [];
      const root = schema.getRootType(each.operation)!;
      return { ...each, selectionSet: setOf(each.selectionSet.selections, root, [root]) };
    }),
  };

  /** Selections on a type, as they stand on it or on a type behind it; `types` are those of objects that may be there. */
  function setOf(
    selections: readonly SelectionNode[],
    type: GraphQLCompositeType,
    types: Types,
  ): SelectionSetNode {
    const left = selections.flatMap((each) => selectionOf(each, type, types) ?? []);
    return { kind: Kind.SELECTION_SET, selections: left.length > 0 ? left : [TYPENAME] };
  }

  function selectionOf(
    selection: SelectionNode,
    type: GraphQLCompositeType,
    types: Types,
  ): SelectionNode | null {
    if (selection.kind === Kind.FIELD) {
      const field = 'getFields' in type ? type.getFields()[selection.name.value] : undefined;
      const below = getNamedType(field?.type);
      if (!selection.selectionSet || !isCompositeType(below)) return selection;
      const { selections } = selection.selectionSet;
      const all = nobodys.has(`${type.name}.${selection.name.value}`)
        ? [TYPENAME, ...selections]
        : selections;
      return { ...selection, selectionSet: setOf(all, below, typesOf(below)) };
    }
    const { typeCondition, selectionSet } =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value)!;
    const { directives } = selection;
    const { selections } = selectionSet;
    const wanted = typeCondition ? schema.getType(typeCondition.name.value) : type;
    if (!isCompositeType(wanted)) return selection;
    const meant = types.filter((each) => typesOf(wanted).includes(each));
    // Within others it may be about nothing that can be there.
    if (meant.length === 0) return null;
    if (!areToldApart(type, wanted))
      return {
        kind: Kind.INLINE_FRAGMENT,
        typeCondition,
        directives,
        selectionSet: setOf(selections, wanted, meant),
      };
    const byType = meant.map((each) => fragmentOn(each, setOf(selections, each, [each])));
    const all: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: byType };
    return { kind: Kind.INLINE_FRAGMENT, directives, selectionSet: all };
  }

  /** Whether the types that stand behind an interface and are wanted have to be told apart. */
  function areToldApart(type: GraphQLCompositeType, wanted: GraphQLCompositeType): boolean {
    if (isObjectType(type) || isObjectType(wanted) || type === wanted || !isKnown(type)) return false;
    return !(isInterfaceType(type) && isAbstractType(wanted) && schema.isSubType(wanted, type));
  }

  function typesOf(type: GraphQLCompositeType): Types {
    return isObjectType(type) ? [type] : schema.getPossibleTypes(type);
  }

  function isKnown({ name }: GraphQLCompositeType): boolean {
    return known.has(name);
  }
}

type Types = readonly GraphQLObjectType[];

const fragmentOn = ({ name }: GraphQLObjectType, selectionSet: SelectionSetNode): InlineFragmentNode => ({
  kind: Kind.INLINE_FRAGMENT,
  typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } },
  selectionSet,
});
