import { isoDay, legalDay, type Context, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { bannedPostsOn, certifiesRecord, hasCriminalRecord } from './criminal-record.ts';

/** What the courts sent of a judgment, and what became of it: certificates are made of it without asking them again. */
@Entity()
export class CriminalRecord {
  @PrimaryColumn('text') caseNumber!: string;
  @Index() @Column('text') citizenId!: string;
  @Column('text') court!: string;
  @Column('date') judgedOn!: string;
  @Column('text') offence!: string;
  @Column('text', { nullable: true }) bannedPost!: string | null;
  @Column('date', { nullable: true }) bannedUntil!: string | null;
  @Column('boolean') civilPartExecuted!: boolean;
  @Column('date', { nullable: true }) servedOn!: string | null;
  @Column('date', { nullable: true }) expungedOn!: string | null;
  @Column('date') updatedOn!: string;
}

/** A certificate that was issued; what it says follows from the records of its day. */
@Entity()
export class CriminalRecordCertificate {
  @PrimaryColumn('text') number!: string;
  @Index() @Column('text') citizenId!: string;
  @Column('text') type!: string;
  @Column('date') issuedOn!: string;
}

@Entity()
export class PrisonTerm {
  @PrimaryColumn('text') caseNumber!: string;
  @Index() @Column('text') citizenId!: string;
  @Column('date') begunOn!: string;
  @Column('date', { nullable: true }) releasedOn!: string | null;
}

@Entity()
export class CommunitySentence {
  @PrimaryColumn('text') caseNumber!: string;
  @Index() @Column('text') citizenId!: string;
  @Column('text') kind!: string;
  @Column('text') province!: string;
  @Column('text') commune!: string;
  @Column('date') begunOn!: string;
  @Column('date', { nullable: true }) completedOn!: string | null;
}

interface CitizenReference {
  personalId: string;
}

const today = (): string => isoDay(legalDay(Date.now()));

/** The latest certificate of a type that was issued to a person; null where none was. */
const latestOf = async ({ personalId }: CitizenReference, type: string, loaders: Context['loaders']) =>
  (await loaders.many(CriminalRecordCertificate, 'citizenId', personalId))
    .filter((certificate) => certificate.type === type)
    .sort((one, other) => other.issuedOn.localeCompare(one.issuedOn))[0] ?? null;

export const criminalRecords: SubgraphPart = {
  schema: new URL('./criminal-records.graphql', import.meta.url),
  entities: [CriminalRecord, CriminalRecordCertificate, PrisonTerm, CommunitySentence],
  resolvers: {
    Query: {
      // Who has the number of a certificate No. 2 does not get it by that.
      criminalRecordCertificate: async (_, { number }, { loaders }) => {
        const certificate = await loaders.one(CriminalRecordCertificate, 'number', number);
        return certificate?.type === 'ONE' ? certificate : null;
      },
    },
    Citizen: {
      hasCriminalRecord: async ({ personalId }: CitizenReference, _, { loaders }) =>
        hasCriminalRecord(await loaders.many(CriminalRecord, 'citizenId', personalId), today()),
      criminalRecordCertificate: (citizen: CitizenReference, _, { loaders }) =>
        latestOf(citizen, 'ONE', loaders),
      fullCriminalRecordCertificate: (citizen: CitizenReference, _, { loaders }) =>
        latestOf(citizen, 'TWO', loaders),
      criminalRecords: async ({ personalId }: CitizenReference, _, { loaders }) =>
        (await loaders.many(CriminalRecord, 'citizenId', personalId)).toSorted((one, other) =>
          other.judgedOn.localeCompare(one.judgedOn),
        ),
      prisonTerms: ({ personalId }: CitizenReference, _, { loaders }) =>
        loaders.many(PrisonTerm, 'citizenId', personalId),
      communitySentences: ({ personalId }: CitizenReference, _, { loaders }) =>
        loaders.many(CommunitySentence, 'citizenId', personalId),
    },
    CriminalRecordCertificate: {
      hasRecord: async (certificate: CriminalRecordCertificate, _, { loaders }) =>
        certifiesRecord(certificate, await loaders.many(CriminalRecord, 'citizenId', certificate.citizenId)),
      bannedPosts: async ({ citizenId, issuedOn }: CriminalRecordCertificate, _, { loaders }) =>
        bannedPostsOn(await loaders.many(CriminalRecord, 'citizenId', citizenId), issuedOn),
    },
  },
  records: {
    CriminalRecord: { entity: CriminalRecord, subjects: ['citizenId'] },
    CriminalRecordCertificate: { entity: CriminalRecordCertificate, subjects: ['citizenId'] },
    PrisonTerm: { entity: PrisonTerm, subjects: ['citizenId'] },
    CommunitySentence: {
      entity: CommunitySentence,
      subjects: ['citizenId'],
      territories: ['province', 'commune'],
    },
  },
};
