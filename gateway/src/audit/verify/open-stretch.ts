import type { FindingCode } from './findings.ts';
import type { Stretch } from './judge-stretch.ts';
import type { CompactRange, Hash } from '../merkle.ts';
import type { Difference, Suspicion } from './suspicion.ts';

/** A stretch of a log while it is being read, with what its entries call themselves. */
export interface OpenStretch extends Stretch {
  readonly recorded: Hash[];
  add(hash: Hash, id: string | null, repeats: boolean): void;
  /** The first entry below this size that repeats one seen before. */
  repeatedBelow(size: number): number | undefined;
  suspect(code: FindingCode, place: number): Suspicion;
  /** The entry in a place is not the one the recorded hashes name. */
  suspectDifference(place: number): Suspicion;
  /** What remains when the entries up to this range are done with. */
  after(range: CompactRange): OpenStretch;
}

interface Entry {
  readonly hash: Hash;
  readonly id: string | null;
  readonly repeats: boolean;
}

export const emptyStretch = (base: CompactRange): OpenStretch => openStretch(base, [], []);

function openStretch(base: CompactRange, read: Entry[], recorded: Hash[]): OpenStretch {
  const entries = read.map(({ hash }) => hash);
  const suspect = (code: FindingCode, place: number): Suspicion => ({
    code,
    index: base.size + place,
    receiptId: read[place]?.id ?? null,
  });
  const repeatedBelow = (size: number): number | undefined => {
    const place = read.slice(0, size - base.size).findIndex(({ repeats }) => repeats);
    return place < 0 ? undefined : place;
  };
  return {
    base,
    entries,
    recorded,
    add: (hash, id, repeats) => {
      read.push({ hash, id, repeats });
      entries.push(hash);
    },
    repeatedBelow,
    suspect,
    suspectDifference: (place) => {
      const repeated = repeatedBelow(base.size + place + 1);
      if (repeated !== undefined) return suspect('REPLAYED', repeated);
      const stands = entries[place];
      const differs: Difference = {
        stands,
        belongs: recorded[place],
        entriesAfter: entries.slice(place + 1),
        recordedAfter: recorded.slice(place + 1),
      };
      return { ...suspect('ALTERED', place), differs, ...(!stands && { endsAt: base.size + place }) };
    },
    after: (range) =>
      openStretch(range, read.slice(range.size - base.size), recorded.slice(range.size - base.size)),
  };
}
