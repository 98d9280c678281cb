import { half, hashNode, type Hash } from './merkle.ts';

/** The leaves from `start` up to, not including, `end`: what one hash of a proof stands for. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** No tree whose size is a safe integer needs more hashes in a proof. */
export const LONGEST_PROOF = 64;

/** The subtrees beside the way from leaf `index` to the root of a tree of `size` leaves, lowest first (RFC 6962 §2.1.1). */
export function inclusionSpans(index: number, size: number): Span[] {
  if (!isSize(size) || !isSize(index) || index >= size)
    throw new RangeError(`A tree of ${size} leaves has no leaf ${index}.`);
  const spans: Span[] = [];
  for (let [start, end] = [0, size]; end - start > 1;) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      spans.push({ start: middle, end });
      end = middle;
    } else {
      spans.push({ start, end: middle });
      start = middle;
    }
  }
  return spans.reverse();
}

/** The subtrees that show the first `older` leaves to be the beginning of a tree of `newer` (RFC 6962 §2.1.2). */
export function consistencySpans(older: number, newer: number): Span[] {
  if (!isSize(older) || !isSize(newer) || older > newer)
    throw new RangeError(`A tree of ${newer} leaves does not begin with ${older}.`);
  if (older === 0 || older === newer) return [];
  const spans: Span[] = [];
  let [start, end] = [0, newer];
  while (older < end) {
    const middle = start + splitOf(end - start);
    if (older <= middle) {
      spans.push({ start: middle, end });
      end = middle;
    } else {
      spans.push({ start, end: middle });
      start = middle;
    }
  }
  // The verifier knows the older root; where that is a subtree of the newer tree by itself, it need not be told.
  return start === 0 ? spans.reverse() : [{ start, end }, ...spans.reverse()];
}

/** Whether `leaf` is leaf `index` of the tree of `size` leaves with this root (RFC 9162 §2.1.3.2). */
export function provesInclusion(
  { index, size, leaf, root }: { readonly index: number; readonly size: number; leaf: Hash; root: Hash },
  proof: readonly Hash[],
): boolean {
  if (!isSize(size) || !isSize(index) || index >= size || proof.length > LONGEST_PROOF) return false;
  let [place, last, hash] = [index, size - 1, leaf];
  for (const beside of proof) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      hash = hashNode(beside, hash);
      while (place % 2 === 0 && place > 0) [place, last] = [half(place), half(last)];
    } else {
      hash = hashNode(hash, beside);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && hash.equals(root);
}

/** Whether the tree with the newer root begins with all leaves of the one with the older root (RFC 9162 §2.1.4.2). */
export function provesConsistency(
  older: { readonly size: number; readonly root: Hash },
  newer: { readonly size: number; readonly root: Hash },
  proof: readonly Hash[],
): boolean {
  if (!isSize(older.size) || !isSize(newer.size) || older.size > newer.size) return false;
  if (proof.length > LONGEST_PROOF) return false;
  if (older.size === newer.size) return proof.length === 0 && older.root.equals(newer.root);
  // Nothing is the beginning of everything.
  if (older.size === 0) return proof.length === 0;

  const path = isPowerOfTwo(older.size) ? [older.root, ...proof] : [...proof];
  const first = path.shift();
  if (!first) return false;
  let [place, last] = [older.size - 1, newer.size - 1];
  while (place % 2 === 1) [place, last] = [half(place), half(last)];
  let [olderRoot, newerRoot] = [first, first];
  for (const beside of path) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      olderRoot = hashNode(beside, olderRoot);
      newerRoot = hashNode(beside, newerRoot);
      while (place % 2 === 0 && place > 0) [place, last] = [half(place), half(last)];
    } else {
      newerRoot = hashNode(newerRoot, beside);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && olderRoot.equals(older.root) && newerRoot.equals(newer.root);
}

/** Where a tree of so many leaves parts: the greatest power of two below. */
export function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}

const isSize = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
export const isPowerOfTwo = (size: number): boolean => size === 1 || splitOf(size) * 2 === size;
