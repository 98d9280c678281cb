/*
 * The number of a passport: a letter and eight digits, seven on older ones. Diplomatic and official passports are kept by
 * foreign affairs, ordinary ones by public security. General knowledge; the check digit is of the machine-readable zone
 * (ICAO Doc 9303, Part 3: weights 7, 3, 1).
 */

export interface PassportNumber {
  readonly series: string;
  readonly digits: string;
}

const PATTERN = /^([A-Z])(\d{7,8})$/;

export const isPassportNumber = (text: string): boolean => PATTERN.test(text);

export function parsePassportNumber(text: string): PassportNumber | null {
  const [, series, digits] = PATTERN.exec(text) ?? [];
  return series ? { series, digits: digits! } : null;
}

export const makePassportNumber = ({ series, digits }: PassportNumber): string => `${series}${digits}`;

/** The check digit of a field of the machine-readable zone; `<` fills up. */
export function mrzCheckDigit(field: string): number {
  const valueOf = (sign: string): number =>
    sign === '<' ? 0 : /\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - 'A'.charCodeAt(0) + 10;
  return [...field].reduce((sum, sign, index) => sum + valueOf(sign) * [7, 3, 1][index % 3]!, 0) % 10;
}
