import { encodeGeohash } from '@lienthong/shared/identifiers/geohash';
import { farms } from './circumstances.ts';
import { addDays, AS_OF } from './days.ts';
import { headOf, type Household } from './households.ts';
import { STORIES } from './stories.ts';

/** A parcel of land that a household's head holds. */
export interface Parcel {
  /** Geohash of twelve signs (Circular 19/2026/TT-BNNMT, Appendix I). */
  readonly id: string;
  readonly province: string;
  readonly commune: string;
  readonly sheet: number;
  readonly number: number;
  readonly certificateNumber: string;
  readonly area: number;
  readonly use: 'RESIDENTIAL' | 'RICE' | 'PERENNIAL';
  readonly ownerId: string;
  readonly registeredOn: string;
  readonly mortgaged: boolean;
  readonly frozen: boolean;
}

export function parcelsOf(household: Household): Parcel[] {
  const chance = household.chanceFor('land');
  const head = headOf(household);
  const ownHome = chance.happens(0.7);
  const told = STORIES[household.number]?.parcels ?? [
    ...(ownHome ? [encumbrance(chance.happens(0.12), chance.happens(0.01))] : []),
    ...(farms(household) ? [encumbrance(chance.happens(0.05), false)] : []),
  ];
  if (head.member.dead) return [];
  return told.map(({ mortgaged, frozen }, index) => {
    const field = farms(household) && index > 0;
    return {
      id: geohashOf(household.number, index),
      province: household.province.code,
      commune: household.commune.code,
      sheet: 1 + Math.floor(household.number / ON_A_SHEET),
      number: 1 + (household.number % ON_A_SHEET) * MOST_PARCELS + index,
      certificateNumber: `MM${String(household.number * 4 + index).padStart(8, '0')}`,
      area: field ? chance.whole(8, 60) * 100 : chance.whole(40, 300),
      use: field ? chance.pick(['RICE', 'PERENNIAL'] as const) : 'RESIDENTIAL',
      ownerId: head.personalId,
      registeredOn: addDays(AS_OF, -chance.whole(90, 7_000)),
      mortgaged,
      frozen,
    };
  });
}

/** So many households have their parcels on one map sheet, each at most so many. */
const ON_A_SHEET = 100;
const MOST_PARCELS = 8;

const encumbrance = (mortgaged: boolean, frozen: boolean) => ({ mortgaged, frozen });

/** Points of a grid in the sea south of Côn Đảo, where nobody holds land: eleven metres apart. */
const geohashOf = (number: number, index: number): string =>
  encodeGeohash(
    6 + (number % 20_000) * 0.0001,
    106 + (Math.floor(number / 20_000) * MOST_PARCELS + index) * 0.0001,
  );
