import {
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';

/**
 * The changes of a mutation, each an operation of its own: they happen one after another, and what one leads to belongs
 * to it (GraphQL specification, section 6.2.2). Of a document without conditions, which may have fragments beside.
 */
export function changesOf(document: DocumentNode, mutation: OperationDefinitionNode): DocumentNode[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);

  const byName = new Map<string, FieldNode[]>();
  for (const field of fieldsIn(mutation.selectionSet.selections)) {
    const name = (field.alias ?? field.name).value;
    byName.set(name, [...(byName.get(name) ?? []), field]);
  }
  return [...byName.values()].map((selections) => ({
    ...document,
    definitions: [
      { ...mutation, selectionSet: { ...mutation.selectionSet, selections } },
      ...fragments.values(),
    ],
  }));

  /** Every fragment at the root is one on the root. */
  function fieldsIn(selections: readonly SelectionNode[]): FieldNode[] {
    return selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return selection;
      const { selectionSet } =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value)!;
      return fieldsIn(selectionSet.selections);
    });
  }
}
