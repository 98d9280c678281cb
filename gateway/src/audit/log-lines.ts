import { z } from 'zod';
import type { LogItem, LogItems } from './log-item.ts';
import { HASH_BYTES, rootCount, type Hash } from './merkle.ts';
import { cut } from './store/tree-store.ts';

/**
 * A log as JSON lines. An entry's line is, byte for byte, what was hashed: anybody can verify a log with a few lines of
 * any language. The lines between them begin otherwise: `{"log":`, `{"hashes":`, `{"withheld":`, `{"checkpoint":`.
 */
export function lineOf(item: LogItem): string {
  switch (item.kind) {
    case 'start': {
      const { size: from, roots } = item.range;
      return JSON.stringify({ log: { origin: item.origin, from, range: roots.map(base64) } });
    }
    case 'hashes':
      return JSON.stringify({ hashes: base64(Buffer.concat(item.hashes)) });
    case 'receipt':
      return item.text.toString();
    case 'withheld':
      return JSON.stringify({ withheld: base64(item.hash) });
    case 'checkpoint':
      return JSON.stringify({ checkpoint: item.note });
    case 'unreadable':
      throw new TypeError('What cannot be read cannot be written.');
  }
}

/** Reads lines back. What a line between the entries should be and is not makes it unreadable; a line too long, too. */
export async function* readLines(chunks: AsyncIterable<Buffer>): LogItems & AsyncGenerator<LogItem> {
  let line = 0;
  for await (const bytes of splitLines(chunks)) {
    line += 1;
    yield bytes === 'too long' ? { kind: 'unreadable', line } : itemOf(bytes, line);
  }
}

const LONGEST_LINE = 16 * 1024 * 1024;
const NEWLINE = 0x0a;

async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer | 'too long'> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    let bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE)) {
      yield bytes.subarray(0, end);
      bytes = bytes.subarray(end + 1);
    }
    if (bytes.length > LONGEST_LINE) {
      yield 'too long';
      return;
    }
    rest = bytes;
  }
  if (rest.length > 0) yield rest;
}

const hash = z
  .base64()
  .transform((text) => Buffer.from(text, 'base64'))
  .refine(({ length }) => length === HASH_BYTES);

const SHAPES = {
  log: z.strictObject({
    log: z
      .strictObject({ origin: z.string().min(1), from: z.int().min(0), range: z.array(hash) })
      .refine(({ from, range }) => range.length === rootCount(from)),
  }),
  hashes: z.strictObject({ hashes: z.base64() }),
  withheld: z.strictObject({ withheld: hash }),
  checkpoint: z.strictObject({ checkpoint: z.string() }),
};

function itemOf(bytes: Buffer, line: number): LogItem {
  const kind = KINDS.find((each) => bytes.subarray(0, each.length + 4).equals(PREFIXES[each]));
  if (!kind) return { kind: 'receipt', text: bytes };
  try {
    const text = bytes.toString();
    const item = readers[kind](JSON.parse(text));
    // Said in another way than ours it would be another text with the same meaning: somebody touched it.
    return lineOf(item) === text ? item : { kind: 'unreadable', line };
  } catch {
    return { kind: 'unreadable', line };
  }
}

const KINDS = ['checkpoint', 'hashes', 'withheld', 'log'] as const;
type Kind = (typeof KINDS)[number];
const PREFIXES = Object.fromEntries(KINDS.map((kind) => [kind, Buffer.from(`{"${kind}":`)])) as Record<
  Kind,
  Buffer
>;

const readers: Readonly<Record<Kind, (value: unknown) => LogItem>> = {
  log: (value) => {
    const { origin, from, range } = SHAPES.log.parse(value).log;
    return { kind: 'start', origin, range: { size: from, roots: range } };
  },
  hashes: (value) => {
    const packed = Buffer.from(SHAPES.hashes.parse(value).hashes, 'base64');
    if (packed.length % HASH_BYTES !== 0) throw new RangeError('A hash is cut short.');
    return { kind: 'hashes', hashes: cut(packed) };
  },
  withheld: (value) => ({ kind: 'withheld', hash: SHAPES.withheld.parse(value).withheld }),
  checkpoint: (value) => ({ kind: 'checkpoint', note: SHAPES.checkpoint.parse(value).checkpoint }),
};

const base64 = (bytes: Hash): string => bytes.toString('base64');
