import {
  isListType,
  isNonNullType,
  Kind,
  type FieldNode,
  type GraphQLObjectType,
  type SelectionSetNode,
} from 'graphql';
import type { Coordinate } from '@lienthong/shared/policy/types';
import { holds, type Condition, type Variables } from './conditions.ts';
import { answersOf, applies, type Objects, type Question } from './question.ts';

/** Where a refused field was asked for. */
export interface Place {
  readonly coordinate: Coordinate;
  /** Response names; it ends with the first field that answers a list, for no entry of it is known. */
  readonly path: readonly string[];
  /** The ways it was asked for: it counts where all conditions of one of them hold. */
  readonly ways: readonly Way[];
}

type Way = readonly Condition[];

/** The places at which something was asked for, these being the variables. */
export const placesToTell = (places: readonly Place[], variables: Variables): readonly Place[] =>
  places.filter(({ ways }) => ways.some((way) => way.every((condition) => holds(condition, variables))));

interface Position {
  readonly path: readonly string[];
  readonly inList: boolean;
  readonly way: Way;
}

/** One place for each refused field and path. Fields below a refused one count too: they are just as refused. */
export function placesOf({
  schema,
  operation,
  root,
  refused,
  conditionsOf,
  fragmentOf,
}: Question): readonly Place[] {
  const places = new Map<string, Place>();
  const seen = new Map<SelectionSetNode, Set<string>>();
  const reaching = new Map<SelectionSetNode, Map<string, boolean>>();
  walk(operation.selectionSet, [root], { path: [], inList: false, way: [] });
  return [...places.values()];

  function walk(set: SelectionSetNode, objects: Objects, { path, inList, way }: Position): void {
    if (!reaches(set, objects)) return;
    for (const selection of set.selections) {
      const conditions = conditionsOf(selection.directives);
      if (!conditions) continue;
      const here = both(way, conditions);
      if (selection.kind === Kind.FIELD) {
        walkField(selection, objects, { path, inList, way: here });
      } else {
        const fragment = fragmentOf(selection);
        const narrowed = objects.filter((object) => applies(fragment, object, schema));
        once(fragment.selectionSet, narrowed, { path, inList, way: here });
      }
    }
  }

  function walkField(node: FieldNode, objects: Objects, { path: above, inList, way }: Position): void {
    const name = node.name.value;
    if (objects.length === 0 || name.startsWith('__')) return;
    const path = inList ? above : [...above, (node.alias ?? node.name).value];
    for (const object of objects) if (isRefused(object, name)) note(`${object.name}.${name}`, path, way);
    if (!node.selectionSet) return;
    const answers = answersOf(objects, name, schema);
    once(node.selectionSet, answers, { path, inList: inList || isList(objects[0]!, name), way });
  }

  /** Below a list all paths are one: fragments that are spread twice in each other would be walked without end. */
  function once(set: SelectionSetNode, objects: Objects, position: Position): void {
    const { path, inList, way } = position;
    const keys = seen.get(set) ?? new Set<string>();
    seen.set(set, keys);
    const key = [namesOf(objects), inList, path.join('.'), keyOf(way)].join(' ');
    if (keys.has(key)) return;
    keys.add(key);
    walk(set, objects, position);
  }

  function note(coordinate: Coordinate, path: readonly string[], way: Way): void {
    const key = `${coordinate} ${path.join('.')}`;
    const ways = places.get(key)?.ways ?? [];
    if (ways.some((known) => known.length === 0 || keyOf(known) === keyOf(way))) return;
    places.set(key, { coordinate, path, ways: way.length === 0 ? [way] : [...ways, way] });
  }

  /** Whether anything refused is asked for in these selections. */
  function reaches(set: SelectionSetNode, objects: Objects): boolean {
    const answers = reaching.get(set) ?? new Map<string, boolean>();
    reaching.set(set, answers);
    const key = namesOf(objects);
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = set.selections.some((selection) => {
      if (selection.kind !== Kind.FIELD) {
        const fragment = fragmentOf(selection);
        const narrowed = objects.filter((object) => applies(fragment, object, schema));
        return reaches(fragment.selectionSet, narrowed);
      }
      const name = selection.name.value;
      if (objects.length === 0 || name.startsWith('__')) return false;
      if (objects.some((object) => isRefused(object, name))) return true;
      return (
        selection.selectionSet !== undefined &&
        reaches(selection.selectionSet, answersOf(objects, name, schema))
      );
    });
    answers.set(key, answer);
    return answer;
  }

  function isRefused(object: GraphQLObjectType, name: string): boolean {
    return refused.has(`${object.name}.${name}`);
  }
}

function isList(object: GraphQLObjectType, name: string): boolean {
  const type = object.getFields()[name]!.type;
  return isListType(isNonNullType(type) ? type.ofType : type);
}

function both(one: Way, other: Way): Way {
  const known = new Set(one.map((condition) => keyOf([condition])));
  const more = other.filter((condition) => !known.has(keyOf([condition])));
  return more.length === 0 ? one : [...one, ...more];
}

const keyOf = (way: Way): string =>
  way
    .map(({ variable, is }) => `${is ? '' : '!'}${variable}`)
    .sort()
    .join();

const namesOf = (objects: Objects): string => objects.map(({ name }) => name).join();
