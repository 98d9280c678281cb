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
