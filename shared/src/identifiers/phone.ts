/*
 * The number of a mobile phone: ten digits that begin with 03, 05, 07, 08 or 09. Source: the numbering plan after the change
 * of 2018 (Decision 798/QĐ-BTTTT). No range is set aside for samples: synthetic records have none.
 */

export interface PhoneNumber {
  /** Nine digits, as they follow +84. */
  readonly digits: string;
}

export const isPhoneNumber = (text: string): boolean => /^(?:0|\+84)[35789]\d{8}$/.test(text);

export const parsePhoneNumber = (text: string): PhoneNumber | null =>
  isPhoneNumber(text) ? { digits: text.slice(-9) } : null;

export const makePhoneNumber = ({ digits }: PhoneNumber): string => `0${digits}`;
