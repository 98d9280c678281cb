import type { MarketInspection } from '../../../subgraphs/moit/inspections.ts';
import type { BusinessLicence, ECommerceSite } from '../../../subgraphs/moit/trade.ts';
import { addDays, AS_OF } from '../world/days.ts';
import { enterpriseOf } from '../world/enterprises.ts';
import type { Household } from '../world/households.ts';
import { goodsOf } from './goods.ts';
import { inspectionsOf } from './inspections.ts';
import type { Register } from './register.ts';

export const moit: Register = {
  agency: 'moit',
  of: (household) => ({
    ...goodsOf(household),
    BusinessLicence: businessLicencesOf(household),
    ECommerceSite: eCommerceSitesOf(household),
    MarketInspection: inspectionsOf(household, 'moit') satisfies MarketInspection[],
  }),
};

/** Enterprises that trade sell petrol. */
function businessLicencesOf(household: Household): BusinessLicence[] {
  const enterprise = enterpriseOf(household);
  if (enterprise?.sector !== 'TRADE') return [];
  const issuedOn = addDays(AS_OF, -household.chanceFor('petrol licence').whole(100, 1_500));
  return [
    {
      number: `XD-MAU-${String(household.number).padStart(6, '0')}`,
      taxCode: enterprise.taxCode,
      trade: 'PETROL_RETAIL',
      issuedOn,
      validTo: addDays(issuedOn, 5 * 365),
    },
  ];
}

/** Enterprises that make or sell goods have a site under a domain that nobody can register. */
function eCommerceSitesOf(household: Household): ECommerceSite[] {
  const enterprise = enterpriseOf(household);
  if (enterprise?.sector !== 'FOOD' && enterprise?.sector !== 'TRADE') return [];
  return [
    {
      domain: `mau-${household.number}.example`,
      taxCode: enterprise.taxCode,
      kind: enterprise.sector === 'TRADE' ? 'REGISTERED' : 'NOTIFIED',
      confirmedOn: addDays(AS_OF, -household.chanceFor('site').whole(30, 900)),
    },
  ];
}
