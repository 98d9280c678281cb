import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A birth on its way through the agencies. */
@Entity()
export class BirthDossier {
  @PrimaryColumn('text') number!: string;
  @Index({ unique: true }) @Column('text') certificate!: string;
  @Column('text') registration!: string;
  @Column('text') motherId!: string;
  @Column('text', { nullable: true }) fatherId!: string | null;
  /** Known once the police have given the child a number. */
  @Column('text', { nullable: true }) childId!: string | null;
}

/** What one agency has done for a dossier. */
@Entity()
export class BirthStep {
  @PrimaryColumn('text') dossier!: string;
  @PrimaryColumn('text') step!: BirthStepKind;
  /** The case it is asked about in is hers. */
  @Column('text') motherId!: string;
  @Column('text') state!: 'PENDING' | 'DONE' | 'STOPPED';
  @Column('text', { nullable: true }) result!: string | null;
  @Column('text', { nullable: true }) problem!: string | null;
  @Column('integer') attempts!: number;
  @Column('text') changedAt!: string;
}

/** In the order in which they are taken, each with who takes it. */
export const BIRTH_STEPS = {
  REGISTRATION: 'moj',
  PERSONAL_ID: 'mps',
  HEALTH_INSURANCE: 'mof',
} as const;
export type BirthStepKind = keyof typeof BIRTH_STEPS;
