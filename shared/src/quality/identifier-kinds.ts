import { isBankBin, isBankCode } from '../identifiers/bank-code.ts';
import { isCourtCaseNumber } from '../identifiers/court-case-number.ts';
import { isDossierNumber } from '../identifiers/dossier-number.ts';
import { isDrivingLicenceNumber } from '../identifiers/driving-licence.ts';
import { isGeohash } from '../identifiers/geohash.ts';
import { isGln, isGtin } from '../identifiers/gs1.ts';
import { isHsCode } from '../identifiers/hs-code.ts';
import { isOrganisationCode } from '../identifiers/organisation-code.ts';
import { isPassportNumber } from '../identifiers/passport.ts';
import { isPersonalId, parsePersonalId } from '../identifiers/personal-id.ts';
import { isPhoneNumber } from '../identifiers/phone.ts';
import { isPlate } from '../identifiers/plate.ts';
import { isProcedureCode } from '../identifiers/procedure-code.ts';
import { isSchoolCode } from '../identifiers/school-code.ts';
import { isHealthInsuranceCard, isSocialInsuranceNumber } from '../identifiers/social-insurance.ts';
import { isTaxCode } from '../identifiers/tax-code.ts';

/** The identifiers that a rule of quality may name. */
export const IDENTIFIERS = {
  'bank-bin': isBankBin,
  'bank-code': isBankCode,
  'court-case-number': isCourtCaseNumber,
  'dossier-number': isDossierNumber,
  'driving-licence': isDrivingLicenceNumber,
  geohash: isGeohash,
  gln: isGln,
  gtin: isGtin,
  'health-insurance-card': isHealthInsuranceCard,
  'hs-code': isHsCode,
  'organisation-code': isOrganisationCode,
  passport: isPassportNumber,
  'personal-id': isPersonalId,
  phone: isPhoneNumber,
  plate: isPlate,
  'procedure-code': isProcedureCode,
  'school-code': isSchoolCode,
  'social-insurance-number': isSocialInsuranceNumber,
  'tax-code': isTaxCode,
  /** Since 01/07/2025 people pay taxes under their personal id. */
  taxpayer: (text: string) => isTaxCode(text) || isPersonalId(text),
} as const;
export type IdentifierKind = keyof typeof IDENTIFIERS;

/** Whether a date of birth or a sex is what a personal id says; so is anything beside an id that is not well-formed. */
export function agreesWithPersonalId(value: string, id: string): boolean {
  const said = parsePersonalId(id);
  return said === null || value === said.sex || value.slice(0, 4) === String(said.year);
}
