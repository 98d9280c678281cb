import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity()
export class ConstructionCapability {
  @PrimaryColumn('text') number!: string;
  @Index() @Column('text') taxCode!: string;
  @Column('text') field!: string;
  @Column('integer') grade!: number;
  @Column('date') validTo!: string;
}

@Entity()
export class PractisingCertificate {
  @PrimaryColumn('text') number!: string;
  @Column('text') citizenId!: string;
  @Column('text') fullName!: string;
  @Column('text') field!: string;
  @Column('integer') grade!: number;
  @Column('date') validTo!: string;
}

@Entity()
export class HousingProject {
  @PrimaryColumn('text') code!: string;
  @Column('text') name!: string;
  @Index() @Column('text') province!: string;
  @Column('text') commune!: string;
  @Column('boolean') social!: boolean;
  @Column('integer') homes!: number;
  @Column('integer') sold!: number;
  @Column('boolean') saleAllowed!: boolean;
}

@Entity()
export class ConstructionProject {
  @PrimaryColumn('text') permitNumber!: string;
  @Column('text') name!: string;
  @Column('text') province!: string;
  @Column('text') commune!: string;
  @Column('text') contractorTaxCode!: string;
  @Column('integer') grade!: number;
  @Column('date') permittedOn!: string;
  @Column('date', { nullable: true }) acceptedOn!: string | null;
}

@Entity()
export class BuildingRegulation {
  @PrimaryColumn('text') code!: string;
  @Column('text') name!: string;
}

@Entity()
export class ConstructionPriceIndex {
  @PrimaryColumn('text') province!: string;
  @PrimaryColumn('text') quarter!: string;
  @Column('real') index!: number;
}

@Entity()
export class BuildingLaboratory {
  @PrimaryColumn('text') code!: string;
  @Column('text') name!: string;
  @Column('text') province!: string;
  @Column('date') validTo!: string;
}

export const building: SubgraphPart = {
  schema: new URL('./building.graphql', import.meta.url),
  entities: [
    ConstructionCapability,
    PractisingCertificate,
    HousingProject,
    ConstructionProject,
    BuildingRegulation,
    ConstructionPriceIndex,
    BuildingLaboratory,
  ],
  resolvers: {
    Query: {
      constructionProject: (_, { permitNumber }, { loaders }) =>
        loaders.one(ConstructionProject, 'permitNumber', permitNumber),
      practisingCertificate: (_, { number }, { loaders }) =>
        loaders.one(PractisingCertificate, 'number', number),
      housingProjects: (_, { province }, { loaders }) => loaders.many(HousingProject, 'province', province),
      buildingRegulation: (_, { code }, { loaders }) => loaders.one(BuildingRegulation, 'code', code),
      constructionPriceIndices: async (_, { province }, { loaders }) =>
        (await loaders.many(ConstructionPriceIndex, 'province', province)).toSorted((one, other) =>
          other.quarter.localeCompare(one.quarter),
        ),
      buildingLaboratory: (_, { code }, { loaders }) => loaders.one(BuildingLaboratory, 'code', code),
    },
    Organization: {
      constructionCapability: ({ taxCode }: { taxCode: string }, _, { loaders }) =>
        loaders.one(ConstructionCapability, 'taxCode', taxCode),
    },
    ConstructionCapability: {
      __resolveReference: byKey(ConstructionCapability, 'number'),
      holder: ({ taxCode }: ConstructionCapability) => ({ taxCode }),
    },
    PractisingCertificate: { __resolveReference: byKey(PractisingCertificate, 'number') },
    HousingProject: { __resolveReference: byKey(HousingProject, 'code') },
    ConstructionProject: {
      __resolveReference: byKey(ConstructionProject, 'permitNumber'),
      contractor: ({ contractorTaxCode }: ConstructionProject) => ({ taxCode: contractorTaxCode }),
    },
    BuildingRegulation: { __resolveReference: byKey(BuildingRegulation, 'code') },
    BuildingLaboratory: { __resolveReference: byKey(BuildingLaboratory, 'code') },
  },
  records: {
    ConstructionCapability: { entity: ConstructionCapability },
    PractisingCertificate: { entity: PractisingCertificate, subjects: ['citizenId'] },
    HousingProject: { entity: HousingProject, territories: ['province', 'commune'] },
    ConstructionProject: { entity: ConstructionProject, territories: ['province', 'commune'] },
    BuildingRegulation: { entity: BuildingRegulation },
    ConstructionPriceIndex: { entity: ConstructionPriceIndex, territories: ['province'] },
    BuildingLaboratory: { entity: BuildingLaboratory, territories: ['province'] },
  },
};
