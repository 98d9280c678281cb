import type { PlantingArea } from '../../../subgraphs/mae/crops.ts';
import { addDays, AS_OF } from '../world/days.ts';
import type { Household } from '../world/households.ts';
import { plantingAreasOf } from '../world/planting-areas.ts';

/** The codes of planting areas: now and then one is suspended after an inspection. */
export function plantingAreaCodesOf(household: Household): PlantingArea[] {
  const chance = household.chanceFor('planting area codes');
  return plantingAreasOf(household).map((area) => ({
    ...area,
    markets: chance.pick([['CN'], ['CN', 'JP'], ['CN', 'US', 'AU']]),
    status: chance.happens(0.06) ? 'SUSPENDED' : 'ACTIVE',
    updatedOn: [area.issuedOn, addDays(AS_OF, -chance.whole(5, 200))].sort().at(-1)!,
  }));
}
