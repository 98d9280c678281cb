import type { Period } from '@lienthong/shared';

/** The whole months within periods, counted up to a day. Periods of one person do not overlap. */
export const monthsWithin = (periods: readonly Period[], day: string): number =>
  periods.reduce((sum, { from, to }) => sum + wholeMonths(from, to === null || to > day ? day : to), 0);

/** From the first to the last day, both included. */
function wholeMonths(first: string, last: string): number {
  const end = new Date(Date.parse(last) + DAY);
  const begin = new Date(first);
  const months =
    (end.getUTCFullYear() - begin.getUTCFullYear()) * 12 + end.getUTCMonth() - begin.getUTCMonth();
  return Math.max(0, months - (end.getUTCDate() < begin.getUTCDate() ? 1 : 0));
}

const DAY = 86_400_000;
