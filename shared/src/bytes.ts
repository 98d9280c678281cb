import { isAscii } from './kept-text.ts';

/**
 * Text as its bytes in UTF-8, one character for each. What agencies answer is carried so from end to end: nobody reads
 * it on the way, names and syntax are the same in both, and neither reading nor writing it has to transcode anything.
 */
export type Bytes = string;

export const toBytes = (text: string): Bytes => Buffer.from(text).toString('latin1');

export const fromBytes = (bytes: Bytes): string =>
  isAscii(bytes) ? bytes : Buffer.from(bytes, 'latin1').toString();

/** A copy of a JSON value with all its texts, and its keys, as bytes. */
export const inBytes = <Value>(value: Value): Value => everyText(value, toBytes);

/** A copy of a JSON value in bytes, with its texts as they read. */
export const inText = <Value>(value: Value): Value => everyText(value, fromBytes);

/** A copy of a JSON value with all its texts, and its keys, changed. */
export function everyText<Value>(value: Value, change: (text: string) => string): Value {
  if (typeof value === 'string') return change(value) as Value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each: unknown) => everyText(each, change)) as Value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [change(key), everyText(each as unknown, change)]),
  ) as Value;
}
