import { farms } from './circumstances.ts';
import { addDays, AS_OF } from './days.ts';
import { STORY_HOUSEHOLDS, type Household } from './households.ts';
import { STORY_PROVINCES } from './places.ts';
import { plantingAreaCode, productsOf } from './products.ts';

/** An area that grows one crop under a code. */
export interface PlantingArea {
  readonly code: string;
  readonly crop: string;
  readonly commune: string;
  readonly province: string;
  readonly area: number;
  readonly issuedOn: string;
}

/** Up in the hills: where those who make food buy what it is made of. */
const HILLS = STORY_PROVINCES[1]!;

/** What a household's enterprise buys from, or what a farming household grows for export. */
export function plantingAreasOf(household: Household): PlantingArea[] {
  const chance = household.chanceFor('planting area');
  const { number } = household;
  const [product] = productsOf(household);
  const grows = farms(household) && (number <= STORY_HOUSEHOLDS || chance.happens(0.4));
  if (!product && !grows) return [];
  const { province, commune } = product ? { province: HILLS, commune: HILLS.communes[1]! } : household;
  return [
    {
      code: product?.plantingAreaCode ?? plantingAreaCode(number),
      crop: product?.name.replace(' Mẫu', '') ?? chance.pick(['Thanh long', 'Sầu riêng', 'Chuối', 'Bưởi']),
      commune: commune.code,
      province: province.code,
      area: chance.whole(20, 400) * 500,
      issuedOn: addDays(AS_OF, -chance.whole(100, 1_500)),
    },
  ];
}
