import type {
  DiseaseReport,
  FoodSafetyCertificate,
  Medicine,
  Pharmacy,
  Practitioner,
  ProductDeclaration,
} from '../../../subgraphs/moh/public-health.ts';
import { createChance, hashOf } from '../world/chance.ts';
import { ageOf } from '../world/circumstances.ts';
import type { Country } from '../world/country.ts';
import { addDays, AS_OF } from '../world/days.ts';
import { enterpriseOf } from '../world/enterprises.ts';
import { adultsOf, STORY_HOUSEHOLDS, type Household, type Person } from '../world/households.ts';
import type { Province } from '../world/places.ts';
import { productsOf } from '../world/products.ts';
import { facilitiesOf } from './facilities.ts';

/** What the Ministry of Health keeps of those who make food and of those who heal, by household. */
export const publicHealthOf = (household: Household) => {
  const certificates = foodSafetyCertificatesOf(household);
  return {
    FoodSafetyCertificate: certificates,
    ProductDeclaration: productsOf(household).map(({ gtin, madeOn }): ProductDeclaration => ({
      gtin,
      certificateNumber: certificates[0]!.number,
      declaredOn: madeOn,
    })),
    Practitioner: adultsOf(household).flatMap((person) => practitionerOf(person, household)),
  };
};

/** What there is once. */
export const healthMarketOf = ({ provinces, seed }: Country) => ({
  Pharmacy: provinces.map(pharmacyOf),
  Medicine: MEDICINES,
  DiseaseReport: provinces.flatMap((province) => diseaseReportsOf(province, seed)),
});

function foodSafetyCertificatesOf(household: Household): FoodSafetyCertificate[] {
  const enterprise = enterpriseOf(household);
  if (enterprise?.sector !== 'FOOD') return [];
  const issuedOn = addDays(AS_OF, -household.chanceFor('food safety').whole(200, 900));
  return [
    {
      number: `ATTP-${enterprise.province}-${household.number}`,
      taxCode: enterprise.taxCode,
      scope: 'Sản xuất thực phẩm (dữ liệu mẫu)',
      issuedOn,
      // Three years (Law on Food Safety 55/2010, Article 37).
      validTo: addDays(issuedOn, 3 * 365),
      province: enterprise.province,
      issuedBy: 'ppc',
    },
  ];
}

const TITLES = [
  ['DOCTOR', 'Khám bệnh, chữa bệnh đa khoa'],
  ['NURSE', 'Điều dưỡng'],
  ['MIDWIFE', 'Hộ sinh'],
  ['TECHNICIAN', 'Xét nghiệm y học'],
] as const;

function practitionerOf(person: Person, household: Household): Practitioner[] {
  const chance = household.chanceFor(`practice ${person.sequence}`);
  const practises = household.number > STORY_HOUSEHOLDS && !person.member.dead && chance.happens(0.05);
  if (!practises || ageOf(person) < 24 || ageOf(person) > 65) return [];
  const [title, scope] = chance.pick(TITLES);
  return [
    {
      licenceNumber: `${String(person.sequence).padStart(6, '0')}/MAU-GPHN`,
      citizenId: person.personalId,
      fullName: person.fullName,
      title,
      scope,
      facilityId: chance.pick(facilitiesOf(household.province)).code,
      validTo: addDays(AS_OF, chance.whole(30, 1_700)),
    },
  ];
}

const pharmacyOf = ({ code: province, name, communes }: Province): Pharmacy => ({
  licenceNumber: `NT-${province}-0001`,
  name: `Nhà thuốc Mẫu, ${name}`,
  province,
  commune: communes.at(-1)!.code,
  validTo: '2028-12-31',
});

/** Substances are real; the products, their names and numbers are not. */
const MEDICINES: readonly Medicine[] = [
  ['0001', 'Thuốc Mẫu hạ sốt', 'Paracetamol 500 mg', 'Viên nén', false],
  ['0002', 'Thuốc Mẫu kháng sinh', 'Amoxicillin 500 mg', 'Viên nang', true],
  ['0003', 'Thuốc Mẫu huyết áp', 'Amlodipine 5 mg', 'Viên nén', true],
  ['0004', 'Thuốc Mẫu đường huyết', 'Metformin 850 mg', 'Viên nén', true],
].map(([number, name, substance, form, prescription]) => ({
  registrationNumber: `MAU-${String(number)}-26`,
  name: String(name),
  substance: String(substance),
  form: String(form),
  prescription: prescription === true,
}));

const WEEKS = ['2026-10-05', '2026-10-12', '2026-10-19', '2026-10-26'];

const diseaseReportsOf = ({ code: province }: Province, seed: number): DiseaseReport[] =>
  ['Sốt xuất huyết', 'Tay chân miệng'].flatMap((disease) =>
    WEEKS.map((week) => ({
      province,
      disease,
      week,
      cases: createChance(seed ^ hashOf(`${province} ${disease} ${week}`)).whole(0, 120),
    })),
  );
