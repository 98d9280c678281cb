import { companyStandingOf } from './company-standing.ts';
import { addDays, AS_OF } from './days.ts';
import { CLUSTER, taxCodeOfCluster, type Enterprise } from './enterprises.ts';
import type { Household } from './households.ts';
import { productsOf } from './products.ts';

/** A batch that went abroad. */
export interface Export {
  readonly number: string;
  readonly gtin: string;
  readonly batch: string;
  readonly hsCode: string;
  readonly kilograms: number;
  readonly gate: string;
  readonly declarant: string;
  readonly consignee: string;
  readonly value: number;
  readonly clearedOn: string;
}

/** A sale between enterprises. */
export interface Sale {
  readonly invoice: string;
  readonly seller: string;
  readonly buyer: string;
  readonly issuedOn: string;
  readonly goods: {
    readonly gtin: string | null;
    readonly batch: string | null;
    readonly name: string;
    readonly quantity: number;
    readonly unitPrice: number;
  };
}

/** What customs cleared of a household's products, some days after they were made. */
export function exportsOf(household: Household): Export[] {
  const chance = household.chanceFor('exports');
  return productsOf(household).map(({ gtin, name, batch, producer, madeOn }) => ({
    number: `HQ-MAU-${String(household.number).padStart(7, '0')}`,
    gtin,
    batch,
    hsCode: HS_CODES[name] ?? '21069099',
    kilograms: chance.whole(5, 200) * 100,
    gate: chance.pick(['Cảng Hải Phòng', 'Cảng Cát Lái', 'Cửa khẩu Hữu Nghị']),
    declarant: producer.taxCode,
    consignee: `Sample Importer Mẫu ${chance.whole(1, 40)}`,
    value: chance.whole(2, 90) * 1_000_000,
    clearedOn: earlierOf(addDays(madeOn, chance.whole(3, 9)), AS_OF),
  }));
}

const earlierOf = (one: string, other: string): string => (one < other ? one : other);

/** Headings of the harmonised system for what enterprises in food make here. */
const HS_CODES: Readonly<Record<string, string>> = {
  'Cà phê Mẫu': '09011130',
  'Gạo Mẫu': '10063099',
  'Thanh long Mẫu': '08109092',
  'Chè Mẫu': '09021090',
};

/** Two sales of a household's enterprise, to enterprises near it. */
export function salesOf(household: Household): Sale[] {
  const standing = companyStandingOf(household);
  if (!standing || standing.status === 'DISSOLVED') return [];
  const chance = household.chanceFor('sales');
  const [product] = productsOf(household);
  return [1, 2].map((index) => ({
    invoice: `1C26MAU-${String(household.number * 10 + index).padStart(8, '0')}`,
    seller: standing.enterprise.taxCode,
    buyer: neighbourOf(household, index),
    issuedOn: product
      ? earlierOf(addDays(product.madeOn, index), AS_OF)
      : addDays(AS_OF, -chance.whole(5, 90)),
    goods: {
      gtin: product?.gtin ?? null,
      batch: product?.batch ?? null,
      name: product?.name ?? SERVICES[standing.enterprise.sector],
      quantity: chance.whole(1, 50) * 10,
      unitPrice: chance.whole(20, 400) * 1_000,
    },
  }));
}

const SERVICES: Readonly<Record<Enterprise['sector'], string>> = {
  FOOD: 'Thực phẩm Mẫu',
  TRADE: 'Hàng tiêu dùng Mẫu',
  MANUFACTURE: 'Linh kiện Mẫu',
  CONSTRUCTION: 'Vật liệu xây dựng Mẫu',
  TRANSPORT: 'Dịch vụ vận tải Mẫu',
};

/** The first enterprise of the country sells to those after it, every other to those before it. */
const neighbourOf = ({ number }: Household, steps: number): string => {
  const own = Math.ceil(number / CLUSTER);
  return taxCodeOfCluster(own > steps ? own - steps : own + steps);
};
