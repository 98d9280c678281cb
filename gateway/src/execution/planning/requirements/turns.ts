import { Kind, type GraphQLSchema, type SelectionSetNode } from 'graphql';
import { fieldsOfSet } from '../../../policy/deciding/fields-of-set.ts';
import { printFieldSet, type Requirement } from './joined-fields.ts';

/**
 * In which of several turns its graph has to be asked for each field that requires others: in the first, wherever it
 * can be. Two are apart where they require a field with different arguments, or where one is computed from what is computed
 * from the other. A planner would ask for both at once, and tell one value for the two, or one that nobody has yet.
 */
export function turnsOf(
  requirements: readonly Requirement[],
  schema: GraphQLSchema,
  meant: (name: string) => string,
): ReadonlyMap<Requirement, number> {
  const before = new Map(requirements.map((each) => [each, computedBefore(each)]));
  const names = new Map(requirements.map((each) => [each, namesByPath(each.fields, '')]));
  const turns = new Map<Requirement, number>();
  for (const each of requirements) {
    const taken = new Set([...turns].flatMap(([other, turn]) => (areApart(each, other) ? turn : [])));
    let turn = 0;
    while (taken.has(turn)) turn += 1;
    turns.set(each, turn);
  }
  return turns;

  function areApart(one: Requirement, other: Requirement): boolean {
    if (one.graph !== other.graph) return false;
    if (before.get(one)!.has(other) || before.get(other)!.has(one)) return true;
    const others = names.get(other)!;
    return [...names.get(one)!].some(([path, name]) => (others.get(path) ?? name) !== name);
  }

  function computedBefore(start: Requirement): ReadonlySet<Requirement> {
    const found = new Set<Requirement>();
    const visit = ({ type, fields }: Requirement): void => {
      const required = new Set(fieldsOfSet(printFieldSet(fields), schema.getType(type)!, schema));
      for (const each of requirements) {
        if (found.has(each) || !required.has(each.coordinate)) continue;
        found.add(each);
        visit(each);
      }
    };
    visit(start);
    return found;
  }

  /** By the way to a required field, as its subgraph is told it: the name it is planned under. */
  function namesByPath({ selections }: SelectionSetNode, above: string): Map<string, string> {
    const found = new Map<string, string>();
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
      let path = above;
      if (selection.kind === Kind.FIELD) {
        const name = selection.name.value;
        path = `${above}.${meant(name)}`;
        found.set(path, name);
      }
      if (!selection.selectionSet) continue;
      for (const [below, name] of namesByPath(selection.selectionSet, path)) found.set(below, name);
    }
    return found;
  }
}
