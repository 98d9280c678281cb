import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity()
export class Airport {
  @PrimaryColumn('text') code!: string;
  @Column('text') icao!: string;
  @Column('text') name!: string;
  @Column('text') province!: string;
}

@Entity()
export class RailwayStation {
  @PrimaryColumn('text') line!: string;
  @PrimaryColumn('text') name!: string;
  @Column('integer') kilometre!: number;
}

@Entity()
export class Ship {
  @PrimaryColumn('text') registrationNumber!: string;
  @Column('text') name!: string;
  @Column('text') kind!: string;
  @Column('integer') grossTonnage!: number;
  @Column('text') ownerTaxCode!: string;
}

@Entity()
export class SeafarerCertificate {
  @PrimaryColumn('text') number!: string;
  @Index({ unique: true }) @Column('text') citizenId!: string;
  @Column('text') rank!: string;
  @Column('date') validTo!: string;
  @Column('date') updatedOn!: string;
}

@Entity()
export class RoadSection {
  @PrimaryColumn('text') code!: string;
  @Index() @Column('text') province!: string;
  @Column('integer') kilometres!: number;
  @Column('integer') lanes!: number;
  @Column('date') surveyedOn!: string;
}

export const transport: SubgraphPart = {
  schema: new URL('./transport.graphql', import.meta.url),
  entities: [Airport, RailwayStation, Ship, SeafarerCertificate, RoadSection],
  resolvers: {
    Query: {
      airport: (_, { code }, { loaders }) => loaders.one(Airport, 'code', code),
      railwayStations: async (_, { line }, { loaders }) =>
        (await loaders.many(RailwayStation, 'line', line)).toSorted(
          (one, other) => one.kilometre - other.kilometre,
        ),
      ship: (_, { registrationNumber }, { loaders }) =>
        loaders.one(Ship, 'registrationNumber', registrationNumber),
      roadSections: (_, { province }, { loaders }) => loaders.many(RoadSection, 'province', province),
    },
    Citizen: {
      seafarerCertificate: ({ personalId }: { personalId: string }, _, { loaders }) =>
        loaders.one(SeafarerCertificate, 'citizenId', personalId),
    },
    Airport: { __resolveReference: byKey(Airport, 'code') },
    Ship: {
      __resolveReference: byKey(Ship, 'registrationNumber'),
      owner: ({ ownerTaxCode }: Ship) => ({ taxCode: ownerTaxCode }),
    },
    SeafarerCertificate: { __resolveReference: byKey(SeafarerCertificate, 'number') },
  },
  records: {
    Airport: { entity: Airport, territories: ['province'] },
    RailwayStation: { entity: RailwayStation },
    Ship: { entity: Ship },
    SeafarerCertificate: { entity: SeafarerCertificate, subjects: ['citizenId'] },
    RoadSection: { entity: RoadSection, territories: ['province'] },
  },
};
