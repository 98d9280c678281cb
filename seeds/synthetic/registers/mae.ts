import { plantingAreaCodesOf } from './crops.ts';
import { feedOf } from './feed.ts';
import { fisheryOf } from './fishery.ts';
import { landParcelsOf, landPricesOf } from './land.ts';
import { poorHouseholdOf } from './poverty.ts';
import type { Register } from './register.ts';

export const mae: Register = {
  agency: 'mae',
  once: ({ provinces }) => ({ LandPrice: provinces.flatMap(landPricesOf) }),
  of: (household) => ({
    LandParcel: landParcelsOf(household),
    PoorHousehold: poorHouseholdOf(household),
    PlantingArea: plantingAreaCodesOf(household),
    ...fisheryOf(household),
    ...feedOf(household),
  }),
};
