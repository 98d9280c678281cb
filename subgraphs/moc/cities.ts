import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity()
export class UrbanWater {
  @PrimaryColumn('text') province!: string;
  @PrimaryColumn('integer') year!: number;
  @Column('integer') suppliedPercent!: number;
  @Column('integer') treatedPercent!: number;
}

@Entity()
export class UrbanArea {
  @PrimaryColumn('text') code!: string;
  @Column('text') name!: string;
  @Index() @Column('text') province!: string;
  @Column('text') grade!: string;
  @Column('date') recognisedOn!: string;
}

export const cities: SubgraphPart = {
  schema: new URL('./cities.graphql', import.meta.url),
  entities: [UrbanWater, UrbanArea],
  resolvers: {
    Query: {
      urbanWater: async (_, { province }, { loaders }) =>
        (await loaders.many(UrbanWater, 'province', province)).toSorted(
          (one, other) => other.year - one.year,
        ),
      urbanAreas: (_, { province }, { loaders }) => loaders.many(UrbanArea, 'province', province),
    },
    UrbanArea: { __resolveReference: byKey(UrbanArea, 'code') },
  },
  records: {
    UrbanWater: { entity: UrbanWater, territories: ['province'] },
    UrbanArea: { entity: UrbanArea, territories: ['province'] },
  },
};
