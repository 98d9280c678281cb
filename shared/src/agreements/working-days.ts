import { ExchangeError } from '../errors.ts';
import { dayNumber, isoDay } from '../policy/legal-day.ts';
import type { HolidaysFile } from '../policy/reading/shapes.ts';

/** Days of work and of rest, as numbers of days since 1970-01-01. */
export interface Calendar {
  /** The years it knows. */
  readonly years: ReadonlySet<number>;
  readonly off: ReadonlySet<number>;
  /** Saturdays and Sundays worked in place of another day. */
  readonly worked: ReadonlySet<number>;
}

/** The calendar does not reach that far. A guess would call an owner late, or on time, who is not. */
export class HolidaysUnknown extends ExchangeError {
  constructor(day: number) {
    const year = isoDay(day).slice(0, 4);
    super(
      'HOLIDAYS_UNKNOWN',
      500,
      `law/holidays.yaml does not know the public holidays of ${year}: add them.`,
      {
        year,
        messageVi: `law/holidays.yaml chưa có ngày nghỉ lễ của năm ${year}: hãy bổ sung.`,
      },
    );
  }
}

export function calendarOf({ years }: HolidaysFile): Calendar {
  const off = years.flatMap(
    ({ newYear, tet, hungKings, reunification, labourDay, nationalDay, inLieu, swapped }) => [
      newYear,
      ...tet,
      hungKings,
      reunification,
      labourDay,
      ...nationalDay,
      ...inLieu,
      ...swapped.map((swap) => swap.off),
    ],
  );
  return {
    years: new Set(years.map(({ year }) => year)),
    off: new Set(off.map(dayNumber)),
    worked: new Set(years.flatMap(({ swapped }) => swapped.map(({ worked }) => dayNumber(worked)))),
  };
}

/** Whether state agencies work on a day (Labour Code 45/2019 Art 111 and 112). Throws {@link HolidaysUnknown}. */
export function isWorkingDay(day: number, { years, off, worked }: Calendar): boolean {
  if (!years.has(Number(isoDay(day).slice(0, 4)))) throw new HolidaysUnknown(day);
  return worked.has(day) || (!isWeekend(day) && !off.has(day));
}

// 1970-01-01 was a Thursday.
const isWeekend = (day: number): boolean => (day + 4) % 7 === 0 || (day + 4) % 7 === 6;

/** The last day of a term of so many working days; the day it is set off on does not count (Civil Code 2015 Art 147). */
export function workingDaysAfter(day: number, count: number, calendar: Calendar): number {
  let last = day;
  for (let left = count; left > 0;) {
    last += 1;
    if (isWorkingDay(last, calendar)) left -= 1;
  }
  return last;
}
