import { createHash } from 'node:crypto';

const FIRST_ROOM = 2 ** 16;
/** Places within a log stay below, so that log and place fit into one number. */
const PLACES = 2 ** 44;

/**
 * Remembers where each id stood, in 16 bytes: a million receipts are known again in 32 MB. Two ids share a fingerprint
 * of 64 bits by chance once in tens of millions of logs of that length.
 */
export class SeenIds {
  #fingerprints = new BigUint64Array(FIRST_ROOM);
  #places = new Float64Array(FIRST_ROOM);
  #count = 0;
  readonly #logs = new Map<string, number>();

  /** Whether the id was seen in another place, of this log or of another. A log that is read twice repeats nothing. */
  isRepeated(id: string, log: string, index: number): boolean {
    if (this.#count * 2 >= this.#fingerprints.length) this.#grow();
    const number = this.#logs.get(log) ?? this.#logs.size;
    this.#logs.set(log, number);
    const fingerprint = createHash('sha256').update(id).digest().readBigUInt64LE() || 1n;
    const place = number * PLACES + index;
    return this.#placeOf(fingerprint, place) !== place;
  }

  /** Where the fingerprint stood first, which is `place` if nowhere yet. */
  #placeOf(fingerprint: bigint, place: number): number {
    const last = this.#fingerprints.length - 1;
    let slot = Number(fingerprint & BigInt(last));
    for (; this.#fingerprints[slot] !== 0n; slot = (slot + 1) & last)
      if (this.#fingerprints[slot] === fingerprint) return this.#places[slot]!;
    this.#fingerprints[slot] = fingerprint;
    this.#places[slot] = place;
    this.#count += 1;
    return place;
  }

  #grow(): void {
    const [fingerprints, places] = [this.#fingerprints, this.#places];
    this.#fingerprints = new BigUint64Array(fingerprints.length * 2);
    this.#places = new Float64Array(fingerprints.length * 2);
    this.#count = 0;
    for (const [slot, fingerprint] of fingerprints.entries())
      if (fingerprint !== 0n) this.#placeOf(fingerprint, places[slot]!);
  }
}
