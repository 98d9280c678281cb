import type { BoundRow } from './guard-rows.ts';

/** What one request came to, for the gateway's receipt. */
export interface Tally {
  /** Rows read. */
  rows: number;
  /** The people whose data was told. */
  readonly subjects: Set<string>;
  /** The row that an object without a binding of its own is a part of. */
  readonly partOf: WeakMap<object, BoundRow>;
}

export const newTally = (): Tally => ({ rows: 0, subjects: new Set(), partOf: new WeakMap() });
