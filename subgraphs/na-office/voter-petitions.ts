import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity()
export class VoterPetition {
  @PrimaryColumn('text') number!: string;
  @Column('text') subject!: string;
  @Column('text') province!: string;
  @Index() @Column('text') addressedTo!: string;
  @Column('date') sentOn!: string;
  @Column('date', { nullable: true }) answeredOn!: string | null;
}

export const voterPetitions: SubgraphPart = {
  schema: new URL('./voter-petitions.graphql', import.meta.url),
  entities: [VoterPetition],
  resolvers: {
    Query: {
      voterPetitions: async (_, { addressedTo }, { loaders }) =>
        (await loaders.many(VoterPetition, 'addressedTo', addressedTo)).toSorted((one, other) =>
          other.sentOn.localeCompare(one.sentOn),
        ),
    },
    VoterPetition: { __resolveReference: byKey(VoterPetition, 'number') },
  },
  records: { VoterPetition: { entity: VoterPetition, territories: ['province'] } },
};
