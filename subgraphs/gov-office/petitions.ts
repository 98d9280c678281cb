import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Procedure } from './procedures.ts';

@Entity()
export class Petition {
  @PrimaryColumn('text') number!: string;
  @Column('text') subject!: string;
  @Column('text') procedureCode!: string;
  @Index() @Column('text') addressedTo!: string;
  @Column('date') receivedOn!: string;
  @Column('date', { nullable: true }) answeredOn!: string | null;
  @Column('text') petitionerId!: string;
}

export const petitions: SubgraphPart = {
  schema: new URL('./petitions.graphql', import.meta.url),
  entities: [Petition],
  resolvers: {
    Query: {
      petitions: async (_, { addressedTo }, { loaders }) =>
        (await loaders.many(Petition, 'addressedTo', addressedTo)).toSorted((one, other) =>
          other.receivedOn.localeCompare(one.receivedOn),
        ),
    },
    Petition: {
      __resolveReference: byKey(Petition, 'number'),
      procedure: ({ procedureCode }: Petition, _, { loaders }) =>
        loaders.one(Procedure, 'code', procedureCode),
      petitioner: ({ petitionerId }: Petition) => ({ personalId: petitionerId }),
    },
  },
  records: { Petition: { entity: Petition, subjects: ['petitionerId'] } },
};
