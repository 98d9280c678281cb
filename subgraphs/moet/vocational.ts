import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity()
export class VocationalInstitution {
  @PrimaryColumn('text') code!: string;
  @Column('text') name!: string;
  @Index() @Column('text') province!: string;
  @Column('text') commune!: string;
  @Column('simple-json') trades!: string[];
}

@Entity()
export class VocationalStudent {
  /** Known to the population register: a key, never a join. */
  @PrimaryColumn('text') citizenId!: string;
  @Column('text') institutionCode!: string;
  @Column('text') trade!: string;
  @Column('text') status!: string;
  @Column('date') enrolledOn!: string;
}

@Entity()
export class VocationalTeacher {
  @PrimaryColumn('text') citizenId!: string;
  @Column('text') institutionCode!: string;
  @Column('text') trade!: string;
  @Column('text') qualification!: string;
}

interface CitizenReference {
  readonly personalId: string;
}

export const vocational: SubgraphPart = {
  schema: new URL('./vocational.graphql', import.meta.url),
  entities: [VocationalInstitution, VocationalStudent, VocationalTeacher],
  resolvers: {
    Query: {
      vocationalInstitution: (_, { code }, { loaders }) => loaders.one(VocationalInstitution, 'code', code),
      vocationalInstitutions: (_, { province }, { loaders }) =>
        loaders.many(VocationalInstitution, 'province', province),
    },
    Citizen: {
      vocationalStudent: ({ personalId }: CitizenReference, _, { loaders }) =>
        loaders.one(VocationalStudent, 'citizenId', personalId),
      vocationalTeacher: ({ personalId }: CitizenReference, _, { loaders }) =>
        loaders.one(VocationalTeacher, 'citizenId', personalId),
    },
    VocationalInstitution: { __resolveReference: byKey(VocationalInstitution, 'code') },
    VocationalStudent: {
      institution: ({ institutionCode }: VocationalStudent, _, { loaders }) =>
        loaders.one(VocationalInstitution, 'code', institutionCode),
    },
    VocationalTeacher: {
      institution: ({ institutionCode }: VocationalTeacher, _, { loaders }) =>
        loaders.one(VocationalInstitution, 'code', institutionCode),
    },
  },
  records: {
    VocationalInstitution: { entity: VocationalInstitution, territories: ['province', 'commune'] },
    VocationalStudent: { entity: VocationalStudent, subjects: ['citizenId'] },
    VocationalTeacher: { entity: VocationalTeacher, subjects: ['citizenId'] },
  },
};
