import {
  appendLeaf,
  EMPTY,
  HASH_BYTES,
  hashNode,
  rootCount,
  type CompactRange,
  type Hash,
} from '../merkle.ts';
import { isPowerOfTwo, splitOf, type Span } from '../merkle-proof.ts';
import { LEVELS_APART, type HashRow, type LedgerStore } from '../ledger-store.ts';

/** The tree with these leaves more, and the hashes to keep of it. */
export function growTree(
  range: CompactRange,
  leaves: readonly Hash[],
): { range: CompactRange; hashes: HashRow[] } {
  const hashes: HashRow[] = [];
  let grown = range;
  for (const hash of leaves) {
    hashes.push({ level: 0, position: grown.size, hash });
    grown = appendLeaf(grown, hash, (level, position, subtree) => {
      if (level % LEVELS_APART === 0) hashes.push({ level, position, hash: subtree });
    });
  }
  return { range: grown, hashes };
}

/** Every root of a range, one after another; and back. */
export const packRange = ({ roots }: CompactRange): Buffer => Buffer.concat(roots);
export function unpackRange(size: number, packed: Buffer): CompactRange | undefined {
  if (packed.length !== rootCount(size) * HASH_BYTES) return undefined;
  return { size, roots: cut(packed) };
}

/** Hashes that stand one after another in bytes. */
export const cut = (packed: Buffer): Hash[] =>
  Array.from({ length: Math.floor(packed.length / HASH_BYTES) }, (_, index) =>
    packed.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
  );

/** The hash of a subtree, from the few levels that are kept: at most 256 rows are read for each perfect subtree. */
export async function hashOfSpan(store: LedgerStore, { start, end }: Span): Promise<Hash> {
  const count = end - start;
  if (isPowerOfTwo(count)) return hashOfPerfect(store, Math.log2(count), start / count);
  const middle = start + splitOf(count);
  return hashNode(
    await hashOfSpan(store, { start, end: middle }),
    await hashOfSpan(store, { start: middle, end }),
  );
}

async function hashOfPerfect(store: LedgerStore, level: number, index: number): Promise<Hash> {
  const kept = level - (level % LEVELS_APART);
  const width = 2 ** (level - kept);
  const rows = await store.rows<{ hash: Hash }>(
    'SELECT hash FROM hash WHERE level = $1 AND position >= $2 AND position < $3 ORDER BY position',
    [kept, index * width, (index + 1) * width],
  );
  if (rows.length !== width)
    throw new RangeError(`The log does not hold the hashes of subtree ${level}/${index}.`);
  return perfectRoot(rows.map(({ hash }) => hash));
}

const perfectRoot = (hashes: readonly Hash[]): Hash =>
  hashes.reduce((range, hash) => appendLeaf(range, hash), EMPTY).roots[0]!;
