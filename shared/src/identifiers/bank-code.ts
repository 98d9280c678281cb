/*
 * The code of a bank: the bank identification number (BIN) of six digits that transfers and cards use (970436 Vietcombank);
 * and the code of eight digits that the State Bank gives branches (Circular 17/2015/TT-NHNN): province (2), bank (3), branch
 * (3). General knowledge.
 */

export const isBankBin = (text: string): boolean => /^[1-9]\d{5}$/.test(text);

export interface BankCode {
  readonly province: string;
  readonly bank: string;
  readonly branch: string;
}

const PATTERN = /^(\d{2})(\d{3})(\d{3})$/;

export const isBankCode = (text: string): boolean => PATTERN.test(text);

export function parseBankCode(text: string): BankCode | null {
  const [, province, bank, branch] = PATTERN.exec(text) ?? [];
  return province ? { province, bank: bank!, branch: branch! } : null;
}

export const makeBankCode = ({ province, bank, branch }: BankCode): string => `${province}${bank}${branch}`;
