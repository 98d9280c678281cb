import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity()
export class Diploma {
  @PrimaryColumn('text') number!: string;
  /** Known to the population register: a key, never a join. */
  @Column('text') citizenId!: string;
  @Column('text') university!: string;
  @Column('text') degree!: string;
  @Column('text') field!: string;
  @Column('date') awardedOn!: string;
  @Column('boolean') revoked!: boolean;
}

export const higherEducation: SubgraphPart = {
  schema: new URL('./higher-education.graphql', import.meta.url),
  entities: [Diploma],
  resolvers: {
    Query: {
      diploma: (_, { number }, { loaders }) => loaders.one(Diploma, 'number', number),
    },
    Diploma: {
      __resolveReference: byKey(Diploma, 'number'),
      holder: ({ citizenId }: Diploma) => ({ personalId: citizenId }),
      valid: ({ revoked }: Diploma) => !revoked,
    },
  },
  records: { Diploma: { entity: Diploma, subjects: ['citizenId'] } },
};
