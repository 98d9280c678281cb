/*
 * The code of a school: education department (2), commune (5, since districts are gone), level (2), serial (3). That it is
 * made of department, place and serial, and the levels, were read in published education data; how wide the parts are since
 * 01/07/2025 is this project's own.
 */

/** Kindergarten, primary, lower secondary, upper secondary, continuing education. */
export const SCHOOL_LEVELS = ['01', '02', '03', '04', '05'] as const;

export interface SchoolCode {
  readonly department: string;
  readonly commune: string;
  readonly level: (typeof SCHOOL_LEVELS)[number];
  readonly serial: number;
}

const PATTERN = /^(\d{2})(\d{5})(0[1-5])(\d{3})$/;

export const isSchoolCode = (text: string): boolean => PATTERN.test(text);

export function parseSchoolCode(text: string): SchoolCode | null {
  const [, department, commune, level, serial] = PATTERN.exec(text) ?? [];
  return department
    ? { department, commune: commune!, level: level as SchoolCode['level'], serial: Number(serial) }
    : null;
}

export const makeSchoolCode = ({ department, commune, level, serial }: SchoolCode): string =>
  `${department}${commune}${level}${String(serial).padStart(3, '0')}`;
