import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { citizen, type CitizenReference } from './citizen.ts';
import { recidivismAt } from './recidivism.ts';

@Entity()
export class Sanction {
  @PrimaryColumn('text') decisionNumber!: string;
  /** Known to the population register: a key, never a join. Null where an organization was sanctioned. */
  @Index() @Column('text', { nullable: true }) citizenId!: string | null;
  @Index() @Column('text', { nullable: true }) taxCode!: string | null;
  /** Decree, article and clause: `98/2020/NĐ-CP-11-1`. */
  @Column('text') provision!: string;
  @Column('text') kind!: string;
  @Column('integer', { nullable: true }) amount!: number | null;
  @Column('date') decidedOn!: string;
  @Column('date', { nullable: true }) completedOn!: string | null;
  /** The agency whose people decided, and reported the decision. */
  @Column('text') contributedBy!: string;
  /** The day that agency last confirmed the entry. */
  @Column('date') updatedOn!: string;
}

interface Violation {
  readonly provision: string;
  readonly at: string;
}

const ofProvision = (sanctions: readonly Sanction[], { provision, at }: Violation) =>
  recidivismAt(
    at,
    sanctions.filter((sanction) => sanction.provision === provision),
  );

export const sanctions: SubgraphPart = {
  schema: new URL('./sanctions.graphql', import.meta.url),
  entities: [Sanction],
  resolvers: {
    Query: {
      sanction: (_, { decisionNumber }, { loaders }) =>
        loaders.one(Sanction, 'decisionNumber', decisionNumber),
    },
    Citizen: {
      isRecidivist: async ({ personalId }: CitizenReference, violation: Violation, { loaders }) => ({
        subject: personalId,
        ...ofProvision(await loaders.many(Sanction, 'citizenId', personalId), violation),
      }),
    },
    Organization: {
      isRecidivist: async ({ taxCode }: { taxCode: string }, violation: Violation, { loaders }) => ({
        subject: taxCode,
        ...ofProvision(await loaders.many(Sanction, 'taxCode', taxCode), violation),
      }),
    },
    Sanction: {
      __resolveReference: byKey(Sanction, 'decisionNumber'),
      citizen: ({ citizenId }: Sanction) => citizen(citizenId),
      organization: ({ taxCode }: Sanction) => taxCode && { taxCode },
    },
  },
  records: {
    Organization: { subjects: ['taxCode'] },
    Recidivism: { subjects: ['subject'] },
    Sanction: { entity: Sanction, subjects: ['citizenId', 'taxCode'], contributor: 'contributedBy' },
  },
};
