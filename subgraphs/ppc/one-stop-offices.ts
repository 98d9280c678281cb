import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity()
export class OneStopOffice {
  @PrimaryColumn('text') code!: string;
  @Column('text') name!: string;
  @Index() @Column('text') province!: string;
  @Column('text') commune!: string;
}

export const oneStopOffices: SubgraphPart = {
  schema: new URL('./one-stop-offices.graphql', import.meta.url),
  entities: [OneStopOffice],
  resolvers: {
    Query: {
      oneStopOffices: (_, { province }, { loaders }) => loaders.many(OneStopOffice, 'province', province),
    },
    OneStopOffice: { __resolveReference: byKey(OneStopOffice, 'code') },
  },
  records: { OneStopOffice: { entity: OneStopOffice, territories: ['province', 'commune'] } },
};
