import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isListType,
  type GraphQLLeafType,
  type GraphQLOutputType,
} from 'graphql';
import { canonical } from './canonical.ts';
import type { Thing, World } from './world.ts';

/** The part of a field's definition that its value depends on. */
export interface FieldShape {
  readonly name: string;
  readonly type: GraphQLOutputType;
}
export type Arguments = Readonly<Record<string, unknown>>;

/**
 * What a field of a record says, in whichever subgraph: what the record holds, with the arguments written into it, so
 * that an argument which was lost or mistaken on the way shows in the answer. Arguments choose among records.
 */
export function fieldValue(
  world: World,
  parent: string,
  thing: Thing,
  field: FieldShape,
  args: Arguments,
): unknown {
  const { name, type } = field;
  const said = canonical(args);
  if (parent === 'Mutation') world.journal.push(`${name}${said}`);
  if (name === 'journal') return [...world.journal];
  const value = thing[name];
  const named = getNamedType(type);
  if (isCompositeType(named)) return chosen(value, isListType(getNullableType(type)), args);
  return said === '{}' ? value : eachOf(value, (leaf) => marked(named, leaf, args));
}

/** The value of a field that is computed from others: it shows them, and the arguments. */
export function computedValue({ name, type }: FieldShape, required: unknown, args: Arguments): unknown {
  const named = getNamedType(type) as GraphQLLeafType;
  const bases: Record<string, unknown> = { Int: 0, Float: 0, Boolean: false };
  const value = marked(named, bases[named.name] ?? name, { ...args, of: required });
  return isListType(getNullableType(type)) ? [value] : value;
}

function chosen(value: unknown, list: boolean, args: Arguments): unknown {
  if (value === null || value === undefined || value instanceof Error) return value;
  const { first, ...wanted } = args;
  const isWanted = (thing: unknown): boolean =>
    Object.entries(wanted).every(
      ([name, each]) =>
        !isThing(thing) || !Object.hasOwn(thing, name) || canonical(thing[name]) === canonical(each),
    );
  if (!Array.isArray(value)) return isWanted(value) ? value : null;
  if (!list) return value.find(isWanted) ?? null;
  return value.filter(isWanted).slice(0, typeof first === 'number' ? first : undefined);
}

const isThing = (value: unknown): value is Thing =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Error);

const eachOf = (value: unknown, change: (leaf: unknown) => unknown): unknown =>
  Array.isArray(value) ? value.map((each) => eachOf(each, change)) : change(value);

function marked(type: GraphQLLeafType, base: unknown, said: Arguments): unknown {
  if (base === null || base === undefined || base instanceof Error || isEnumType(type)) return base;
  const number = sum(canonical(said));
  switch (type.name) {
    case 'Int':
      return Number(base) + number;
    case 'Float':
      return Number(base) + number + 0.5;
    case 'Boolean':
      return Boolean(base) !== (number % 2 === 1);
    case 'String':
    case 'ID':
      return `${base as string} ${canonical(said)}`;
    default:
      return { value: base, ...said };
  }
}

const sum = (text: string): number =>
  [...text].reduce((total, letter, at) => (total + letter.codePointAt(0)! * (at + 1)) % 9973, 0);
