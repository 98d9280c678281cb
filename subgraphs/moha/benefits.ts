import { legalToday, type Context, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { allowancesOn, type Allowance } from './allowances.ts';

@Entity()
export class Merit {
  @PrimaryColumn('text') decisionNumber!: string;
  /** Known to the population register: a key, never a join. */
  @Index() @Column('text') citizenId!: string;
  @Column('text') category!: string;
  @Column('date') decidedOn!: string;
  @Column('date') updatedOn!: string;
}

@Entity()
export class UnemploymentBenefit {
  @PrimaryColumn('text') decisionNumber!: string;
  @Index() @Column('text') citizenId!: string;
  @Column('date') paidFrom!: string;
  @Column('date') paidTo!: string;
  @Column('integer') amount!: number;
  @Column('date') updatedOn!: string;
}

interface CitizenReference {
  readonly personalId: string;
}

const receivedBy = async ({ personalId }: CitizenReference, { loaders }: Context): Promise<Allowance[]> => {
  const [merits, benefits] = await Promise.all([
    loaders.many(Merit, 'citizenId', personalId),
    loaders.many(UnemploymentBenefit, 'citizenId', personalId),
  ]);
  return allowancesOn(legalToday(), merits, benefits);
};

export const benefits: SubgraphPart = {
  schema: new URL('./benefits.graphql', import.meta.url),
  entities: [Merit, UnemploymentBenefit],
  resolvers: {
    Citizen: {
      isMerited: async ({ personalId }: CitizenReference, _, { loaders }) =>
        (await loaders.many(Merit, 'citizenId', personalId)).length > 0,
      merit: ({ personalId }: CitizenReference, _, { loaders }) =>
        loaders.one(Merit, 'citizenId', personalId),
      unemploymentBenefit: async ({ personalId }: CitizenReference, _, { loaders }) =>
        (await loaders.many(UnemploymentBenefit, 'citizenId', personalId)).toSorted((one, other) =>
          other.paidFrom.localeCompare(one.paidFrom),
        )[0],
      receivesAllowance: async (
        citizen: CitizenReference,
        { kind }: { kind?: Allowance['kind'] | null },
        context,
      ) => (await receivedBy(citizen, context)).some((allowance) => !kind || allowance.kind === kind),
      allowances: (citizen: CitizenReference, _, context) => receivedBy(citizen, context),
    },
  },
  records: {
    Merit: { entity: Merit, subjects: ['citizenId'] },
    UnemploymentBenefit: { entity: UnemploymentBenefit, subjects: ['citizenId'] },
    Allowance: { subjects: ['citizenId'] },
  },
};
