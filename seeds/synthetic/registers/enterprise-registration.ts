import type { Organization, Shareholder } from '../../../subgraphs/mof/enterprises.ts';
import { companyStandingOf } from '../world/company-standing.ts';
import { addDays, AS_OF } from '../world/days.ts';
import type { Household } from '../world/households.ts';

/** What the enterprise register holds of the enterprise that a household's head represents. */
export function enterpriseRegistrationOf(household: Household): {
  Organization: Organization[];
  Shareholder: Shareholder[];
} {
  const standing = companyStandingOf(household);
  if (!standing) return { Organization: [], Shareholder: [] };
  const { taxCode, name, kind, street, province, commune, representativeId, foundedOn } = standing.enterprise;
  const chance = household.chanceFor('enterprise register');
  return {
    Organization: [
      {
        taxCode,
        name,
        kind,
        status: standing.status,
        address: [street, household.commune.name, household.province.name].join(', '),
        province,
        commune,
        representativeId,
        foundedOn,
        updatedOn: addDays(AS_OF, -chance.whole(1, 300)),
      },
    ],
    Shareholder: standing.shares.map(({ personalId, percent, contributedOn, bankAccount }) => ({
      taxCode,
      citizenId: personalId,
      percent,
      contributedOn,
      bankAccount,
    })),
  };
}
