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
