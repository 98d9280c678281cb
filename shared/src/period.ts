import { isoDay, legalDay } from './policy/legal-day.ts';

/** What holds from a day on, and to another where it ends: both days included, ISO. */
export interface Period {
  readonly from: string;
  readonly to: string | null;
}

/** Whether a day lies within a period. */
export const inForce = ({ from, to }: Period, day: string): boolean =>
  from <= day && (to === null || day <= to);

/** The day it is now by Vietnamese time, ISO. */
export const legalToday = (): string => isoDay(legalDay(Date.now()));
