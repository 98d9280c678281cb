import { makePersonalId, type Sex } from '@lienthong/shared/identifiers/personal-id';

export type { Sex };

/** People after the first million take this place: six digits tell no more apart. Nobody was ever registered in either. */
export const LATER_MILLIONS = ['000'] as const;
/** The place of the second number of somebody who is in a register twice: nobody else's begins so. */
export const TWICE = '099';
const MILLION = 1_000_000;
/** So many people there are numbers for. */
export const MOST_PEOPLE = MILLION * (1 + LATER_MILLIONS.length) - MILLION / 1_000;

/** A number that nobody else has, whatever the place, the day and the sex: the sequence alone tells people apart. */
export const numberFor = (province: string, dateOfBirth: string, sex: Sex, sequence: number): string =>
  makePersonalId({
    place: sequence < MILLION ? province : LATER_MILLIONS[Math.floor(sequence / MILLION) - 1]!,
    year: Number(dateOfBirth.slice(0, 4)),
    sex,
    sequence: sequence % MILLION,
  });
