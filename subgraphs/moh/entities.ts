import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A person is known to the population register: `citizenId` is a key, never a join. */
@Entity()
export class HealthRecord {
  @PrimaryColumn('text') healthId!: string;
  @Index({ unique: true }) @Column('text') citizenId!: string;
  @Column('simple-json') allergies!: string[];
  @Column('text') bloodGroup!: string;
  @Column('simple-json') conditions!: string[];
  @Column('text', { nullable: true }) referral!: string | null;
  @Column('boolean') occupationalDisease!: boolean;
}

@Entity()
export class TestResult {
  @PrimaryColumn('text') id!: string;
  @Index() @ForeignKey(() => HealthRecord) @Column('text') healthRecordId!: string;
  @Column('text') citizenId!: string;
  @Column('text') kind!: string;
  @Column('text') value!: string;
  @Column('date') takenOn!: string;
  /** The agency that runs the laboratory. */
  @Column('text') contributedBy!: string;
}

@Entity()
export class Claim {
  @PrimaryColumn('text') id!: string;
  @Index() @ForeignKey(() => HealthRecord) @Column('text') healthRecordId!: string;
  @Column('text') citizenId!: string;
  @Column('text') encounter!: string;
  @Column('text') serviceCode!: string;
  @Column('integer') amount!: number;
  @Column('date') servedOn!: string;
}

@Entity()
export class Vaccination {
  @PrimaryColumn('text') citizenId!: string;
  @PrimaryColumn('text') vaccine!: string;
  @PrimaryColumn('integer') dose!: number;
  @Column('date') givenOn!: string;
}

@Entity()
export class Facility {
  @PrimaryColumn('text') code!: string;
  @Column('text') name!: string;
  @Index() @Column('text') province!: string;
  @Column('text') commune!: string;
  @Column('integer') beds!: number;
  @Column('text') runBy!: string;
  @Column('integer') stockpile!: number;
}

@Entity()
export class BirthCertificate {
  @PrimaryColumn('text') number!: string;
  @Index() @Column('text') motherId!: string;
  @Column('date') dateOfBirth!: string;
  @Column('text') sex!: string;
  @ForeignKey(() => Facility) @Column('text') facilityId!: string;
  @Column('text') province!: string;
  /** The agency that runs the facility. */
  @Column('text') issuedBy!: string;
}

export const entities = [HealthRecord, TestResult, Claim, Vaccination, Facility, BirthCertificate];
