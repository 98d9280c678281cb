import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { citizen, type CitizenReference } from './citizen.ts';
import { parcelOf, type LandParcelReference } from './land-parcel.ts';

@Entity()
export class JudgmentEnforcement {
  @PrimaryColumn('text') decisionNumber!: string;
  /** Known to the population register: a key, never a join. */
  @Index() @Column('text') obligorId!: string;
  /** The judgment that is enforced, by the number of the case at the court. */
  @Index() @Column('text') caseNumber!: string;
  @Column('text') office!: string;
  @Column('date') decidedOn!: string;
  @Column('text') status!: string;
  @Index() @Column('text', { nullable: true }) distrainedParcelId!: string | null;
  @Column('text') province!: string;
  @Column('date') updatedOn!: string;
}

const isOpen = ({ status }: JudgmentEnforcement): boolean => status === 'OPEN';

export const enforcement: SubgraphPart = {
  schema: new URL('./enforcement.graphql', import.meta.url),
  entities: [JudgmentEnforcement],
  resolvers: {
    Query: {
      judgmentEnforcement: (_, { decisionNumber }, { loaders }) =>
        loaders.one(JudgmentEnforcement, 'decisionNumber', decisionNumber),
    },
    Citizen: {
      inEnforcement: async ({ personalId }: CitizenReference, _, { loaders }) =>
        (await loaders.many(JudgmentEnforcement, 'obligorId', personalId)).some(isOpen),
    },
    LandParcel: {
      inEnforcement: async ({ id }: LandParcelReference, _, { loaders }) =>
        (await loaders.many(JudgmentEnforcement, 'distrainedParcelId', id)).some(isOpen),
    },
    JudgmentEnforcement: {
      __resolveReference: byKey(JudgmentEnforcement, 'decisionNumber'),
      obligor: ({ obligorId }: JudgmentEnforcement) => citizen(obligorId),
      distrainedParcel: ({ distrainedParcelId, obligorId }: JudgmentEnforcement) =>
        distrainedParcelId && parcelOf(distrainedParcelId, obligorId),
    },
  },
  records: {
    JudgmentEnforcement: { entity: JudgmentEnforcement, subjects: ['obligorId'], territories: ['province'] },
  },
};
