import { inOnePiece, isAscii } from './kept-text.ts';

/**
 * Text as its bytes in UTF-8, one character for each. What agencies answer is carried so from end to end: nobody reads
 * it on the way, names and syntax are the same in both, and neither reading nor writing it has to transcode anything.
 */
export type Bytes = string;

export const toBytes = (text: string): Bytes => Buffer.from(text).toString('latin1');

export function fromBytes(bytes: KeptBytes): string {
  if (typeof bytes !== 'string') return bytes.toString();
  return isAscii(bytes) ? bytes : Buffer.from(bytes, 'latin1').toString();
}

/** Bytes that wait for something: where they are many, outside the heap. */
export type KeptBytes = Bytes | Buffer;

/** Text shorter than this Node writes to a connection from the stack. */
const MANY = 16 * 1024;

/**
 * The same bytes, to wait with. What waits in the heap is moved when garbage is collected, so many bytes wait outside it; few are
 * cheaper as text in one piece.
 */
export const keepBytes = (bytes: Bytes): KeptBytes =>
  bytes.length < MANY ? inOnePiece(bytes) : Buffer.from(bytes, 'latin1');

export const asBytes = (kept: KeptBytes): Bytes =>
  typeof kept === 'string' ? kept : kept.toString('latin1');

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
