import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity()
export class FishingVessel {
  @PrimaryColumn('text') number!: string;
  @Column('text') ownerId!: string;
  @Column('integer') length!: number;
  @Column('date') licenceValidTo!: string;
  @Column('text') province!: string;
  @Column('date') updatedOn!: string;
}

@Entity()
export class AquacultureFarm {
  @PrimaryColumn('text') code!: string;
  @Column('text') species!: string;
  @Column('text') commune!: string;
  @Column('text') province!: string;
  @Column('integer') area!: number;
  @Column('date') updatedOn!: string;
}

export const fishery: SubgraphPart = {
  schema: new URL('./fishery.graphql', import.meta.url),
  entities: [FishingVessel, AquacultureFarm],
  resolvers: {
    Query: {
      fishingVessel: (_, { number }, { loaders }) => loaders.one(FishingVessel, 'number', number),
      aquacultureFarm: (_, { code }, { loaders }) => loaders.one(AquacultureFarm, 'code', code),
    },
    FishingVessel: {
      __resolveReference: byKey(FishingVessel, 'number'),
      owner: ({ ownerId }: FishingVessel) => ({ personalId: ownerId }),
    },
    AquacultureFarm: { __resolveReference: byKey(AquacultureFarm, 'code') },
  },
  records: {
    FishingVessel: { entity: FishingVessel, subjects: ['ownerId'], territories: ['province'] },
    AquacultureFarm: { entity: AquacultureFarm, territories: ['province', 'commune'] },
  },
};
