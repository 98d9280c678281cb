import { inOneByte } from '@lienthong/shared/kept-text';
import { LRUCache } from 'lru-cache';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * JSON in the one form RFC 8785 (JSON Canonicalization Scheme) allows, so that whoever holds the value can make the
 * same bytes. Of numbers only whole ones: nothing here measures anything. Throws a TypeError at what has no such form.
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number') return wholeNumber(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return canonicalList(value as readonly Json[]);
  if (typeof value === 'object') return canonicalObject(value as { readonly [key: string]: Json });
  throw new TypeError(`${typeof value} has no place in canonical JSON.`);
}

/** What never changes, and holds nothing that does, comes again and again: it is written once. */
const written = new WeakMap<object, string>();

/** Ids that were cut from a rule file would make it, and all that it is part of, take two bytes a character. */
function keep(value: object, text: string): string {
  const kept = inOneByte(text);
  written.set(value, kept);
  return kept;
}

const neverChanges = (value: Json): boolean =>
  typeof value !== 'object' || value === null || written.has(value);

function canonicalList(list: readonly Json[]): string {
  const known = written.get(list);
  if (known !== undefined) return known;
  const text = `[${list.map(canonicalJson).join(',')}]`;
  return Object.isFrozen(list) && list.every(neverChanges) ? keep(list, text) : text;
}

/** Properties in the order of their UTF-16 code units, which is how sort() compares. */
function canonicalObject(value: { readonly [key: string]: Json }): string {
  const known = written.get(value);
  if (known !== undefined) return known;
  let text = '{';
  for (const { key, before } of membersOf(Object.keys(value))) text += before + canonicalJson(value[key]!);
  text += '}';
  return Object.isFrozen(value) && Object.values(value).every(neverChanges) ? keep(value, text) : text;
}

interface Member {
  readonly key: string;
  /** What stands before its value. */
  readonly before: string;
}

/** Objects of one kind have the same names: they are put in order and quoted once. */
const kinds = new LRUCache<string, readonly Member[]>({ max: 100 });

function membersOf(keys: string[]): readonly Member[] {
  const kind = `${keys.length}\n${keys.join('\n')}`;
  const known = kinds.get(kind);
  if (known) return known;
  const members = keys
    .sort()
    .map((key, index) => ({ key, before: `${index === 0 ? '' : ','}${quote(key)}:` }));
  // A name of two lines could be taken for two names.
  if (!keys.some((key) => key.includes('\n'))) kinds.set(kind, members);
  return members;
}

/** Nothing in it has to be escaped, and no character is half. */
const PLAIN = /^[ !#-[\]-~]*$/;

function quote(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  const quoted = JSON.stringify(text);
  // JSON.stringify escapes half a character, where RFC 8785 wants an error.
  if (quoted.includes('\\ud') && /\p{Surrogate}/u.test(text))
    throw new TypeError('Text with half a character has no canonical JSON.');
  return quoted;
}

function wholeNumber(value: number): string {
  if (!Number.isSafeInteger(value)) throw new TypeError(`${value} is not a whole number.`);
  return String(value === 0 ? 0 : value);
}
