/** The day on which the records stand still: what is young, due or over counts from it. */
export const AS_OF = '2026-11-01';
export const YEAR = 2026;

const DAY = 86_400_000;

/** Some days after an ISO day. */
export const addDays = (isoDay: string, days: number): string =>
  new Date(Date.parse(isoDay) + days * DAY).toISOString().slice(0, 10);

/** Some months after an ISO day; a day that its month does not have rolls over into the next. */
export function addMonths(isoDay: string, months: number): string {
  const [year, month, day] = isoDay.split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year, month - 1 + months, day)).toISOString().slice(0, 10);
}
