import { ASSIGNED_PLACES } from './assigned-places.ts';

/*
 * The personal identification number (số định danh cá nhân): place of birth registration (3), century and sex (1), year
 * (2), sequence (6). It has no check digit. Sources: Decree 137/2015/NĐ-CP Article 13 and its successors; Law 26/2023/QH15
 * Article 12.
 */

export type Sex = 'MALE' | 'FEMALE';

export interface PersonalId {
  /** Three digits: a province of before 01/07/2025, or a country. */
  readonly place: string;
  readonly year: number;
  readonly sex: Sex;
  readonly sequence: number;
}

/** The centuries that the fourth digit can count. */
export const FIRST_YEAR = 1900;
export const LAST_YEAR = 2399;

const PATTERN = /^(0\d{2})(\d)(\d{2})(\d{6})$/;

export const isPersonalId = (text: string): boolean => PATTERN.test(text);

export function parsePersonalId(text: string): PersonalId | null {
  const [, place, century, year, sequence] = PATTERN.exec(text) ?? [];
  if (!place) return null;
  return {
    place,
    year: FIRST_YEAR + 100 * (Number(century) >> 1) + Number(year),
    sex: Number(century) % 2 === 0 ? 'MALE' : 'FEMALE',
    sequence: Number(sequence),
  };
}

export function makePersonalId({ place, year, sex, sequence }: PersonalId): string {
  const century = Math.floor((year - FIRST_YEAR) / 100) * 2 + (sex === 'FEMALE' ? 1 : 0);
  return `${place}${century}${String(year % 100).padStart(2, '0')}${String(sequence).padStart(6, '0')}`;
}

/** Whether a number was ever given out by a province: the numbers of synthetic people were not. */
export const hasAssignedPlace = (text: string): boolean => ASSIGNED_PLACES.has(text.slice(0, 3));
