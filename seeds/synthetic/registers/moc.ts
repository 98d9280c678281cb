import type {
  BuildingLaboratory,
  ConstructionCapability,
  ConstructionPriceIndex,
  ConstructionProject,
  HousingProject,
  PractisingCertificate,
} from '../../../subgraphs/moc/building.ts';
import type { UrbanArea, UrbanWater } from '../../../subgraphs/moc/cities.ts';
import type { InspectionCertificate } from '../../../subgraphs/moc/inspection.ts';
import type { RoadSection, SeafarerCertificate, Ship } from '../../../subgraphs/moc/transport.ts';
import { createChance, hashOf } from '../world/chance.ts';
import { ageOf } from '../world/circumstances.ts';
import { addDays, AS_OF } from '../world/days.ts';
import { enterpriseOf } from '../world/enterprises.ts';
import { adultsOf, STORY_HOUSEHOLDS, type Household, type Person } from '../world/households.ts';
import { inspectionsOf } from '../world/inspections.ts';
import type { Province } from '../world/places.ts';
import type { Register } from './register.ts';

/** Beside people and enterprises it is all invented; what is real stands in seeds/reference/moc. */
export const moc: Register = {
  agency: 'moc',
  once: ({ provinces, seed }) => ({
    HousingProject: provinces.map((province) => housingOf(province, seed)),
    ConstructionPriceIndex: provinces.flatMap((province) => pricesOf(province, seed)),
    BuildingLaboratory: provinces.map(laboratoryOf),
    UrbanWater: provinces.flatMap((province) => waterOf(province, seed)),
    UrbanArea: provinces.map((province) => urbanAreaOf(province, seed)),
    RoadSection: provinces.map((province) => roadOf(province, seed)),
  }),
  of: (household) => ({
    InspectionCertificate: inspectionsOf(household).map((inspection): InspectionCertificate => ({
      number: `KD-${inspection.province}-${inspection.plate.replace(/\W/g, '')}`,
      plate: inspection.plate,
      centre: `${inspection.province}-01V`,
      inspectedOn: inspection.inspectedOn,
      validTo: inspection.validTo,
      province: inspection.province,
    })),
    PractisingCertificate: adultsOf(household).flatMap((person) => practisingOf(person, household)),
    SeafarerCertificate: adultsOf(household).flatMap((person) => seafarerOf(person, household)),
    ...enterprisesOf(household),
  }),
};

const chanceOnce = (name: string, province: Province, seed: number) =>
  createChance(seed ^ hashOf(`moc ${name} ${province.code}`));

function housingOf(province: Province, seed: number): HousingProject {
  const chance = chanceOnce('housing', province, seed);
  const homes = chance.whole(80, 900);
  const saleAllowed = chance.happens(0.7);
  return {
    code: `NO-${province.code}-001`,
    name: `Khu nhà ở Mẫu, ${province.name}`,
    province: province.code,
    commune: province.communes[0]!.code,
    social: chance.happens(0.4),
    homes,
    sold: saleAllowed ? chance.whole(0, homes) : 0,
    saleAllowed,
  };
}

const pricesOf = (province: Province, seed: number): ConstructionPriceIndex[] => {
  const chance = chanceOnce('prices', province, seed);
  return ['2026-Q1', '2026-Q2', '2026-Q3'].map((quarter, index) => ({
    province: province.code,
    quarter,
    index: 118 + index + chance.whole(0, 90) / 10,
  }));
};

const laboratoryOf = ({ code: province, name }: Province): BuildingLaboratory => ({
  code: `LAS-XD ${province}.0001`,
  name: `Phòng thí nghiệm Mẫu, ${name}`,
  province,
  validTo: '2028-12-31',
});

const waterOf = (province: Province, seed: number): UrbanWater[] => {
  const chance = chanceOnce('water', province, seed);
  const [supplied, treated] = [chance.whole(80, 96), chance.whole(10, 70)];
  return [2024, 2025].map((year, index) => ({
    province: province.code,
    year,
    suppliedPercent: supplied + index,
    treatedPercent: treated + index * 2,
  }));
};

