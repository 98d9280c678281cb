import { Kind, type GraphQLSchema, type SelectionSetNode } from 'graphql';
import { fieldsOfSet } from '../../../policy/deciding/fields-of-set.ts';
import { printFieldSet, type Requirement } from './joined-fields.ts';

/**
 * In which of several turns its graph has to be asked for each field that requires others: in the first, with all that is not
 * computed, wherever it can be. The links of chains (what is computed from what is computed, and what it is computed from) are
 * asked apart from all else, those together that are computed as late. And two that require a field with different arguments are
 * apart. A planner would ask for all of it at once, and tell one value for two, or one that nobody has yet.
 */
export function turnsOf(
  requirements: readonly Requirement[],
  schema: GraphQLSchema,
  meant: (name: string) => string,
): ReadonlyMap<Requirement, number> {
  const sources = new Map(requirements.map((each) => [each, sourcesOf(each)]));
  const required = new Set([...sources.values()].flat());
  const names = new Map(requirements.map((each) => [each, namesByPath(each.fields, '')]));
  const turns = new Map<Requirement, number>();
  for (const each of requirements) {
    const taken = new Set([...turns].flatMap(([other, turn]) => (areApart(each, other) ? turn : [])));
    let turn = isLink(each) ? 1 : 0;
    while (taken.has(turn)) turn += 1;
    turns.set(each, turn);
  }
  return turns;

  function areApart(one: Requirement, other: Requirement): boolean {
    if (one.graph !== other.graph) return false;
    if (isLink(one) !== isLink(other) || required.has(one) !== required.has(other)) return true;
    if (heightOf(one) !== heightOf(other)) return true;
    const others = names.get(other)!;
    return [...names.get(one)!].some(([path, name]) => (others.get(path) ?? name) !== name);
  }

  function isLink(each: Requirement): boolean {
    return required.has(each) || sources.get(each)!.length > 0;
  }

  /** How many computed fields have to be known, one after another, before one. */
  function heightOf(each: Requirement): number {
    return Math.max(0, ...sources.get(each)!.map((source) => 1 + heightOf(source)));
  }

  /** The computed fields that one requires. */
  function sourcesOf({ type, fields }: Requirement): Requirement[] {
    const coordinates = new Set(fieldsOfSet(printFieldSet(fields), schema.getType(type)!, schema));
    return requirements.filter(({ coordinate }) => coordinates.has(coordinate));
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
