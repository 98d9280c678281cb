import type { FindingCode } from './findings.ts';
import type { LogItem } from '../log-item.ts';
import { hashLeaf, type Hash } from '../merkle.ts';

/** What is thought to be wrong, while the rest of the log may still say it better. */
export interface Suspicion {
  readonly code: FindingCode;
  readonly index: number;
  /** Where it cannot be told which entry it is, the last that it may be. */
  readonly upTo?: number;
  readonly receiptId?: string | null;
  /** Where the recorded hashes hold: what stands in the place, and what belongs there. */
  readonly differs?: Difference;
  /** How many entries the log has if no more follow, where it is too short for its checkpoint. */
  readonly endsAt?: number;
}

/** An entry that is not the one its place was signed for, amid the others of its stretch. */
export interface Difference {
  readonly stands: Hash | undefined;
  readonly belongs: Hash | undefined;
  readonly entriesAfter: readonly Hash[];
  readonly recordedAfter: readonly Hash[];
}

/**
 * Reads on after a suspicion. Whether the entry in question turns up further down, and whether anything follows at all,
 * tells an edit from a removal, an insertion, a move and a cut.
 */
export function watchFor(suspicion: Suspicion): { see(item: LogItem): void; conclude(): Suspicion } {
  const { code, differs, endsAt } = suspicion;
  const same = (one: Hash | undefined, other: Hash): boolean => one?.equals(other) ?? false;
  let follows = false;
  let standsLater = differs?.recordedAfter.some((hash) => same(differs.stands, hash)) ?? false;
  let belongsLater = differs?.entriesAfter.some((hash) => same(differs.belongs, hash)) ?? false;

  function nameDifference({ stands, belongs }: Difference): FindingCode {
    if (belongsLater && (standsLater || !stands)) return 'REORDERED';
    if (standsLater || !stands) return 'DROPPED';
    return belongsLater || !belongs ? 'INSERTED' : 'ALTERED';
  }

  return {
    see: (item) => {
      if (item.kind === 'hashes') standsLater ||= item.hashes.some((hash) => same(differs?.stands, hash));
      if (item.kind !== 'receipt' && item.kind !== 'withheld') return;
      follows = true;
      if (!belongsLater && differs?.belongs)
        belongsLater = same(differs.belongs, item.kind === 'receipt' ? hashLeaf(item.text) : item.hash);
    },
    conclude: () => {
      if (endsAt !== undefined && !follows) return { code: 'TRUNCATED', index: endsAt };
      return { ...suspicion, code: differs ? nameDifference(differs) : code };
    },
  };
}