const urbanAreaOf = (province: Province, seed: number): UrbanArea => {
  const chance = chanceOnce('urban area', province, seed);
  return {
    code: `DT-MAU-${province.code}`,
    name: `Đô thị Mẫu, ${province.name}`,
    province: province.code,
    grade: chance.pick(['I', 'II', 'III', 'IV', 'V']),
    recognisedOn: addDays(AS_OF, -chance.whole(100, 5_000)),
  };
};

const roadOf = (province: Province, seed: number): RoadSection => {
  const chance = chanceOnce('road', province, seed);
  return {
    code: `QL-MAU-${province.code}`,
    province: province.code,
    kilometres: chance.whole(12, 140),
    lanes: chance.pick([2, 2, 4, 6]),
    surveyedOn: addDays(AS_OF, -chance.whole(10, 300)),
  };
};

const ofAge = (person: Person, household: Household): boolean =>
  household.number > STORY_HOUSEHOLDS && !person.member.dead && ageOf(person) >= 24 && ageOf(person) <= 62;

function practisingOf(person: Person, household: Household): PractisingCertificate[] {
  const chance = household.chanceFor(`construction ${person.sequence}`);
  if (!chance.happens(0.02) || !ofAge(person, household)) return [];
  return [
    {
      number: `MAU-${String(person.sequence).padStart(8, '0')}`,
      citizenId: person.personalId,
      fullName: person.fullName,
      field: chance.pick(['DESIGN', 'SUPERVISION', 'SURVEY']),
      grade: chance.whole(1, 3),
      // Five years (Decree 175/2024).
      validTo: addDays(AS_OF, chance.whole(30, 1_800)),
    },
  ];
}

function seafarerOf(person: Person, household: Household): SeafarerCertificate[] {
  const chance = household.chanceFor(`sea ${person.sequence}`);
  if (!chance.happens(0.02) || !ofAge(person, household)) return [];
  return [
    {
      number: `TV-MAU-${String(person.sequence).padStart(6, '0')}`,
      citizenId: person.personalId,
      rank: chance.pick(['OFFICER', 'RATING', 'RATING']),
      validTo: addDays(AS_OF, chance.whole(30, 1_800)),
      updatedOn: addDays(AS_OF, -chance.whole(1, 60)),
    },
  ];
}

/** What is built and sailed: one of each for an enterprise of a trade that does so. */
function enterprisesOf(household: Household): {
  ConstructionCapability: ConstructionCapability[];
  ConstructionProject: ConstructionProject[];
  Ship: Ship[];
} {
  const none = { ConstructionCapability: [], ConstructionProject: [], Ship: [] };
  const enterprise = enterpriseOf(household);
  if (!enterprise) return none;
  const { taxCode, sector, province, commune } = enterprise;
  const chance = household.chanceFor('ministry of construction');
  if (sector === 'TRANSPORT' || sector === 'TRADE')
    return {
      ...none,
      Ship: [
        {
          registrationNumber: `VN-MAU-${household.number}`,
          name: `Mẫu Hải ${household.number}`,
          kind: chance.pick(['CARGO', 'TANKER', 'PASSENGER']),
          grossTonnage: chance.whole(5, 300) * 100,
          ownerTaxCode: taxCode,
        },
      ],
    };
  if (sector === 'FOOD') return none;
  const grade = chance.whole(1, 3);
  const permittedOn = addDays(AS_OF, -chance.whole(200, 900));
  return {
    ...none,
    ConstructionCapability: [
      {
        number: `NL-MAU-${String(household.number).padStart(6, '0')}`,
        taxCode,
        field: 'EXECUTION',
        grade,
        validTo: addDays(AS_OF, chance.whole(30, 1_800)),
      },
    ],
    ConstructionProject: [
      {
        permitNumber: `GPXD-${province}-${household.number}`,
        name: `Công trình Mẫu số ${household.number}`,
        province,
        commune,
        contractorTaxCode: taxCode,
        // A builder of grade 1 may build anything, one of grade 3 what is simple.
        grade: Math.min(4, grade + 1),
        permittedOn,
        acceptedOn: chance.happens(0.5) ? addDays(permittedOn, 190) : null,
      },
    ],
  };
}
