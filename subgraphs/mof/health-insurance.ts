import { inForce, legalToday, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity()
export class HealthInsurance {
  @PrimaryColumn('text') cardNumber!: string;
  @PrimaryColumn('date') validFrom!: string;
  @Column('date') validTo!: string;
  /** Known to the population register: a key, never a join. */
  @Index() @Column('text') citizenId!: string;
  @Column('text') group!: string;
  @Column('integer') level!: number;
  @Column('date') updatedOn!: string;
}

export const healthInsurance: SubgraphPart = {
  schema: new URL('./health-insurance.graphql', import.meta.url),
  entities: [HealthInsurance],
  resolvers: {
    Citizen: {
      // Nobody without a card is passed over: that there is none is the answer.
      healthInsurance: async ({ personalId }: { personalId: string }, _, { loaders }) =>
        latestOf(await loaders.many(HealthInsurance, 'citizenId', personalId)) ?? { citizenId: personalId },
    },
    HealthInsurance: {
      insured: ({ validFrom, validTo }: Partial<HealthInsurance>) =>
        validFrom !== undefined &&
        validTo !== undefined &&
        inForce({ from: validFrom, to: validTo }, legalToday()),
    },
  },
  records: {
    HealthInsurance: { entity: HealthInsurance, subjects: ['citizenId'] },
  },
};

/** The card that lasts longest. */
const latestOf = (cards: readonly HealthInsurance[]): HealthInsurance | null =>
  cards.toSorted((one, other) => other.validTo.localeCompare(one.validTo))[0] ?? null;
