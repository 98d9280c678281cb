import { landParcelsOf, landPricesOf } from './land.ts';
import { poorHouseholdOf } from './poverty.ts';
import type { Register } from './register.ts';

export const mae: Register = {
  agency: 'mae',
  once: ({ provinces }) => ({ LandPrice: provinces.flatMap(landPricesOf) }),
  of: (household) => ({
    LandParcel: landParcelsOf(household),
    PoorHousehold: poorHouseholdOf(household),
  }),
};
