import { makePlate, SERIES_LETTERS, UNISSUED_PLACES } from '@lienthong/shared/identifiers/plate';
import { ageOf } from './circumstances.ts';
import { addDays, AS_OF } from './days.ts';
import { headOf, type Household } from './households.ts';
import { STORIES } from './stories.ts';

/** A vehicle that belongs to a household's head: its plate follows the owner (Circular 79/2024). */
export interface Vehicle {
  readonly plate: string;
  readonly kind: 'CAR' | 'MOTORCYCLE';
  readonly brand: string;
  readonly ownerId: string;
  readonly registeredOn: string;
  readonly commune: string;
  readonly province: string;
}

export function vehiclesOf(household: Household): Vehicle[] {
  const head = headOf(household);
  const chance = household.chanceFor('vehicles');
  if (ageOf(head) < 18 || head.member.dead) return [];
  const kinds = STORIES[household.number]?.vehicles ?? [
    ...(chance.happens(0.72) ? (['MOTORCYCLE'] as const) : []),
    ...(chance.happens(0.12) ? (['CAR'] as const) : []),
  ];
  return kinds.map((kind) => ({
    plate: plateOf(kind, household.number),
    kind,
    brand: kind === 'CAR' ? chance.pick(['Mẫu Sedan', 'Mẫu SUV']) : chance.pick(['Mẫu Số', 'Mẫu Tay ga']),
    ownerId: head.personalId,
    registeredOn: addDays(AS_OF, -chance.whole(60, 4_000)),
    commune: household.commune.code,
    province: household.province.code,
  }));
}

const PER_SERIES = 100_000;

/** A well-formed plate that nobody has: one for each household and kind. */
function plateOf(kind: Vehicle['kind'], number: number): string {
  const series = Math.floor(number / PER_SERIES);
  const place = UNISSUED_PLACES[series % UNISSUED_PLACES.length]!;
  const letter = SERIES_LETTERS[Math.floor(series / UNISSUED_PLACES.length) % SERIES_LETTERS.length]!;
  const digits = String(number % PER_SERIES).padStart(5, '0');
  return makePlate({ place, series: kind === 'CAR' ? letter : `${letter}A`, digits });
}
