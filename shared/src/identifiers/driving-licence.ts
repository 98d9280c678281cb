import type { Sex } from './personal-id.ts';

/*
 * The number of a driving licence: twelve digits. That it has no more to it is certain; what the digits say – place (2),
 * century and sex (1), year of the first licence (2), serial (7) – is general knowledge, so a number is refused for its
 * shape alone.
 */

export interface DrivingLicenceNumber {
  readonly place: string;
  /** As in the personal identification number. */
  readonly sex: Sex;
  readonly century: number;
  /** Of the year of the first licence, the last two digits. */
  readonly year: string;
  readonly serial: number;
}

const PATTERN = /^(\d{2})(\d)(\d{2})(\d{7})$/;

export const isDrivingLicenceNumber = (text: string): boolean => PATTERN.test(text);

export function parseDrivingLicenceNumber(text: string): DrivingLicenceNumber | null {
  const [, place, century, year, serial] = PATTERN.exec(text) ?? [];
  if (!place) return null;
  return {
    place,
    sex: Number(century) % 2 === 0 ? 'MALE' : 'FEMALE',
    century: 19 + (Number(century) >> 1),
    year: year!,
    serial: Number(serial),
  };
}

export const makeDrivingLicenceNumber = ({
  place,
  sex,
  century,
  year,
  serial,
}: DrivingLicenceNumber): string =>
  `${place}${(century - 19) * 2 + (sex === 'FEMALE' ? 1 : 0)}${year}${String(serial).padStart(7, '0')}`;
