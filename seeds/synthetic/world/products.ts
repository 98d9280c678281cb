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

/** Products of a household's enterprise: those in food make one. */
export function productsOf(household: Household): Product[] {
  const producer = enterpriseOf(household);
  if (producer?.sector !== 'FOOD') return [];
  const chance = household.chanceFor('products');
  const digits = `2893${String(900_000_000 + household.number)}`;
  return [
    {
      gtin: `${digits}${gtinCheckDigit(digits)}`,
      name: chance.pick(['Cà phê Mẫu', 'Gạo Mẫu', 'Thanh long Mẫu', 'Chè Mẫu']),
      batch: `LO-2026-${household.number}`,
      producer,
      plantingAreaCode: `VN-MAU-${String(household.number).padStart(6, '0')}`,
      madeOn: addDays(AS_OF, -chance.whole(10, 120)),
      recalled: chance.happens(0.05),
    },
  ];
}

/** GS1 modulo 10 over the digits before it. */
const gtinCheckDigit = (digits: string): number =>
  (10 -
    ([...digits].reverse().reduce((sum, digit, index) => sum + Number(digit) * (index % 2 === 0 ? 3 : 1), 0) %
      10)) %
  10;
