import { createHash, hash } from 'node:crypto';

/** A SHA-256 hash: 32 bytes. */
export type Hash = Buffer;
export const HASH_BYTES = 32;

const LEAF = Buffer.of(0);
/** Where a node is put together: there are as many as entries. */
const node = Buffer.alloc(1 + 2 * HASH_BYTES, 1);

/** RFC 6962 §2.1: leaves and nodes are hashed apart, so that one can never be taken for the other. */
export const hashLeaf = (entry: Uint8Array | string): Hash =>
  sha256(typeof entry === 'string' ? `\0${entry}` : Buffer.concat([LEAF, entry]));

/** Hashes leaves that begin with the same text, which is gone through once. */
export function leavesFrom(beginning: string): (rest: string) => Hash {
  const begun = createHash('sha256').update(LEAF).update(beginning);
  return (rest) => begun.copy().update(rest).digest();
}

export function hashNode(left: Hash, right: Hash): Hash {
  left.copy(node, 1);
  right.copy(node, 1 + HASH_BYTES);
  return sha256(node);
}

/** In one call: an object to hash with costs more than the hash of a node. */
const sha256 = (bytes: Buffer | string): Hash => hash('sha256', bytes, 'buffer');

/**
 * All that must be kept of a tree in order to let it grow and to name its root: the roots of the perfect subtrees it
 * falls into, greatest first, one for each bit of `size`.
 */
export interface CompactRange {
  readonly size: number;
  readonly roots: readonly Hash[];
}

export const EMPTY: CompactRange = { size: 0, roots: [] };

/** Told of every perfect subtree that came full: its height, and which of that height it is. */
export type OnSubtree = (level: number, index: number, hash: Hash) => void;

/** The tree with one leaf more. */
export function appendLeaf({ size, roots }: CompactRange, leaf: Hash, onSubtree?: OnSubtree): CompactRange {
  const kept = [...roots];
  let root = leaf;
  let level = 0;
  // Each full subtree at the right end joins the new one: so many as the size has ones at its end.
  for (let index = size; index % 2 === 1; index = half(index)) {
    root = hashNode(kept.pop()!, root);
    level += 1;
    onSubtree?.(level, half(index), root);
  }
  kept.push(root);
  return { size: size + 1, roots: kept };
}

export const appendLeaves = (range: CompactRange, leaves: readonly Hash[]): CompactRange =>
  leaves.reduce<CompactRange>((grown, leaf) => appendLeaf(grown, leaf), range);

/** The root of the tree (RFC 6962 §2.1: Merkle Tree Hash). */
export function rootOf({ roots }: CompactRange): Hash {
  const last = roots.at(-1);
  if (!last) return createHash('sha256').digest();
  return roots.slice(0, -1).reduceRight((right, left) => hashNode(left, right), last);
}

/** How many roots the range of so many leaves has. */
export function rootCount(size: number): number {
  let count = 0;
  for (let rest = size; rest > 0; rest = half(rest)) count += rest % 2;
  return count;
}

/** Sizes outgrow 32 bits, where the operators of bits stop. */
export const half = (size: number): number => Math.floor(size / 2);
