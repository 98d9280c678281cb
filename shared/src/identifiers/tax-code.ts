/*
 * The tax code (mã số thuế), which is the enterprise code too: place (2), serial (7), check digit, and for a branch a dash
 * and three digits. Since 01/07/2025 individuals and household businesses use their personal id instead (Circular
 * 86/2024/TT-BTC). Source of the structure: Circular 105/2020/TT-BTC Article 5; the check rule is confirmed by computation
 * over published codes.
 */

export interface TaxCode {
  /** Nine digits, the place first. */
  readonly digits: string;
  readonly branch: string | null;
}

/** What each of the first nine digits weighs. */
const WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3];

/**
 * The tax code of nine digits with its check digit, 10 − Σ mod 11; null where that makes 10: such digits are never
 * issued.
 */
export function taxCodeOf(digits: string): string | null {
  const check = 10 - (WEIGHTS.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0) % 11);
  return check === 10 ? null : `${digits}${check}`;
}

/** Ten digits with a right check digit and a serial, or thirteen for a branch of who has them. */
export const isTaxCode = (text: string): boolean =>
  /^\d{10}(-(?!000)\d{3})?$/.test(text) &&
  text.slice(2, 9) !== '0000000' &&
  taxCodeOf(text.slice(0, 9)) === text.slice(0, 10);

export const parseTaxCode = (text: string): TaxCode | null =>
  isTaxCode(text) ? { digits: text.slice(0, 9), branch: text.length > 10 ? text.slice(-3) : null } : null;

/** Null where the digits have no check digit. */
export function makeTaxCode({ digits, branch }: TaxCode): string | null {
  const code = taxCodeOf(digits);
  return code === null || branch === null ? code : `${code}-${branch}`;
}
