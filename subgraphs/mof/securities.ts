import type { SubgraphPart } from '@lienthong/shared';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity()
export class SecuritiesHolding {
  /** Known to the population register: a key, never a join. */
  @PrimaryColumn('text') citizenId!: string;
  @PrimaryColumn('text') symbol!: string;
  @Column('integer') quantity!: number;
  /** In đồng, at the close of the day it was confirmed. */
  @Column('integer') price!: number;
  @Column('date') confirmedOn!: string;
}

const MILLION = 1_000_000;

/** The band that an amount of đồng falls into. */
export const securitiesBandOf = (dong: number): string =>
  dong < 50 * MILLION ? 'UNDER_50' : dong < 500 * MILLION ? 'FROM_50_TO_500' : 'FROM_500';

export const securities: SubgraphPart = {
  schema: new URL('./securities.graphql', import.meta.url),
  entities: [SecuritiesHolding],
  resolvers: {
    Citizen: {
      securities: ({ personalId }: { personalId: string }, _, { loaders }) =>
        loaders.many(SecuritiesHolding, 'citizenId', personalId),
    },
    SecuritiesHolding: {
      valueBand: ({ quantity, price }: SecuritiesHolding) => securitiesBandOf(quantity * price),
    },
  },
  records: {
    SecuritiesHolding: { entity: SecuritiesHolding, subjects: ['citizenId'] },
  },
};
