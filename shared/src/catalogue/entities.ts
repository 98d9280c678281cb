import { QualityFinding } from '../quality/finding-entity.ts';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What an agency says of itself. */
@Entity()
export class AgencyCard {
  @PrimaryColumn('text') id!: string;
  @Column('integer') position!: number;
  @Column('text') type!: string;
  @Column('text') name!: string;
  @Column('text') nameEn!: string;
  @Column('text') abbreviation!: string;
  @Column('text') kind!: string;
  @Column('text', { nullable: true }) note!: string | null;
  @Column('text', { nullable: true }) noteEn!: string | null;
}

@Entity()
export class Database {
  @PrimaryColumn('text') id!: string;
  @Index() @ForeignKey(() => AgencyCard) @Column('text') ownerId!: string;
  @Column('text') group!: string;
  @Column('integer') ordinal!: number;
  @Column('integer') line!: number;
  @Column('text') name!: string;
  @Column('text') printedName!: string;
  @Column('text') form!: string;
  @Column('simple-json') priorityIds!: string[];
  @Column('simple-json', { nullable: true }) records!: DatabaseRecords | null;
}

/** Where the records of a database are answered, or why they are not. */
export interface DatabaseRecords {
  readonly status: 'ANSWERED' | 'NOT_YET' | 'CLOSED';
  readonly types: readonly { readonly name: string; readonly entries: readonly string[] }[];
  readonly reason: string | null;
  readonly reasonEn: string | null;
  readonly basis: readonly string[];
}

@Entity()
export class DatabaseEquivalence {
  @ForeignKey(() => Database) @PrimaryColumn('text') databaseId!: string;
  /** May belong to another agency: a key, never a join. */
  @PrimaryColumn('text') id!: string;
  @Column('text') certainty!: string;
  @Column('text') reason!: string;
  @Column('text') reasonEn!: string;
}

@Entity()
export class PartnerLink {
  @ForeignKey(() => AgencyCard) @PrimaryColumn('text') agencyId!: string;
  @PrimaryColumn('integer') ordinal!: number;
  /** Known to the National Data Center: a key, never a join. */
  @Index() @Column('text') partnerId!: string;
  @Column('text') printedName!: string;
  @Column('integer') line!: number;
}

@Entity()
export class Task {
  @PrimaryColumn('text') id!: string;
  /** The place in the text, from 0. */
  @Column('integer') position!: number;
  @Column('text') section!: string;
  @Column('integer') line!: number;
  @Column('text') text!: string;
  @Column('text') printedText!: string;
  @Column('simple-json', { nullable: true }) deadline!: DeadlineColumns | null;
  @Column('simple-json', { nullable: true }) recurrence!: RecurrenceColumns | null;
  @Column('boolean') request!: boolean;
  @Column('simple-json') lead!: TaskParty;
  @Column('simple-json') cooperating!: TaskParty;
}

@Entity()
export class TaskAssignment {
  @ForeignKey(() => Task) @PrimaryColumn('text') taskId!: string;
  @ForeignKey(() => AgencyCard) @PrimaryColumn('text') agencyId!: string;
  @PrimaryColumn('text') role!: string;
}

export interface DeadlineColumns {
  printed: string;
  iso: string | null;
  lastDay: string | null;
}

export interface RecurrenceColumns {
  printed: string;
  interval: string;
  beforeDay: number | null;
}

/** Who leads or cooperates, in the words of the text and as groups and bodies that are not agencies. */
export interface TaskParty {
  printed: string | null;
  groups: string[];
  others: string[];
}

export const catalogueEntities = [
  AgencyCard,
  Database,
  DatabaseEquivalence,
  PartnerLink,
  Task,
  TaskAssignment,
  QualityFinding,
];
