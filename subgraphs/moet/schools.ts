import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity()
export class School {
  @PrimaryColumn('text') code!: string;
  @Column('text') name!: string;
  @Column('text') level!: string;
  @Column('text') province!: string;
  @Index() @Column('text') commune!: string;
  /** The communes whose children it takes in. */
  @Column('simple-json') zone!: string[];
  @Column('integer') places!: number;
}

@Entity()
export class Pupil {
  /** Known to the population register: a key, never a join. */
  @PrimaryColumn('text') citizenId!: string;
  @Column('text') schoolCode!: string;
  @Column('integer') grade!: number;
  @Column('text') status!: string;
  @Column('date') enrolledOn!: string;
  @Column('date') updatedOn!: string;
}

interface CitizenReference {
  readonly personalId: string;
  /** What the population register says, where somebody asked for what needs it. */
  readonly commune?: string | null;
}

export const schools: SubgraphPart = {
  schema: new URL('./schools.graphql', import.meta.url),
  entities: [School, Pupil],
  resolvers: {
    Query: {
      school: (_, { code }, { loaders }) => loaders.one(School, 'code', code),
      schools: (_, { commune }, { loaders }) => loaders.many(School, 'commune', commune),
    },
    Citizen: {
      pupil: ({ personalId }: CitizenReference, _, { loaders }) =>
        loaders.one(Pupil, 'citizenId', personalId),
      isInSchoolZone: async ({ commune }: CitizenReference, { school }: { school: string }, { loaders }) => {
        const found = await loaders.one(School, 'code', school);
        return found && commune ? found.zone.includes(commune) : null;
      },
    },
    School: { __resolveReference: byKey(School, 'code') },
    Pupil: {
      school: ({ schoolCode }: Pupil, _, { loaders }) => loaders.one(School, 'code', schoolCode),
    },
  },
  records: {
    School: { entity: School, territories: ['province', 'commune'] },
    Pupil: { entity: Pupil, subjects: ['citizenId'] },
  },
};
