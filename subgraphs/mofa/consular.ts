import { byKey, isoDay, legalDay, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { isValid } from './passport-validity.ts';

@Entity()
export class Legalisation {
  @PrimaryColumn('text') number!: string;
  @Column('text') documentKind!: string;
  @Column('text') country!: string;
  @Column('date') issuedOn!: string;
  @Column('text') holderId!: string;
}

@Entity()
export class DiplomaticPassport {
  @PrimaryColumn('text') number!: string;
  @Column('text') kind!: string;
  @Index() @Column('text') holderId!: string;
  @Column('date') issuedOn!: string;
  @Column('date') validTo!: string;
  @Column('date', { nullable: true }) revokedOn!: string | null;
  @Column('date') updatedOn!: string;
}

@Entity()
export class MigrationCount {
  @PrimaryColumn('integer') year!: number;
  @PrimaryColumn('text') country!: string;
  @PrimaryColumn('text') purpose!: string;
  @Column('integer') people!: number;
}

const today = (): string => isoDay(legalDay(Date.now()));

export const consular: SubgraphPart = {
  schema: new URL('./consular.graphql', import.meta.url),
  entities: [Legalisation, DiplomaticPassport, MigrationCount],
  resolvers: {
    Query: {
      legalisation: (_, { number }, { loaders }) => loaders.one(Legalisation, 'number', number),
      diplomaticPassport: (_, { number }, { loaders }) => loaders.one(DiplomaticPassport, 'number', number),
      migration: (_, { year }, { loaders }) => loaders.many(MigrationCount, 'year', year),
    },
    Citizen: {
      holdsDiplomaticPassport: async ({ personalId }: { personalId: string }, _, { loaders }) =>
        (await loaders.many(DiplomaticPassport, 'holderId', personalId)).some((passport) =>
          isValid(passport, today()),
        ),
    },
    Legalisation: {
      __resolveReference: byKey(Legalisation, 'number'),
      isOf: (legalisation: Legalisation, { documentKind }: { documentKind: string }) =>
        legalisation.documentKind === documentKind,
      holder: ({ holderId }: Legalisation) => ({ personalId: holderId }),
    },
    DiplomaticPassport: {
      __resolveReference: byKey(DiplomaticPassport, 'number'),
      holder: ({ holderId }: DiplomaticPassport) => ({ personalId: holderId }),
      valid: (passport: DiplomaticPassport) => isValid(passport, today()),
    },
  },
  records: {
    Legalisation: { entity: Legalisation, subjects: ['holderId'] },
    DiplomaticPassport: { entity: DiplomaticPassport, subjects: ['holderId'] },
    MigrationCount: { entity: MigrationCount },
  },
};
