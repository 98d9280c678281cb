import type { AquacultureFarm, FishingVessel } from '../../../subgraphs/mae/fishery.ts';
import { addDays, AS_OF } from '../world/days.ts';
import { aquacultureFarmOf, fishingVesselOf } from '../world/fishing.ts';
import type { Household } from '../world/households.ts';

/** What the fishery registers keep of a household, each entry confirmed within the year. */
export function fisheryOf(household: Household): {
  FishingVessel: FishingVessel[];
  AquacultureFarm: AquacultureFarm[];
} {
  const updatedOn = addDays(AS_OF, -household.chanceFor('fishery registers').whole(5, 360));
  const vessel = fishingVesselOf(household);
  const farm = aquacultureFarmOf(household);
  return {
    FishingVessel: vessel ? [{ ...vessel, updatedOn }] : [],
    AquacultureFarm: farm ? [{ ...farm, updatedOn }] : [],
  };
}
