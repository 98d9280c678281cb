import { makeGs1Key } from '@lienthong/shared/identifiers/gs1';
import { enterpriseOf, type Enterprise } from './enterprises.ts';
import { addDays, AS_OF } from './days.ts';
import type { Household } from './households.ts';

/** A batch of a product that an enterprise makes from what a planting area grew. */
export interface Product {
  readonly gtin: string;
  readonly name: string;
  readonly batch: string;
  readonly producer: Enterprise;
  readonly plantingAreaCode: string;
  readonly madeOn: string;
  readonly recalled: boolean;
}

/** A prefix that GS1 leaves to use within a company: a number that begins with it is well-formed and no product's. */
export const WITHIN_A_COMPANY = '200';

/** Products of a household's enterprise: those in food make one. */
export function productsOf(household: Household): Product[] {
  const producer = enterpriseOf(household);
  if (producer?.sector !== 'FOOD') return [];
  const chance = household.chanceFor('products');
  const digits = `0${WITHIN_A_COMPANY}${String(900_000_000 + household.number)}`;
  return [
    {
      gtin: makeGs1Key({ digits }),
      name: chance.pick(['Cà phê Mẫu', 'Gạo Mẫu', 'Thanh long Mẫu', 'Chè Mẫu']),
      batch: `LO-2026-${household.number}`,
      producer,
      plantingAreaCode: plantingAreaCode(household.number),
      madeOn: addDays(AS_OF, -chance.whole(10, 120)),
      recalled: chance.happens(0.05),
    },
  ];
}

/** The code of the planting area that belongs to a household: no real one reads so. */
export const plantingAreaCode = (number: number): string => `VN-MAU-${String(number).padStart(6, '0')}`;
