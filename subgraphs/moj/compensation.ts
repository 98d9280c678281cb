import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { citizen } from './citizen.ts';

@Entity()
export class CompensationDecision {
  @PrimaryColumn('text') number!: string;
  /** Known to the population register: a key, never a join. */
  @Column('text') claimantId!: string;
  @Column('text') responsibleAgency!: string;
  @Column('integer') amount!: number;
  @Column('date') decidedOn!: string;
  @Column('date', { nullable: true }) paidOn!: string | null;
  @Column('date') updatedOn!: string;
}

export const compensation: SubgraphPart = {
  schema: new URL('./compensation.graphql', import.meta.url),
  entities: [CompensationDecision],
  resolvers: {
    Query: {
      compensationDecision: (_, { number }, { loaders }) =>
        loaders.one(CompensationDecision, 'number', number),
    },
    CompensationDecision: {
      __resolveReference: byKey(CompensationDecision, 'number'),
      claimant: ({ claimantId }: CompensationDecision) => citizen(claimantId),
    },
  },
  records: { CompensationDecision: { entity: CompensationDecision, subjects: ['claimantId'] } },
};
