import { Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';

/** The fields of one response name in one place of an answer. */
interface Repeated {
  times: number;
  /** What they ask for below. */
  readonly below: SelectionSetNode[];
}

/**
 * Whether a document takes more than `most` steps to see which of its fields can be one: a step for each selection in each place it
 * is spread to, and one for each two fields of a name in a place, which validation compares, whatever they are. To count them takes
 * no more steps than `most`. No rule has seen the document yet: fragments that spread each other have an end here too.
 */
export function repeatsBeyond(document: DocumentNode, most: number): boolean {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const numbers = new Map<SelectionSetNode, number>();
  const counted = new Set<string>();
  let left = most;

  /** All that is asked for in one place, once. */
  function count(together: readonly SelectionSetNode[]): void {
    const key = together.map(numberOf).join();
    if (counted.has(key)) return;
    counted.add(key);
    for (const { times, below } of fieldsIn(together)) {
      left -= (times * (times - 1)) / 2;
      if (left < 0) return;
      if (below.length > 0) count(below);
    }
  }

  function fieldsIn(together: readonly SelectionSetNode[]): Iterable<Repeated> {
    const found = new Map<string, Repeated>();
    const spread = new Set<string>();
    function collect({ selections }: SelectionSetNode): void {
      for (const selection of selections) {
        left -= 1;
        if (left < 0) return;
        if (selection.kind === Kind.FIELD) {
          const name = (selection.alias ?? selection.name).value;
          const fields = found.get(name) ?? { times: 0, below: [] };
          found.set(name, fields);
          fields.times += 1;
          if (selection.selectionSet) fields.below.push(selection.selectionSet);
        } else if (selection.kind === Kind.INLINE_FRAGMENT) {
          collect(selection.selectionSet);
        } else if (!spread.has(selection.name.value)) {
          spread.add(selection.name.value);
          const fragment = fragments.get(selection.name.value);
          if (fragment) collect(fragment.selectionSet);
        }
      }
    }
    together.forEach(collect);
    return found.values();
  }

  function numberOf(selections: SelectionSetNode): number {
    const number = numbers.get(selections) ?? numbers.size;
    numbers.set(selections, number);
    return number;
  }

  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION || definition.kind === Kind.FRAGMENT_DEFINITION)
      count([definition.selectionSet]);
  }
  return left < 0;
}
