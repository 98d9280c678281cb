import type { Vaccination } from './entities.ts';

/** What the expanded programme on immunisation gives, and by which age in months. General knowledge, cut short. */
export const SCHEDULE: readonly (readonly [vaccine: string, dose: number, months: number])[] = [
  ['BCG', 1, 1],
  ['DPT-VGB-Hib', 1, 3],
  ['DPT-VGB-Hib', 2, 4],
  ['DPT-VGB-Hib', 3, 5],
  ['MEASLES', 1, 10],
  ['MEASLES-RUBELLA', 1, 19],
];

/** Whether every dose due by the day was given to who was born then; null for what is no full ISO date. */
export function vaccinationComplete(
  dateOfBirth: string,
  given: readonly Pick<Vaccination, 'vaccine' | 'dose'>[],
  day: string,
): boolean | null {
  const age = monthsBetween(dateOfBirth, day);
  if (Number.isNaN(age)) return null;
  const has = new Set(given.map(({ vaccine, dose }) => `${vaccine} ${dose}`));
  return SCHEDULE.every(([vaccine, dose, months]) => age < months || has.has(`${vaccine} ${dose}`));
}

/** Whole months from one ISO day to another. */
function monthsBetween(from: string, to: string): number {
  const [[year, month, day], [laterYear, laterMonth, laterDay]] = [parts(from), parts(to)];
  return (laterYear - year) * 12 + laterMonth - month - (laterDay < day ? 1 : 0);
}

const parts = (isoDay: string): [number, number, number] => {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(isoDay) ?? [];
  return [Number(year), Number(month), Number(day)];
};
