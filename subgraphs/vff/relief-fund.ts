import type { SubgraphPart } from '@lienthong/shared';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity()
export class ReliefFundYear {
  @PrimaryColumn('text') province!: string;
  @PrimaryColumn('integer') year!: number;
  @Column('integer') received!: number;
  @Column('integer') given!: number;
  @Column('integer') houses!: number;
}

export const reliefFund: SubgraphPart = {
  schema: new URL('./relief-fund.graphql', import.meta.url),
  entities: [ReliefFundYear],
  resolvers: {
    Query: {
      reliefFund: (_, { province }, { loaders }) => loaders.many(ReliefFundYear, 'province', province),
    },
  },
  records: { ReliefFundYear: { entity: ReliefFundYear, territories: ['province'] } },
};
