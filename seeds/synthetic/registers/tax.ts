import type { TaxObligation, TaxRegistration, TaxReturn } from '../../../subgraphs/mof/tax.ts';
import { companyStandingOf, type CompanyStanding } from '../world/company-standing.ts';
import { addDays, AS_OF } from '../world/days.ts';
import { employmentsOf } from '../world/employment.ts';
import type { Household } from '../world/households.ts';
import { parcelsOf } from '../world/parcels.ts';
import { returnsOf, taxesOf } from '../world/taxes.ts';

/** What the tax office holds of a household: who is registered, what they owe and what they declared. */
export function taxOf(household: Household): {
  TaxRegistration: TaxRegistration[];
  TaxObligation: TaxObligation[];
  TaxReturn: TaxReturn[];
} {
  const standing = companyStandingOf(household);
  const chance = household.chanceFor('tax office');
  const updatedOn = addDays(AS_OF, -chance.whole(1, 45));
  const holders = new Set(parcelsOf(household).map(({ ownerId }) => ownerId));
  const people = household.people.filter(
    (person) => holders.has(person.personalId) || employmentsOf(person, household).length > 0,
  );
  return {
    TaxRegistration: [
      ...people.map(({ personalId }) => ({ taxpayerId: personalId, status: 'ACTIVE', updatedOn })),
      ...(standing
        ? [{ taxpayerId: standing.enterprise.taxCode, status: statusOf(standing), updatedOn }]
        : []),
    ],
    TaxObligation: taxesOf(household).map(({ taxpayer, parcel, ...tax }) => ({
      id: [tax.kind, taxpayer, tax.period, ...(parcel ? [parcel] : [])].join('-'),
      taxpayerId: taxpayer,
      parcelId: parcel,
      ...tax,
    })),
    TaxReturn: returnsOf(household).map(({ taxpayer, ...filed }) => ({ taxpayerId: taxpayer, ...filed })),
  };
}

const statusOf = ({ status, absent }: CompanyStanding): string =>
  status === 'DISSOLVED' ? 'CLOSED' : absent ? 'NOT_AT_ADDRESS' : status;
