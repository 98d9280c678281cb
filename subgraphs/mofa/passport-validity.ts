import type { DiplomaticPassport } from './consular.ts';

/** Whether a passport is good on a day: between its two days, and not taken back by then. */
export const isValid = (
  { issuedOn, validTo, revokedOn }: Pick<DiplomaticPassport, 'issuedOn' | 'validTo' | 'revokedOn'>,
  day: string,
): boolean => issuedOn <= day && day <= validTo && (revokedOn === null || day < revokedOn);
