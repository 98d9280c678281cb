import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity()
export class Procedure {
  @PrimaryColumn('text') code!: string;
  @Column('text') name!: string;
  @Column('text') nameEn!: string;
  /** The agency that keeps the procedure. */
  @Column('text') agency!: string;
}

/** Which answer takes the place of which paper. */
@Entity()
export class AbolishedPaper {
  @PrimaryColumn('text') procedureCode!: string;
  @PrimaryColumn('integer') position!: number;
  @Column('text') paper!: string;
  @Column('text') paperEn!: string;
  @Column('text') field!: string;
  @Column('text') answeredBy!: string;
  @Column('text') database!: string;
  @Column('text') basis!: string;
}

interface Form {
  readonly procedureCode: string;
  readonly applicantId: string;
}

export const procedures: SubgraphPart = {
  schema: new URL('./procedures.graphql', import.meta.url),
  entities: [Procedure, AbolishedPaper],
  resolvers: {
    Query: {
      procedure: (_, { code }, { loaders }) => loaders.one(Procedure, 'code', code),
      prefillForm: async (
        _,
        { procedure, applicant }: { procedure: string; applicant: string },
        { loaders },
      ): Promise<Form | null> =>
        (await loaders.one(Procedure, 'code', procedure)) && {
          procedureCode: procedure,
          applicantId: applicant,
        },
    },
    Procedure: {
      __resolveReference: byKey(Procedure, 'code'),
      papersAbolished: async ({ code }: Procedure, _, { loaders }) =>
        (await loaders.many(AbolishedPaper, 'procedureCode', code)).toSorted(
          (one, other) => one.position - other.position,
        ),
    },
    PrefilledForm: {
      procedure: ({ procedureCode }: Form, _, { loaders }) => loaders.one(Procedure, 'code', procedureCode),
      applicant: ({ applicantId }: Form) => ({ personalId: applicantId }),
    },
  },
  records: {
    PrefilledForm: { subjects: ['applicantId'] },
  },
};
