import { Kind, visit, type DirectiveNode, type SelectionNode } from 'graphql';

/** The variables these name. Selections that stand in several places are looked at once. */
export function usedVariables(
  directives: readonly DirectiveNode[],
  selections: readonly SelectionNode[],
): ReadonlySet<string> {
  const used = new Set<string>();
  const seen = new Set<SelectionNode>();
  directives.forEach(note);
  selections.forEach(walk);
  return used;

  function walk(selection: SelectionNode): void {
    if (seen.has(selection)) return;
    seen.add(selection);
    selection.directives?.forEach(note);
    if (selection.kind === Kind.FIELD) selection.arguments?.forEach(note);
    if (selection.kind !== Kind.FRAGMENT_SPREAD) selection.selectionSet?.selections.forEach(walk);
  }

  function note(node: Parameters<typeof visit>[0]): void {
    visit(node, { Variable: ({ name }) => void used.add(name.value) });
  }
}
