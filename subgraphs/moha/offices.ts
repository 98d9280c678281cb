import type { SubgraphPart } from '@lienthong/shared';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity()
export class Office {
  /** Known to the population register: a key, never a join. */
  @PrimaryColumn('text') citizenId!: string;
  @Column('boolean') declaresAssets!: boolean;
  @Column('date') updatedOn!: string;
}

export const offices: SubgraphPart = {
  schema: new URL('./offices.graphql', import.meta.url),
  entities: [Office],
  resolvers: {
    Citizen: {
      isOfficial: async ({ personalId }: { personalId: string }, _, { loaders }) =>
        (await loaders.one(Office, 'citizenId', personalId)) !== null,
      office: ({ personalId }: { personalId: string }, _, { loaders }) =>
        loaders.one(Office, 'citizenId', personalId),
    },
  },
  records: {
    Office: { entity: Office, subjects: ['citizenId'] },
  },
};
