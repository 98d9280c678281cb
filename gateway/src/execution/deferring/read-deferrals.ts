import {
  Kind,
  type DirectiveNode,
  type FragmentDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { onceFor, operationsIn, type Operation } from '@lienthong/shared/graphql/operation';

/** An operation some fragments of which may come later, each under a label of our own. */
export interface Deferrals {
  /** The operation with these labels, and every fragment that defers something written where it is spread. */
  readonly operation: Operation;
  /** By our label what the caller calls the fragment; undefined where it has no name for it. */
  readonly labels: ReadonlyMap<string, string | undefined>;
}

const known = onceFor((operation: Operation) => ({ deferrals: read(operation) }));

/** What an operation asks to get later, by `@defer`; null where it asks for nothing of the kind. */
export const readDeferrals = (operation: Operation): Deferrals | null => known(operation).deferrals;

export const deferOf = (directives: readonly DirectiveNode[] = []): DirectiveNode | undefined =>
  directives.find(({ name }) => name.value === 'defer');

function read({ document, node, hash }: Operation): Deferrals | null {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of document.definitions)
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
  const deferring = new Map<string, boolean>();
  const labels = new Map<string, string | undefined>();

  if (!defers(node.selectionSet)) return null;
  const labelled = { ...node, selectionSet: labelledSet(node.selectionSet) };
  const rest = [...fragments.values()].filter(({ name }) => !fragmentDefers(name.value));
  const definitions = [labelled, ...rest];
  return { operation: operationsIn({ kind: Kind.DOCUMENT, definitions }, hash)[0]!, labels };

  function defers(set: SelectionSetNode): boolean {
    return set.selections.some(
      (selection) =>
        (selection.kind !== Kind.FIELD && deferOf(selection.directives)) ||
        (selection.kind === Kind.FRAGMENT_SPREAD
          ? fragmentDefers(selection.name.value)
          : selection.selectionSet && defers(selection.selectionSet)),
    );
  }

  function fragmentDefers(name: string): boolean {
    const before = deferring.get(name) ?? defers(fragments.get(name)!.selectionSet);
    deferring.set(name, before);
    return before;
  }

  function labelledSet(set: SelectionSetNode): SelectionSetNode {
    return { ...set, selections: set.selections.map(labelledSelection) };
  }

  function labelledSelection(selection: SelectionNode): SelectionNode {
    if (selection.kind === Kind.FIELD)
      return selection.selectionSet
        ? { ...selection, selectionSet: labelledSet(selection.selectionSet) }
        : selection;
    const directives = selection.directives?.map(labelledDirective);
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return { ...selection, directives, selectionSet: labelledSet(selection.selectionSet) };
    const name = selection.name.value;
    if (!deferOf(selection.directives) && !fragmentDefers(name)) return selection;
    const { typeCondition, selectionSet } = fragments.get(name)!;
    return { kind: Kind.INLINE_FRAGMENT, typeCondition, directives, selectionSet: labelledSet(selectionSet) };
  }

  function labelledDirective(directive: DirectiveNode): DirectiveNode {
    if (directive.name.value !== 'defer') return directive;
    const ours = String(labels.size);
    const theirs = directive.arguments?.find(({ name }) => name.value === 'label')?.value;
    labels.set(ours, theirs?.kind === Kind.STRING ? theirs.value : undefined);
    return withLabel(
      directive,
      ours,
      directive.arguments?.filter(({ name }) => name.value === 'if'),
    );
  }
}

/** A `@defer` with this label, and nothing else unless given. */
export const withLabel = (
  directive: DirectiveNode,
  label: string,
  others: DirectiveNode['arguments'] = [],
): DirectiveNode => ({
  ...directive,
  arguments: [
    {
      kind: Kind.ARGUMENT,
      name: { kind: Kind.NAME, value: 'label' },
      value: { kind: Kind.STRING, value: label },
    },
    ...others,
  ],
});

/** The label of a `@defer` that {@link readDeferrals} labelled. */
export const labelOf = (directive: DirectiveNode): string => {
  const value = directive.arguments!.find(({ name }) => name.value === 'label')!.value;
  return value.kind === Kind.STRING ? value.value : '';
};
