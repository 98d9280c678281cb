/** The day on which the records stand still: what is young, due or over counts from it. */
export const AS_OF = '2026-11-01';
export const YEAR = 2026;

const DAY = 86_400_000;

/** Days by number and by name: a world has few of them, and asks for each many times. */
const names = new Map<number, string>();
const numbers = new Map<string, number>();

function nameOf(day: number): string {
  const known = names.get(day);
  if (known !== undefined) return known;
  const name = new Date(day * DAY).toISOString().slice(0, 10);
  names.set(day, name);
  return name;
}

function numberOf(isoDay: string): number {
  const known = numbers.get(isoDay);
  if (known !== undefined) return known;
  const number = Date.parse(isoDay) / DAY;
  numbers.set(isoDay, number);
  return number;
}

/** Some days after an ISO day. */
export const addDays = (isoDay: string, days: number): string => nameOf(numberOf(isoDay) + days);

/** Some months after an ISO day; a day that its month does not have rolls over into the next. */
export function addMonths(isoDay: string, months: number): string {
  const year = Number(isoDay.slice(0, 4));
  const month = Number(isoDay.slice(5, 7)) - 1 + months;
  return nameOf(Date.UTC(year, month, Number(isoDay.slice(8))) / DAY);
}
