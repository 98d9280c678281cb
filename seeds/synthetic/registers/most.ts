import type { ScienceInspection } from '../../../subgraphs/most/inspections.ts';
import type { IndustrialPropertyApplication } from '../../../subgraphs/most/registers.ts';
import type { ProductCertificate } from '../../../subgraphs/most/standards.ts';
import { addDays, AS_OF } from '../world/days.ts';
import { enterpriseOf } from '../world/enterprises.ts';
import type { Household } from '../world/households.ts';
import { productsOf } from '../world/products.ts';
import { inspectionsOf } from './inspections.ts';
import type { Register } from './register.ts';

export const most: Register = {
  agency: 'most',
  of: (household) => ({
    ProductCertificate: certificatesOf(household),
    IndustrialPropertyApplication: applicationsOf(household),
    ScienceInspection: inspectionsOf(household, 'most') satisfies ScienceInspection[],
  }),
};

/** A product's certificate of good agricultural practice, and the one before it, which has run out. */
const certificatesOf = (household: Household): ProductCertificate[] =>
  productsOf(household).flatMap(({ gtin }) => {
    const validTo = addDays(AS_OF, household.chanceFor('certificate').whole(30, 700));
    return [addDays(validTo, -730), validTo].map((last) => ({
      number: `VG-MAU-${gtin}-${last.slice(0, 4)}`,
      gtin,
      standardNumber: 'TCVN 11892-1:2017',
      validTo: last,
    }));
  });

function applicationsOf(household: Household): IndustrialPropertyApplication[] {
  const enterprise = enterpriseOf(household);
  if (!enterprise) return [];
  const filedOn = addDays(AS_OF, -household.chanceFor('trade mark').whole(100, 1_000));
  return [
    {
      number: `4-${filedOn.slice(0, 4)}-MAU-${String(household.number).padStart(5, '0')}`,
      mark: `MẪU ${household.number}`,
      applicantTaxCode: enterprise.taxCode,
      filedOn,
    },
  ];
}
