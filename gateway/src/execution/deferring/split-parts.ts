import { Kind, type FieldNode, type SelectionNode, type SelectionSetNode } from 'graphql';
import { deferOf, labelOf } from './read-deferrals.ts';

/** A fragment that comes later. */
export interface Part {
  readonly label: string;
  /** From the object its parent is about down to the objects it is about. */
  readonly path: readonly PartStep[];
  /** It is about objects of this type alone. */
  readonly on: string | undefined;
  readonly set: SelectionSetNode;
  /** What of it comes later still. */
  readonly parts: readonly Part[];
}

/** A field, under the name it is fetched under; or objects of one type only. */
export type PartStep = { readonly fetched: string; readonly name: string } | { readonly on: string };

export interface Split {
  /** What does not come later. */
  readonly set: SelectionSetNode;
  readonly parts: readonly Part[];
}

/**
 * Takes selections apart into what is answered at once and what comes later: the fragments `comesLater` accepts. Where one
 * stood, a mark says that something is left of its parent.
 */
export function splitParts(
  set: SelectionSetNode,
  comesLater: (label: string) => boolean,
  path: readonly PartStep[] = [],
): Split {
  const parts: Part[] = [];
  const selections = set.selections.map((selection): SelectionNode => {
    if (selection.kind === Kind.FRAGMENT_SPREAD || !selection.selectionSet) return selection;
    const defer = selection.kind === Kind.FIELD ? undefined : deferOf(selection.directives);
    if (defer && selection.kind !== Kind.FIELD && comesLater(labelOf(defer))) {
      const on = selection.typeCondition?.name.value;
      parts.push({ label: labelOf(defer), path, on, ...splitParts(selection.selectionSet, comesLater) });
      return { ...selection, directives: [], selectionSet: { kind: Kind.SELECTION_SET, selections: [MARK] } };
    }
    const below = splitParts(selection.selectionSet, comesLater, [...path, ...stepsOf(selection)]);
    parts.push(...below.parts);
    return { ...selection, directives: [], selectionSet: below.set };
  });
  return { set: { kind: Kind.SELECTION_SET, selections }, parts };
}

function stepsOf(selection: Exclude<SelectionNode, { kind: Kind.FRAGMENT_SPREAD }>): PartStep[] {
  if (selection.kind === Kind.FIELD) {
    const { alias, name } = selection;
    return [{ fetched: (alias ?? name).value, name: name.value }];
  }
  return selection.typeCondition ? [{ on: selection.typeCondition.name.value }] : [];
}

/** No field of any type, and no name a field is fetched under. */
const MARK: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__later' } };
