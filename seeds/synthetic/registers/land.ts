import type { LandParcel, LandPrice } from '../../../subgraphs/mae/land.ts';
import { addDays, AS_OF } from '../world/days.ts';
import type { Household } from '../world/households.ts';
import { parcelsOf, type Parcel } from '../world/parcels.ts';
import type { Province } from '../world/places.ts';

const POSITIONS = [1, 2, 3] as const;

/** What a square metre costs at its dearest, in thousands of đồng: invented, and the same in every province but the two largest cities. */
const DEAREST: Readonly<Record<Parcel['use'], number>> = { RESIDENTIAL: 24_000, RICE: 160, PERENNIAL: 210 };
const LARGEST_CITIES = ['01', '79'];

/** The price table of a province: by land use, and by position within it. */
export const landPricesOf = ({ code }: Province): LandPrice[] =>
  (Object.keys(DEAREST) as Parcel['use'][]).flatMap((use) =>
    POSITIONS.map((position) => ({
      reference: priceReference(code, use, position),
      position,
      perSquareMetre: (DEAREST[use] * (LARGEST_CITIES.includes(code) ? 5 : 1) * 1_000) / 2 ** (position - 1),
    })),
  );

/** The entries of the land register for a household's parcels. */
export const landParcelsOf = (household: Household): LandParcel[] => {
  const chance = household.chanceFor('land register');
  return parcelsOf(household).map(
    ({ id, province, commune, sheet, number, area, use, ownerId, certificateNumber, registeredOn }) => ({
      id,
      cadastralNumber: `${commune}-${sheet}-${number}`,
      province,
      commune,
      area,
      landUse: use,
      ownerId,
      certificateNumber,
      priceReference: priceReference(province, use, chance.pick(POSITIONS)),
      registeredOn,
      updatedOn: addDays(AS_OF, -chance.whole(1, 60)),
    }),
  );
};

const priceReference = (province: string, use: Parcel['use'], position: number): string =>
  `${province}-${use}-${position}`;
