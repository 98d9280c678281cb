import { byKey, isoDay, legalDay, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Facility } from './entities.ts';
import { fitToDrive } from './fit-to-drive.ts';

@Entity()
export class HealthIdentifier {
  @PrimaryColumn('text') healthId!: string;
  @Index({ unique: true }) @Column('text') citizenId!: string;
  @Column('date') issuedOn!: string;
}

@Entity()
export class HealthBook {
  @PrimaryColumn('text') citizenId!: string;
  @Column('date') openedOn!: string;
  @Column('boolean') onVneid!: boolean;
  @Column('date') lastEntryOn!: string;
}

/** Of an examination only its conclusion: the findings stay with the facility. */
@Entity()
export class DriverHealthCertificate {
  @PrimaryColumn('text') number!: string;
  @Index() @Column('text') citizenId!: string;
  @Column('boolean') fit!: boolean;
  @Column('date') issuedOn!: string;
  @Column('date') validTo!: string;
  @Column('text') facilityId!: string;
  @Column('text') issuedBy!: string;
  @Column('date') updatedOn!: string;
}

interface CitizenReference {
  personalId: string;
}

export const healthPapers: SubgraphPart = {
  schema: new URL('./health-papers.graphql', import.meta.url),
  entities: [HealthIdentifier, HealthBook, DriverHealthCertificate],
  resolvers: {
    Citizen: {
      healthIdentifier: ({ personalId }: CitizenReference, _, { loaders }) =>
        loaders.one(HealthIdentifier, 'citizenId', personalId),
      healthBook: ({ personalId }: CitizenReference, _, { loaders }) =>
        loaders.one(HealthBook, 'citizenId', personalId),
      fitToDrive: async ({ personalId }: CitizenReference, _, { loaders }) =>
        fitToDrive(
          await loaders.many(DriverHealthCertificate, 'citizenId', personalId),
          isoDay(legalDay(Date.now())),
        ),
      driverHealthCertificates: async ({ personalId }: CitizenReference, _, { loaders }) =>
        (await loaders.many(DriverHealthCertificate, 'citizenId', personalId)).toSorted((one, other) =>
          other.issuedOn.localeCompare(one.issuedOn),
        ),
    },
    DriverHealthCertificate: {
      __resolveReference: byKey(DriverHealthCertificate, 'number'),
      facility: ({ facilityId }: DriverHealthCertificate, _, { loaders }) =>
        loaders.one(Facility, 'code', facilityId),
    },
  },
  records: {
    HealthIdentifier: { entity: HealthIdentifier, subjects: ['citizenId'] },
    HealthBook: { entity: HealthBook, subjects: ['citizenId'] },
    DriverHealthCertificate: {
      entity: DriverHealthCertificate,
      subjects: ['citizenId'],
      contributor: 'issuedBy',
    },
  },
};
