export type Sex = 'MALE' | 'FEMALE';

/** Place (3), century and sex (1), year (2), sequence (6): the personal identification number. It has no check digit. */
export function personalIdOf(prefix: string, dateOfBirth: string, sex: Sex, sequence: number): string {
  const century = Number(dateOfBirth.slice(0, 2)) - 19;
  const centuryAndSex = century * 2 + (sex === 'FEMALE' ? 1 : 0);
  return `${prefix}${centuryAndSex}${dateOfBirth.slice(2, 4)}${String(sequence).padStart(6, '0')}`;
}

/** People after the first million take this place: six digits tell no more apart. */
export const LATER_MILLIONS = ['098'] as const;
/** The place of the second number of somebody who is in a register twice: nobody else's begins so. */
export const TWICE = '099';
const MILLION = 1_000_000;
/** So many people there are numbers for. */
export const MOST_PEOPLE = MILLION * (1 + LATER_MILLIONS.length) - MILLION / 1_000;

/** A number that nobody else has, whatever the place, the day and the sex: the sequence alone tells people apart. */
export const numberFor = (province: string, dateOfBirth: string, sex: Sex, sequence: number): string =>
  personalIdOf(
    sequence < MILLION ? province : LATER_MILLIONS[Math.floor(sequence / MILLION) - 1]!,
    dateOfBirth,
    sex,
    sequence % MILLION,
  );
