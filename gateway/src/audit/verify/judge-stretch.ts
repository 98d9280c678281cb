import type { Checkpoint } from '../checkpoint.ts';
import { appendLeaves, rootOf, type CompactRange, type Hash } from '../merkle.ts';

/** The entries between a checkpoint that holds and the next: their hashes as computed, and as recorded beside them. */
export interface Stretch {
  /** The tree under the checkpoint that holds. */
  readonly base: CompactRange;
  readonly entries: readonly Hash[];
  /** May end early: a log need not bring them. They are what makes it possible to say which entry was touched. */
  readonly recorded: readonly Hash[];
}

export type Judgement =
  | { readonly verdict: 'holds'; readonly range: CompactRange }
  /** The entries up to the signed size are as signed, and more of them stand before the checkpoint. */
  | { readonly verdict: 'holds early'; readonly range: CompactRange }
  /** The entries are as signed; the hash recorded for one of them is not. */
  | { readonly verdict: 'hash altered'; readonly place: number }
  /** The recorded hashes are as signed, so they tell what belongs where the entries depart from them. */
  | { readonly verdict: 'entry differs'; readonly place: number }
  /** Neither is: somebody touched both, or another history was signed. */
  | { readonly verdict: 'neither holds' };

/** Sets a stretch against the root that was signed over it. Places count from the beginning of the stretch. */
export function judgeStretch({ base, entries, recorded }: Stretch, signed: Checkpoint): Judgement {
  const count = signed.size - base.size;
  const underRoot = (hashes: readonly Hash[]): CompactRange | undefined => {
    if (hashes.length < count) return undefined;
    const range = appendLeaves(base, hashes.slice(0, count));
    return rootOf(range).equals(signed.root) ? range : undefined;
  };
  const place = firstDifference(entries.slice(0, count), recorded.slice(0, count));
  const range = underRoot(entries);
  if (range) {
    if (place < Math.min(count, recorded.length)) return { verdict: 'hash altered', place };
    return { verdict: entries.length > count ? 'holds early' : 'holds', range };
  }
  return underRoot(recorded) ? { verdict: 'entry differs', place } : { verdict: 'neither holds' };
}

/** Where two lists part: the length of the shorter one, if not before. */
export function firstDifference(one: readonly Hash[], other: readonly Hash[]): number {
  const shared = Math.min(one.length, other.length);
  for (let index = 0; index < shared; index += 1) if (!one[index]!.equals(other[index]!)) return index;
  return shared;
}
