import type { PoorHousehold } from '../../../subgraphs/mae/poverty.ts';
import { povertyOf } from '../world/circumstances.ts';
import { YEAR } from '../world/days.ts';
import type { Household } from '../world/households.ts';

/** The members of a household that its commune found poor, or nearly: decided at the end of a year for the next. */
export function poorHouseholdOf(household: Household): PoorHousehold[] {
  const status = povertyOf(household);
  if (status === null) return [];
  const { number, province, commune, people } = household;
  return people
    .filter(({ member }) => !member.dead)
    .map(({ personalId }) => ({
      citizenId: personalId,
      householdCode: `HN-${commune.code}-${number}`,
      status,
      year: YEAR,
      decisionNumber: `${100 + (number % 400)}/QĐ-UBND-${YEAR - 1}`,
      province: province.code,
      commune: commune.code,
      updatedOn: `${YEAR - 1}-12-15`,
    }));
}
