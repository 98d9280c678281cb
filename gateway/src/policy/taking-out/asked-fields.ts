import {
  getNamedType,
  isNonNullType,
  Kind,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type SelectionSetNode,
} from 'graphql';
import { standingOf, type Variables } from './conditions.ts';
import { applies, objectsBehind, type Question } from './question.ts';

/** Selection sets that are answered by one object; `maybe` where the other sets may stand without this one. */
export type Parts = readonly { readonly selectionSet: SelectionSetNode; readonly maybe: boolean }[];

/** What is asked for under one response name of an object. */
export interface AskedField {
  readonly name: string;
  /** Undefined for introspection, which is no datum of anybody. */
  readonly field: GraphQLField<unknown, unknown> | undefined;
  readonly refused: boolean;
  readonly maybe: boolean;
  readonly parts: Parts;
}

export interface AskedFields {
  readonly partsOf: (selectionSet: SelectionSetNode) => Parts;
  /** By response name, in the order asked (GraphQL specification, section 6.3.2). */
  readonly fieldsOf: (parts: Parts, type: GraphQLObjectType) => ReadonlyMap<string, AskedField>;
  /**
   * Whether nothing is left of a field: it is refused, or all that was asked below it is. Then it is not asked, for
   * the answer would tell that something exists, and nothing else. Some of its objects may still have fields left.
   */
  readonly isTakenOut: (asked: AskedField) => boolean;
  readonly nothingLeft: (parts: Parts, type: GraphQLNamedType) => boolean;
}

interface Found {
  readonly name: string;
  maybe: boolean;
  readonly sets: Map<SelectionSetNode, boolean>;
}

/** Of an object: something is left, all was taken, or nothing was there to take. */
type Left = 'something' | 'nothing' | 'untouched';

/**
 * Reads a question as its executor does: by the type of an object, merging what has one response name. Every answer
 * is remembered: twenty-four types behind an interface, five deep, would be eight million ways.
 */
export function readAskedFields(question: Question, variables?: Variables): AskedFields {
  const { schema, refused, fragmentOf } = question;
  const standing = standingOf(question.conditionsOf, variables);
  const numbers = new Map<SelectionSetNode, number>();
  const known = new Map<string, Parts>();
  const fields = new Map<Parts, Map<GraphQLObjectType, ReadonlyMap<string, AskedField>>>();
  const lefts = new Map<Parts, Map<GraphQLObjectType, Left>>();
  const nothings = new Map<Parts, Map<GraphQLNamedType, boolean>>();
  const fieldsOf = remembered(fields, collect);
  const leftOf = remembered(lefts, leftOfObject);
  const nothingLeft = remembered(nothings, (parts: Parts, type: GraphQLNamedType) => {
    const left = objectsBehind(type, schema).map((object) => leftOf(parts, object));
    return !left.includes('something') && left.includes('nothing');
  });
  const isTakenOut = ({ field, parts, refused }: AskedField): boolean =>
    refused || (field !== undefined && parts.length > 0 && nothingLeft(parts, getNamedType(field.type)));
  const partsOf = (selectionSet: SelectionSetNode) => theSame(new Map([[selectionSet, false]]));
  return { partsOf, fieldsOf, isTakenOut, nothingLeft };

  function collect(parts: Parts, type: GraphQLObjectType): ReadonlyMap<string, AskedField> {
    const found = new Map<string, Found>();
    const seen = new Map<SelectionSetNode, boolean>();
    for (const { selectionSet, maybe } of parts) gather(selectionSet, maybe);
    return new Map([...found].map(([key, asked]) => [key, askedField(type, asked)]));

    function gather(selectionSet: SelectionSetNode, maybe: boolean): void {
      const before = seen.get(selectionSet);
      if (before === false || before === maybe) return;
      seen.set(selectionSet, maybe);
      for (const selection of selectionSet.selections) {
        const stands = standing(selection.directives);
        if (stands === 'never') continue;
        const perhaps = maybe || stands === 'maybe';
        if (selection.kind !== Kind.FIELD) {
          const fragment = fragmentOf(selection);
          if (applies(fragment, type, schema)) gather(fragment.selectionSet, perhaps);
          continue;
        }
        const key = (selection.alias ?? selection.name).value;
        const asked: Found = found.get(key) ?? { name: selection.name.value, maybe: true, sets: new Map() };
        found.set(key, asked);
        asked.maybe &&= perhaps;
        const below = selection.selectionSet;
        if (below) asked.sets.set(below, perhaps && (asked.sets.get(below) ?? true));
      }
    }
  }

  function askedField(type: GraphQLObjectType, { name, maybe, sets }: Found): AskedField {
    const field = type.getFields()[name];
    return { name, field, refused: refused.has(`${type.name}.${name}`), maybe, parts: theSame(sets) };
  }

  /** The same parts are the same value, whatever types led to them. */
  function theSame(sets: ReadonlyMap<SelectionSetNode, boolean>): Parts {
    const parts = [...sets].map(([selectionSet, maybe]) => ({
      selectionSet,
      maybe: maybe && sets.size > 1,
    }));
    const key = parts.map(({ selectionSet, maybe }) => `${numberOf(selectionSet)}${maybe ? '?' : ''}`).join();
    const same = known.get(key) ?? parts;
    known.set(key, same);
    return same;
  }

  function numberOf(selectionSet: SelectionSetNode): number {
    const number = numbers.get(selectionSet) ?? numbers.size;
    numbers.set(selectionSet, number);
    return number;
  }

  function leftOfObject(parts: Parts, type: GraphQLObjectType): Left {
    let left: Left = 'untouched';
    for (const asked of fieldsOf(parts, type).values()) {
      if (asked.name === '__typename') continue;
      if (!isTakenOut(asked)) {
        left = 'something';
      } else if (!asked.maybe) {
        // No null may stand there, so none of the object's other fields can be told either.
        if (asked.field && isNonNullType(asked.field.type)) return 'nothing';
        if (left === 'untouched') left = 'nothing';
      }
    }
    return left;
  }
}

function remembered<One, Other, Answer>(
  memory: Map<One, Map<Other, Answer>>,
  compute: (one: One, other: Other) => Answer,
): (one: One, other: Other) => Answer {
  return (one, other) => {
    const answers = memory.get(one) ?? new Map<Other, Answer>();
    memory.set(one, answers);
    const known = answers.get(other);
    if (known !== undefined) return known;
    const answer = compute(one, other);
    answers.set(other, answer);
    return answer;
  };
}
