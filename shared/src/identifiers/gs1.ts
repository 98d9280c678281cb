/*
 * GS1 keys: the global trade item number (GTIN-14) of a product and the global location number (GLN-13) of a place. Source:
 * GS1 General Specifications, section 7.9 (check digit, modulo 10). The check digit finds every single wrong digit.
 */

/** The check digit of GS1 keys: modulo 10 over the digits before it, every other one weighing three, from the right. */
export const gs1CheckDigit = (digits: string): number =>
  (10 -
    ([...digits].reverse().reduce((sum, digit, index) => sum + Number(digit) * (index % 2 === 0 ? 3 : 1), 0) %
      10)) %
  10;

const isGs1Key = (text: string, length: number): boolean =>
  new RegExp(`^\\d{${length}}$`).test(text) && gs1CheckDigit(text.slice(0, -1)) === Number(text.at(-1));

/** Whether a text is a global trade item number of fourteen digits. */
export const isGtin = (text: string): boolean => isGs1Key(text, 14);

/** Whether a text is a global location number. */
export const isGln = (text: string): boolean => isGs1Key(text, 13);

/** The digits of a key, without its check digit. */
export interface Gs1Key {
  readonly digits: string;
}

export const parseGtin = (text: string): Gs1Key | null =>
  isGtin(text) ? { digits: text.slice(0, 13) } : null;
export const parseGln = (text: string): Gs1Key | null => (isGln(text) ? { digits: text.slice(0, 12) } : null);

/** A key of thirteen digits (for a GTIN) or twelve (for a GLN), with their check digit. */
export const makeGs1Key = ({ digits }: Gs1Key): string => `${digits}${gs1CheckDigit(digits)}`;
