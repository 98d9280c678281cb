import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { citizen, type CitizenReference } from './citizen.ts';

@Entity()
export class BirthRegistration {
  @PrimaryColumn('text') number!: string;
  /** Known to the population register, as the parents are: a key, never a join. Absent until the child has a number. */
  @Index({ unique: true }) @Column('text', { nullable: true }) childId!: string | null;
  @Column('text') childName!: string;
  @Column('text', { nullable: true }) motherId!: string | null;
  @Column('text', { nullable: true }) fatherId!: string | null;
  @Column('date') dateOfBirth!: string;
  @Column('text') sex!: string;
  @Column('text') placeOfBirth!: string;
  @Column('date') registeredOn!: string;
  @Column('text') registrarName!: string;
  @Column('text', { nullable: true }) adoptionOrigin!: string | null;

  /** Where it was registered; neither for a birth abroad. */
  @Column('text', { nullable: true }) province!: string | null;
  @Column('text', { nullable: true }) commune!: string | null;
  /** The agency that made the entry: a People's Committee, or a mission abroad. */
  @Column('text') registeredBy!: string;
}

@Entity()
export class MaritalStatus {
  @PrimaryColumn('text') citizenId!: string;
  @Column('boolean') married!: boolean;
}

export const civilStatus: SubgraphPart = {
  schema: new URL('./civil-status.graphql', import.meta.url),
  entities: [BirthRegistration, MaritalStatus],
  resolvers: {
    Query: {
      birthRegistration: (_, { number }, { loaders }) => loaders.one(BirthRegistration, 'number', number),
    },
    Citizen: {
      birthRegistration: ({ personalId }: CitizenReference, _, { loaders }) =>
        loaders.one(BirthRegistration, 'childId', personalId),
      married: async ({ personalId }: CitizenReference, _, { loaders }) =>
        (await loaders.one(MaritalStatus, 'citizenId', personalId))?.married,
    },
    BirthRegistration: {
      __resolveReference: byKey(BirthRegistration, 'number'),
      child: ({ childId }: BirthRegistration) => citizen(childId),
      mother: ({ motherId }: BirthRegistration) => citizen(motherId),
      father: ({ fatherId }: BirthRegistration) => citizen(fatherId),
    },
  },
  records: {
    BirthRegistration: {
      entity: BirthRegistration,
      subjects: ['childId', 'motherId', 'fatherId'],
      territories: ['province', 'commune'],
      contributor: 'registeredBy',
    },
  },
};
