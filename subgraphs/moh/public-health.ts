import { byKey, isoDay, legalDay, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Facility } from './entities.ts';

@Entity()
export class FoodSafetyCertificate {
  @PrimaryColumn('text') number!: string;
  @Index() @Column('text') taxCode!: string;
  @Column('text') scope!: string;
  @Column('date') issuedOn!: string;
  @Column('date') validTo!: string;
  @Column('text') province!: string;
  @Column('text') issuedBy!: string;
}

/** Under which certificate a product is made: what its producer has declared. */
@Entity()
export class ProductDeclaration {
  @PrimaryColumn('text') gtin!: string;
  @Column('text') certificateNumber!: string;
  @Column('date') declaredOn!: string;
}

@Entity()
export class Practitioner {
  @PrimaryColumn('text') licenceNumber!: string;
  @Index() @Column('text') citizenId!: string;
  @Column('text') fullName!: string;
  @Column('text') title!: string;
  @Column('text') scope!: string;
  @Column('text') facilityId!: string;
  @Column('date') validTo!: string;
}

@Entity()
export class Pharmacy {
  @PrimaryColumn('text') licenceNumber!: string;
  @Column('text') name!: string;
  @Index() @Column('text') province!: string;
  @Column('text') commune!: string;
  @Column('date') validTo!: string;
}

@Entity()
export class Medicine {
  @PrimaryColumn('text') registrationNumber!: string;
  @Column('text') name!: string;
  @Column('text') substance!: string;
  @Column('text') form!: string;
  @Column('boolean') prescription!: boolean;
}

@Entity()
export class DiseaseReport {
  @PrimaryColumn('text') province!: string;
  @PrimaryColumn('text') disease!: string;
  @PrimaryColumn('date') week!: string;
  @Column('integer') cases!: number;
}

export const publicHealth: SubgraphPart = {
  schema: new URL('./public-health.graphql', import.meta.url),
  entities: [FoodSafetyCertificate, ProductDeclaration, Practitioner, Pharmacy, Medicine, DiseaseReport],
  resolvers: {
    Query: {
      foodSafetyCertificate: (_, { number }, { loaders }) =>
        loaders.one(FoodSafetyCertificate, 'number', number),
      practitioner: (_, { licenceNumber }, { loaders }) =>
        loaders.one(Practitioner, 'licenceNumber', licenceNumber),
      pharmacy: (_, { licenceNumber }, { loaders }) => loaders.one(Pharmacy, 'licenceNumber', licenceNumber),
      medicine: (_, { registrationNumber }, { loaders }) =>
        loaders.one(Medicine, 'registrationNumber', registrationNumber),
      diseaseReports: async (_, { province }, { loaders }) =>
        (await loaders.many(DiseaseReport, 'province', province)).toSorted((one, other) =>
          other.week.localeCompare(one.week),
        ),
      provincialHealth: async (_, { province }: { province: string }, { loaders }) => {
        const [facilities, pharmacies] = await Promise.all([
          loaders.many(Facility, 'province', province),
          loaders.many(Pharmacy, 'province', province),
        ]);
        return facilities.length === 0 && pharmacies.length === 0
          ? null
          : {
              province,
              facilities: facilities.length,
              beds: facilities.reduce((sum, { beds }) => sum + beds, 0),
              pharmacies: pharmacies.length,
            };
      },
    },
    Organization: {
      foodSafetyCertificate: async ({ taxCode }: { taxCode: string }, _, { loaders }) =>
        (await loaders.many(FoodSafetyCertificate, 'taxCode', taxCode)).toSorted((one, other) =>
          other.issuedOn.localeCompare(one.issuedOn),
        )[0] ?? null,
    },
    Product: {
      foodSafetyCertificate: async ({ gtin }: { gtin: string }, _, { loaders }) => {
        const declaration = await loaders.one(ProductDeclaration, 'gtin', gtin);
        return loaders.one(FoodSafetyCertificate, 'number', declaration?.certificateNumber);
      },
    },
    FoodSafetyCertificate: {
      __resolveReference: byKey(FoodSafetyCertificate, 'number'),
      holder: ({ taxCode }: FoodSafetyCertificate) => ({ taxCode }),
      valid: ({ issuedOn, validTo }: FoodSafetyCertificate) => {
        const day = isoDay(legalDay(Date.now()));
        return issuedOn <= day && day <= validTo;
      },
    },
    Practitioner: {
      __resolveReference: byKey(Practitioner, 'licenceNumber'),
      facility: ({ facilityId }: Practitioner, _, { loaders }) => loaders.one(Facility, 'code', facilityId),
    },
    Pharmacy: { __resolveReference: byKey(Pharmacy, 'licenceNumber') },
    Medicine: { __resolveReference: byKey(Medicine, 'registrationNumber') },
  },
  records: {
    FoodSafetyCertificate: {
      entity: FoodSafetyCertificate,
      territories: ['province'],
      contributor: 'issuedBy',
    },
    Practitioner: { entity: Practitioner, subjects: ['citizenId'] },
    Pharmacy: { entity: Pharmacy, territories: ['province', 'commune'] },
    Medicine: { entity: Medicine },
    DiseaseReport: { entity: DiseaseReport, territories: ['province'] },
  },
};
