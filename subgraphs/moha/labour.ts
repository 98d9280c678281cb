import { byKey, inForce, legalToday, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity()
export class Employment {
  /** Known to the population register: a key, never a join. */
  @PrimaryColumn('text') citizenId!: string;
  @PrimaryColumn('date') since!: string;
  @Column('date', { nullable: true }) until!: string | null;
  /** Known to the enterprise register. */
  @Column('text', { nullable: true }) employerTaxCode!: string | null;
  @Column('text') occupation!: string;
  @Column('date') updatedOn!: string;
}

@Entity()
export class ForeignWorker {
  @PrimaryColumn('text') permitNumber!: string;
  @Column('text') fullName!: string;
  @Column('text') nationality!: string;
  @Column('text') passportNumber!: string;
  @Index() @Column('text') employerTaxCode!: string;
  @Column('text') occupation!: string;
  @Column('date') permitValidFrom!: string;
  @Column('date') permitValidTo!: string;
  @Column('text') province!: string;
  @Column('date') updatedOn!: string;
}

const organization = (taxCode: string | null) => taxCode && { taxCode };

export const labour: SubgraphPart = {
  schema: new URL('./labour.graphql', import.meta.url),
  entities: [Employment, ForeignWorker],
  resolvers: {
    Query: {
      foreignWorker: (_, { permitNumber }, { loaders }) =>
        loaders.one(ForeignWorker, 'permitNumber', permitNumber),
    },
    Citizen: {
      employment: async ({ personalId }: { personalId: string }, _, { loaders }) =>
        (await loaders.many(Employment, 'citizenId', personalId)).find(({ since, until }) =>
          inForce({ from: since, to: until }, legalToday()),
        ),
    },
    Organization: {
      foreignWorkersEmployed: async ({ taxCode }: { taxCode: string }, _, { loaders }) =>
        (await loaders.many(ForeignWorker, 'employerTaxCode', taxCode)).filter(
          ({ permitValidFrom, permitValidTo }) =>
            inForce({ from: permitValidFrom, to: permitValidTo }, legalToday()),
        ).length,
      foreignWorkers: ({ taxCode }: { taxCode: string }, _, { loaders }) =>
        loaders.many(ForeignWorker, 'employerTaxCode', taxCode),
    },
    Employment: {
      employer: ({ employerTaxCode }: Employment) => organization(employerTaxCode),
    },
    ForeignWorker: {
      __resolveReference: byKey(ForeignWorker, 'permitNumber'),
      employer: ({ employerTaxCode }: ForeignWorker) => organization(employerTaxCode),
    },
  },
  records: {
    Organization: { subjects: ['taxCode'] },
    Employment: { entity: Employment, subjects: ['citizenId'] },
    ForeignWorker: {
      entity: ForeignWorker,
      subjects: ['passportNumber', 'employerTaxCode'],
      territories: ['province'],
    },
  },
};
