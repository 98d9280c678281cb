import type { AssistanceDecision, ChildRecord, DisabilityCertificate } from './social-assistance.ts';

/** Whether some decision holds on a day: both its days count, and one without an end goes on. */
export const receivesAssistance = (
  decisions: readonly Pick<AssistanceDecision, 'validFrom' | 'validTo'>[],
  day: string,
): boolean =>
  decisions.some(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo));

/** The certificate that counts on a day: the latest issued by then and not taken back. */
export const certificateInForce = <
  Certificate extends Pick<DisabilityCertificate, 'issuedOn' | 'withdrawnOn'>,
>(
  certificates: readonly Certificate[],
  day: string,
): Certificate | null =>
  certificates
    .filter(({ issuedOn, withdrawnOn }) => issuedOn <= day && (withdrawnOn === null || day < withdrawnOn))
    .sort((one, other) => other.issuedOn.localeCompare(one.issuedOn))[0] ?? null;

/** Whether a child is registered in special circumstances; null where no child is on record, or it has come of age. */
export const inSpecialCircumstances = (
  record: Pick<ChildRecord, 'circumstance' | 'ofAgeOn'> | null,
  day: string,
): boolean | null => (record === null || day >= record.ofAgeOn ? null : record.circumstance !== null);
