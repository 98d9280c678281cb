import { dayNumber, isoDay, startOfDay } from '@lienthong/shared/policy/legal-day';
import { InvalidArgument } from './errors.ts';

const DAY = 86_400_000;
const A_DAY = {
  en: 'a day of the calendar, written 2025-10-22',
  vi: 'một ngày trong lịch, viết dạng 2025-10-22',
};

/** When a day given as an argument begins, in milliseconds; undefined where none is given. */
export function dayArgument(argument: string, given: unknown): number | undefined {
  if (given === undefined || given === null) return undefined;
  const day = typeof given === 'string' ? dayNumber(given) : NaN;
  if (!Number.isInteger(day) || isoDay(day) !== given) throw new InvalidArgument(argument, A_DAY);
  return startOfDay(given);
}

/** A period of whole days, as it bounds moments: from the first, up to, not including, the other. */
export function periodArgument({ from, to }: { readonly from?: unknown; readonly to?: unknown }) {
  const last = dayArgument('to', to);
  return { from: dayArgument('from', from), to: last === undefined ? undefined : last + DAY };
}
