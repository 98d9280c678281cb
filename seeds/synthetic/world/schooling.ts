import { addDays, AS_OF, YEAR } from './days.ts';
import { ageOf } from './circumstances.ts';
import { adultsOf, type Household, type Person } from './households.ts';
import { STORY_PROVINCES, type Province } from './places.ts';

export const LEVELS = ['KINDERGARTEN', 'PRIMARY', 'LOWER_SECONDARY', 'UPPER_SECONDARY'] as const;
export type Level = (typeof LEVELS)[number];

/** The communes of a province that have schools in this world: where the stories are told, and one elsewhere. */
export const schooledCommunes = ({ code, communes }: Province): readonly string[] => [
  ...new Set([
    communes[0]!.code,
    ...(STORY_PROVINCES.find((province) => province.code === code)?.communes.map((commune) => commune.code) ??
      []),
  ]),
];

export const schoolCodeOf = (commune: string, level: Level): string =>
  `TH-${commune}-${LEVELS.indexOf(level)}`;

/** Where a person goes to school, by the year of birth; null for who does not. Who turns six this year is yet to be admitted. */
export function schoolOf(
  { dateOfBirth }: Person,
  { province, commune }: Household,
): { readonly code: string; readonly grade: number; readonly enrolledOn: string } | null {
  const age = YEAR - Number(dateOfBirth.slice(0, 4));
  if (age < 3 || age > 17) return null;
  const grade = age <= 6 ? 0 : age - 5;
  const [level, [first]] = STAGES.find(([, [, last]]) => grade <= last)!;
  const communes = schooledCommunes(province);
  const at = communes.includes(commune.code) ? commune.code : communes[0]!;
  const years = grade === 0 ? age - 3 : grade - first;
  return { code: schoolCodeOf(at, level), grade, enrolledOn: `${YEAR - years}-09-05` };
}

/** The grades of each level, first and last. */
const STAGES: readonly (readonly [Level, readonly [number, number]])[] = [
  ['KINDERGARTEN', [0, 0]],
  ['PRIMARY', [1, 5]],
  ['LOWER_SECONDARY', [6, 9]],
  ['UPPER_SECONDARY', [10, 12]],
];

/** Whether a grown child learns a trade. */
export const learnsTrade = (person: Person, household: Household): boolean => {
  const age = YEAR - Number(person.dateOfBirth.slice(0, 4));
  return age >= 18 && age <= 22 && household.chanceFor(`trade ${person.sequence}`).happens(0.5);
};

/** The degree a person was awarded; null for who has none. */
export function degreeOf(
  person: Person,
  household: Household,
): { readonly degree: 'BACHELOR' | 'MASTER' | 'DOCTOR'; readonly awardedOn: string } | null {
  const chance = household.chanceFor(`degree ${person.sequence}`);
  if (!adultsOf(household).includes(person) || ageOf(person) < 24 || !chance.happens(0.3)) return null;
  const degree = chance.weighted([
    ['BACHELOR' as const, 0.85],
    ['MASTER' as const, 0.12],
    ['DOCTOR' as const, 0.03],
  ]);
  const awarded = addDays(person.dateOfBirth, (degree === 'BACHELOR' ? 23 : 29) * 365 + chance.whole(0, 300));
  return awarded < AS_OF ? { degree, awardedOn: awarded } : null;
}
