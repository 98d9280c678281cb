import { inOnePiece, isAscii } from './kept-text.ts';

/**
 * Text as its bytes in UTF-8, one character for each. What agencies answer is carried so from end to end: nobody reads
 * it on the way, names and syntax are the same in both, and neither reading nor writing it has to transcode anything.
 */
export type Bytes = string;

export const toBytes = (text: string): Bytes => Buffer.from(text).toString('latin1');

export function fromBytes(kept: KeptBytes): string {
  if (Buffer.isBuffer(kept)) return kept.toString();
  const bytes = asBytes(kept);
  return isAscii(bytes) ? bytes : Buffer.from(bytes, 'latin1').toString();
}

/**
 * A piece of a long text, in bytes, at least. What is put together from more than 128 kB V8 gives memory of its own, which the
 * system has to map, fill with zeros and take back for each text.
 */
export const PIECE = 96 * 1024;

/** One text, or where it is longer than a {@link PIECE} the pieces of it. */
export type BytesInPieces = Bytes | readonly Bytes[];

/** Whether both were put together alike, and are the same. */
export function sameBytes(one: BytesInPieces, other: BytesInPieces): boolean {
  if (typeof one === 'string' || typeof other === 'string') return one === other;
  return one.length === other.length && one.every((piece, index) => piece === other[index]);
}

/** Bytes that wait for something: where they are many, outside the heap. */
export type KeptBytes = BytesInPieces | Buffer;

/** Text shorter than this Node writes to a connection from the stack. */
const MANY = 16 * 1024;

/**
 * The same bytes, to wait with. What waits in the heap is moved when garbage is collected, so many bytes wait outside it; few are
 * cheaper as text in one piece.
 */
export function keepBytes(bytes: KeptBytes): Bytes | Buffer {
  if (Buffer.isBuffer(bytes)) return bytes;
  return typeof bytes === 'string' && bytes.length < MANY ? inOnePiece(bytes) : toBuffer(bytes);
}

export function toBuffer(bytes: BytesInPieces): Buffer {
  if (typeof bytes === 'string') return Buffer.from(bytes, 'latin1');
  const buffer = Buffer.allocUnsafeSlow(bytes.reduce((sum, { length }) => sum + length, 0));
  let written = 0;
  for (const piece of bytes) written += buffer.write(piece, written, 'latin1');
  return buffer;
}

export function asBytes(kept: KeptBytes): Bytes {
  if (typeof kept === 'string') return kept;
  return Buffer.isBuffer(kept) ? kept.toString('latin1') : kept.join('');
}

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
