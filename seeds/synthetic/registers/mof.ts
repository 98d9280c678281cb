import { enterpriseRegistrationOf } from './enterprise-registration.ts';
import { healthInsuranceOf } from './health-insurance.ts';
import type { Register } from './register.ts';
import { securitiesOf } from './securities.ts';
import { socialInsuranceOf } from './social-insurance.ts';
import { taxOf } from './tax.ts';
import { tradeOf } from './trade.ts';

export const mof: Register = {
  agency: 'mof',
  of: (household) => ({
    ...enterpriseRegistrationOf(household),
    ...taxOf(household),
    ...socialInsuranceOf(household),
    ...healthInsuranceOf(household),
    ...tradeOf(household),
    SecuritiesHolding: securitiesOf(household),
  }),
};
