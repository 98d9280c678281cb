import { taxCodeOf } from '@lienthong/shared/identifiers/tax-code';
import type { Chance } from './chance.ts';
import { addDays, AS_OF } from './days.ts';
import { adultsOf, headOf, type Household, type Person } from './households.ts';
import type { Province } from './places.ts';
import { isOfficial } from './circumstances.ts';

export const SECTORS = ['FOOD', 'TRADE', 'MANUFACTURE', 'CONSTRUCTION', 'TRANSPORT'] as const;

/** What several agencies know of an enterprise. */
export interface Enterprise {
  readonly taxCode: string;
  readonly name: string;
  readonly kind: 'LIMITED' | 'JOINT_STOCK' | 'COOPERATIVE';
  readonly sector: (typeof SECTORS)[number];
  readonly province: string;
  readonly commune: string;
  readonly street: string;
  readonly representativeId: string;
  readonly foundedOn: string;
}

/** So many households in a row work, where they do, for one enterprise, which one of them owns. */
export const CLUSTER = 20;
const OWNER_AT = 5;

const clusterOf = ({ number }: Household): number => Math.ceil(number / CLUSTER);
const ownsEnterprise = ({ number }: Household): boolean => number % CLUSTER === OWNER_AT;

/** The enterprise whose legal representative heads the household; null where there is none. */
export function enterpriseOf(household: Household): Enterprise | null {
  if (!ownsEnterprise(household)) return null;
  const chance = household.chanceFor('enterprise');
  const kind = chance.pick(['LIMITED', 'LIMITED', 'JOINT_STOCK', 'COOPERATIVE'] as const);
  const sector = SECTORS[(clusterOf(household) - 1) % SECTORS.length]!;
  return {
    taxCode: taxCodeOfCluster(clusterOf(household)),
    name: `${KINDS[kind]} Mẫu ${TRADES[sector]} số ${clusterOf(household)}`,
    kind,
    sector,
    province: household.province.code,
    commune: household.commune.code,
    street: household.street,
    representativeId: headOf(household).personalId,
    foundedOn: addDays(AS_OF, -chance.whole(400, 6_000)),
  };
}

const KINDS = { LIMITED: 'Công ty TNHH', JOINT_STOCK: 'Công ty cổ phần', COOPERATIVE: 'Hợp tác xã' } as const;
const TRADES = {
  FOOD: 'Thực phẩm',
  TRADE: 'Thương mại',
  MANUFACTURE: 'Sản xuất',
  CONSTRUCTION: 'Xây dựng',
  TRANSPORT: 'Vận tải',
} as const;

/** The tax code of whom a person works for; null for who is not employed. */
export const employerOf = (person: Person, household: Household): string | null =>
  isEmployed(person, household) ? taxCodeOfCluster(clusterOf(household)) : null;

function isEmployed(person: Person, household: Household): boolean {
  if (!adultsOf(household).includes(person) || isOfficial(person, household) || ageAt(person) > 60)
    return false;
  if (ownsEnterprise(household) && person === headOf(household)) return true;
  return workChance(person, household).happens(0.45);
}

const workChance = (person: Person, household: Household): Chance =>
  household.chanceFor(`work ${person.sequence}`);

/** Whole years at the end of {@link AS_OF}'s year. */
const ageAt = ({ dateOfBirth }: Person): number =>
  Number(AS_OF.slice(0, 4)) - Number(dateOfBirth.slice(0, 4));

/** Codes of enterprises that could be real begin low: these are at the top of a series, and each name says it is a sample. */
const SERIES = 9_000_000;

/** The tax code of a cluster's enterprise: one prefix in eleven has no check digit, and is passed over. */
export function taxCodeOfCluster(cluster: number): string {
  for (let serial = SERIES + cluster * 2; ; serial += 1) {
    const code = taxCode('01', serial);
    if (code !== null && (serial === SERIES + cluster * 2 || taxCode('01', serial - 1) === null)) return code;
  }
}

const taxCode = (place: Province['code'], serial: number): string | null =>
  taxCodeOf(`${place}${String(serial).padStart(7, '0')}`);
