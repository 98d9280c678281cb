import { byKey, isoDay, legalDay, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Procedure } from './procedures.ts';
import { isLate, serviceFigures } from './service-figures.ts';

@Entity()
export class Dossier {
  @PrimaryColumn('text') number!: string;
  @Column('text') procedureCode!: string;
  @Index() @Column('text') applicantId!: string;
  /** SUBMITTED, IN_PROGRESS, DONE or RETURNED. */
  @Column('text') status!: string;
  @Column('date') submittedOn!: string;
  @Column('date') dueOn!: string;
  @Column('date', { nullable: true }) doneOn!: string | null;
  /** The agency that handles it, and the desk where it came in. */
  @Column('text') handledBy!: string;
  @Column('text', { nullable: true }) officeCode!: string | null;
  @Index() @Column('text') province!: string;
  @Column('date') updatedOn!: string;
}

@Entity()
export class DossierStep {
  @PrimaryColumn('text') dossierNumber!: string;
  @PrimaryColumn('integer') position!: number;
  /** As its dossier says: a step is found, and held back, by itself. */
  @Column('text') applicantId!: string;
  @Column('text') handledBy!: string;
  @Column('text') name!: string;
  @Column('text') by!: string;
  @Column('date', { nullable: true }) doneOn!: string | null;
}

const today = (): string => isoDay(legalDay(Date.now()));

export const dossiers: SubgraphPart = {
  schema: new URL('./dossiers.graphql', import.meta.url),
  entities: [Dossier, DossierStep],
  resolvers: {
    Query: {
      dossier: (_, { number }, { loaders }) => loaders.one(Dossier, 'number', number),
      serviceFigures: async (_, { province }: { province: string }, { loaders }) =>
        serviceFigures(province, await loaders.many(Dossier, 'province', province), today()),
    },
    Citizen: {
      dossiers: async ({ personalId }: { personalId: string }, _, { loaders }) =>
        (await loaders.many(Dossier, 'applicantId', personalId)).toSorted((one, other) =>
          other.submittedOn.localeCompare(one.submittedOn),
        ),
    },
    Dossier: {
      __resolveReference: byKey(Dossier, 'number'),
      procedure: ({ procedureCode }: Dossier, _, { loaders }) =>
        loaders.one(Procedure, 'code', procedureCode),
      applicant: ({ applicantId }: Dossier) => ({ personalId: applicantId }),
      office: ({ officeCode }: Dossier) => officeCode && { code: officeCode },
      late: (dossier: Dossier) => isLate(dossier, today()),
      steps: async ({ number }: Dossier, _, { loaders }) =>
        (await loaders.many(DossierStep, 'dossierNumber', number)).toSorted(
          (one, other) => one.position - other.position,
        ),
    },
  },
  records: {
    Dossier: {
      entity: Dossier,
      subjects: ['applicantId'],
      territories: ['province'],
      contributor: 'handledBy',
    },
    DossierStep: { entity: DossierStep, subjects: ['applicantId'], contributor: 'handledBy' },
  },
};
