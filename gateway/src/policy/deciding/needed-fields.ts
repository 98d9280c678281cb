import {
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { Coordinate } from '@lienthong/shared/policy/types';
import { objectsBehind } from '../taking-out/question.ts';
import { fieldsOfSet } from './fields-of-set.ts';
import type { Joins } from './joins.ts';

/** Fields that nobody asked for but the plan has to fetch, each with the fields it is fetched for. */
export type NeededFields = ReadonlyMap<Coordinate, ReadonlySet<Coordinate>>;

/**
 * Finds what a plan may fetch beside what is asked: the key of an object where its next field is answered by another
 * agency, and what `@requires` names. Where the planner could choose, every choice counts: a field too many is judged
 * rather than one too few.
 */
export function neededFields(
  document: DocumentNode,
  operationName: string | undefined,
  schema: GraphQLSchema,
  joins: Joins,
): NeededFields {
  const needed = new Map<Coordinate, Set<Coordinate>>();
  const seen = new Map<SelectionSetNode, Set<string>>();
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
  for (const node of document.definitions) {
    if (node.kind !== Kind.OPERATION_DEFINITION) continue;
    const root = schema.getRootType(node.operation);
    if (root && (operationName === undefined || node.name?.value === operationName))
      walk(node.selectionSet, root, null);
  }
  return needed;

  /** `here`: the graphs that may have answered the object so far; null for the root, which is everywhere. */
  function walk(
    selections: SelectionSetNode,
    parent: GraphQLNamedType,
    here: ReadonlySet<string> | null,
  ): void {
    const key = `${parent.name} ${here === null ? '' : [...here].sort().join(' ')}`;
    const ways = seen.get(selections) ?? new Set();
    if (ways.has(key)) return;
    seen.set(selections, ways.add(key));
    for (const selection of selections.selections) {
      if (selection.kind === Kind.FIELD) {
        for (const type of objectsBehind(parent, schema)) {
          const field = type.getFields()[selection.name.value];
          if (!field) continue;
          const there = step(type, field.name, here);
          if (selection.selectionSet) walk(selection.selectionSet, getNamedType(field.type), there);
        }
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        walk(selection.selectionSet, narrowed(selection.typeCondition?.name.value, parent), here);
      } else {
        const fragment = fragments.get(selection.name.value);
        if (fragment) walk(fragment.selectionSet, narrowed(fragment.typeCondition.name.value, parent), here);
      }
    }
  }

  /** The graphs that answer a field of an object, coming from `here`; notes what going there takes. */
  function step(
    type: GraphQLObjectType,
    field: string,
    here: ReadonlySet<string> | null,
  ): ReadonlySet<string> {
    const coordinate = `${type.name}.${field}`;
    const holders = joins.holdersOf(coordinate);
    if (here === null) return holders;
    const stay = new Set([...holders].filter((graph) => here.has(graph)));
    const there = stay.size > 0 ? stay : holders;
    for (const graph of there) {
      const required = joins.requiredBy(coordinate, graph);
      if (required !== null) note(required, type, coordinate);
      if (required !== null || stay.size === 0)
        for (const keys of joins.keysOf(type.name, graph)) note(keys, type, coordinate);
    }
    return there;
  }

  function note(fieldSet: string, type: GraphQLObjectType, dependent: Coordinate): void {
    for (const coordinate of fieldsOfSet(fieldSet, type, schema)) {
      if (coordinate === dependent) continue;
      needed.set(coordinate, (needed.get(coordinate) ?? new Set()).add(dependent));
    }
  }

  function narrowed(condition: string | undefined, parent: GraphQLNamedType): GraphQLNamedType {
    const type = condition === undefined ? undefined : schema.getType(condition);
    return type && !(isAbstractType(type) && isObjectType(parent)) ? type : parent;
  }
}
