import { inForce } from '@lienthong/shared';

interface Entry {
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** Until this day districts lay between provinces and communes (Decision 19/2025). */
export const LAST_DAY_OF_DISTRICTS = '2025-06-30';

/** Of all that a code has stood for, what it stood for on a day; null where it stood for nothing. */
export const unitAt = <Unit extends Entry>(entries: readonly Unit[], day: string): Unit | null =>
  entries.find(({ validFrom, validTo }) => inForce({ from: validFrom, to: validTo }, day)) ?? null;

export const dayAfter = (day: string): string => new Date(Date.parse(day) + DAY).toISOString().slice(0, 10);

const DAY = 86_400_000;
