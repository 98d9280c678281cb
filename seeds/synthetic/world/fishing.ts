import { farms } from './circumstances.ts';
import { addDays, AS_OF } from './days.ts';
import { headOf, type Household } from './households.ts';
import { STORIES } from './stories.ts';

/** Provinces of today that reach the sea. */
const COASTAL = '22 31 33 37 38 40 42 44 46 48 51 52 56 66 68 79 82 86 91 92 96'.split(' ');

export interface FishingVessel {
  readonly number: string;
  readonly ownerId: string;
  /** Overall, in decimetres. */
  readonly length: number;
  readonly licenceValidTo: string;
  readonly province: string;
}

/** The vessel of a household that fishes: its registration reads like none that a province gives out. */
export function fishingVesselOf(household: Household): FishingVessel | null {
  const { number, province } = household;
  const chance = household.chanceFor('fishing');
  const fishes = COASTAL.includes(province.code) && chance.happens(0.03);
  return fishes && !headOf(household).member.dead
    ? {
        number: `MAU-${String(number).padStart(5, '0')}-TS`,
        ownerId: headOf(household).personalId,
        length: chance.whole(60, 260),
        licenceValidTo: addDays(AS_OF, chance.whole(-60, 1_400)),
        province: province.code,
      }
    : null;
}

export interface AquacultureFarm {
  readonly code: string;
  readonly species: string;
  readonly commune: string;
  readonly province: string;
  readonly area: number;
}

/** The ponds or cages of a household that raises fish or shrimp. */
export function aquacultureFarmOf(household: Household): AquacultureFarm | null {
  const chance = household.chanceFor('aquaculture');
  const { number, commune, province } = household;
  return farms(household) && (STORIES[number] !== undefined || chance.happens(0.2))
    ? {
        code: `NTTS-MAU-${String(number).padStart(6, '0')}`,
        species: chance.pick(['Tôm thẻ chân trắng', 'Cá tra', 'Cá rô phi']),
        commune: commune.code,
        province: province.code,
        area: chance.whole(5, 80) * 100,
      }
    : null;
}
