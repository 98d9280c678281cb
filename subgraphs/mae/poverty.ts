import type { SubgraphPart } from '@lienthong/shared';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One row for each member: what concerns one person is read without the others. */
@Entity()
export class PoorHousehold {
  @PrimaryColumn('text') citizenId!: string;
  @Column('text') householdCode!: string;
  @Column('text') status!: string;
  @Column('integer') year!: number;
  @Column('text') decisionNumber!: string;
  @Column('text') province!: string;
  @Column('text') commune!: string;
  @Column('date') updatedOn!: string;
}

export const poverty: SubgraphPart = {
  schema: new URL('./poverty.graphql', import.meta.url),
  entities: [PoorHousehold],
  resolvers: {
    Citizen: {
      poorHousehold: ({ personalId }: { personalId: string }, _, { loaders }) =>
        loaders.one(PoorHousehold, 'citizenId', personalId),
    },
  },
  records: {
    PoorHousehold: { entity: PoorHousehold, subjects: ['citizenId'], territories: ['province', 'commune'] },
  },
};
