import {
  getOperationAST,
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionNode,
} from 'graphql';

type Path = readonly (string | number)[];

/**
 * As much of a path as the operation asks for. A plan asks for keys that nobody asked: what goes wrong with one is told
 * of the object it belongs to.
 */
export function askedPath(path: Path, document: DocumentNode, operationName: string | undefined): Path {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  let selections: readonly SelectionNode[] =
    getOperationAST(document, operationName)?.selectionSet.selections ?? [];
  let length = 0;
  for (const step of path) {
    if (typeof step === 'string') {
      const asked = fieldsIn(selections).filter(({ alias, name }) => (alias ?? name).value === step);
      if (asked.length === 0) break;
      selections = asked.flatMap(({ selectionSet }) => selectionSet?.selections ?? []);
    }
    length += 1;
  }
  return path.slice(0, length);

  function fieldsIn(some: readonly SelectionNode[]) {
    const found: Extract<SelectionNode, { kind: 'Field' }>[] = [];
    for (const selection of some) {
      if (selection.kind === Kind.FIELD) found.push(selection);
      else {
        const { selectionSet } =
          selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value)!;
        found.push(...fieldsIn(selectionSet.selections));
      }
    }
    return found;
  }
}
