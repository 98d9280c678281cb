import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity()
export class NationalityDecision {
  @PrimaryColumn('text') number!: string;
  @Column('text') citizenId!: string;
  @Column('text') kind!: string;
  @Column('date') decidedOn!: string;
}

export const nationality: SubgraphPart = {
  schema: new URL('./nationality.graphql', import.meta.url),
  entities: [NationalityDecision],
  resolvers: {
    Query: {
      nationalityDecision: (_, { number }, { loaders }) => loaders.one(NationalityDecision, 'number', number),
    },
    NationalityDecision: {
      __resolveReference: byKey(NationalityDecision, 'number'),
      citizen: ({ citizenId }: NationalityDecision) => ({ personalId: citizenId }),
    },
  },
  records: { NationalityDecision: { entity: NationalityDecision, subjects: ['citizenId'] } },
};
