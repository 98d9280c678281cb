import { StartError } from '@lienthong/shared/errors';
import { dayNumber, isoDay } from '@lienthong/shared/policy/legal-day';

/** A day given on the command line: one of the calendar, written 2025-10-21. */
export function dayArgument(text: string): string {
  const day = dayNumber(text);
  if (Number.isInteger(day) && isoDay(day) === text) return text;
  throw new StartError('BAD_ARGUMENT', `"${text}" is no day of the calendar: write it as 2025-10-21.`);
}
