import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity()
export class ClaimAssessment {
  /** Known to the health registers, which keep the claim: a key, never a join. */
  @PrimaryColumn('text') encounter!: string;
  @Column('text') citizenId!: string;
  @Column('text') outcome!: string;
  @Column('integer') acceptedAmount!: number;
  @Column('date') assessedOn!: string;
}

export const claimAssessments: SubgraphPart = {
  schema: new URL('./claim-assessments.graphql', import.meta.url),
  entities: [ClaimAssessment],
  resolvers: {
    Query: {
      claimAssessment: (_, { encounter }, { loaders }) =>
        loaders.one(ClaimAssessment, 'encounter', encounter),
    },
    ClaimAssessment: {
      __resolveReference: byKey(ClaimAssessment, 'encounter'),
      patient: ({ citizenId }: ClaimAssessment) => ({ personalId: citizenId }),
    },
  },
  records: {
    ClaimAssessment: { entity: ClaimAssessment, subjects: ['citizenId'] },
  },
};
