import { isoDay, legalDay, startOfDay } from '../policy/legal-day.ts';
import type { Quota } from '../policy/types.ts';

const HOUR = 3_600_000;

/** Questions of a period that is over may still be on their way, and clocks of replicas differ. */
const GRACE = HOUR;

export interface UsagePeriod {
  /** `2026-03`, `2026-03-01` or `2026-03-01T14`. */
  readonly name: string;
  /** When what was counted in it can be forgotten. */
  readonly forgetAt: number;
}

/** The hour, day or month of the Vietnamese calendar that an instant falls in. */
export function usagePeriod(per: Quota['per'], at: number): UsagePeriod {
  const day = isoDay(legalDay(at));
  switch (per) {
    case 'hour': {
      const hour = Math.floor((at - startOfDay(day)) / HOUR);
      return period(`${day}T${String(hour).padStart(2, '0')}`, startOfDay(day) + (hour + 1) * HOUR);
    }
    case 'day':
      return period(day, startOfDay(day) + 24 * HOUR);
    case 'month': {
      const month = day.slice(0, 7);
      return period(month, startOfDay(firstOfNext(month)));
    }
  }
}

const period = (name: string, end: number): UsagePeriod => ({ name, forgetAt: end + GRACE });

function firstOfNext(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year!, number)).toISOString().slice(0, 10);
}
