import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity()
export class Bank {
  @PrimaryColumn('text') code!: string;
  @Column('text') name!: string;
  @Column('text') shortName!: string;
  @Column('text') kind!: string;
}

export const banks: SubgraphPart = {
  schema: new URL('./banks.graphql', import.meta.url),
  entities: [Bank],
  resolvers: {
    Query: {
      bank: (_, { code }, { loaders }) => loaders.one(Bank, 'code', code),
      banks: (_, __, { database }) => database.getRepository(Bank).find({ order: { code: 'ASC' } }),
    },
    Bank: {
      __resolveReference: byKey(Bank, 'code'),
    },
  },
  records: { Bank: { entity: Bank } },
};
