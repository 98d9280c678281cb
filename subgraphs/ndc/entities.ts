import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { AgencyCard, Database, type DatabaseRecords } from '@lienthong/shared';

@Entity()
export class Partner {
  @PrimaryColumn('text') id!: string;
  @Column('integer') position!: number;
  @Column('text') name!: string;
  @Column('text') nameEn!: string;
  @Column('text') shortName!: string;
  @Column('simple-json') printedVariants!: string[];
}

@Entity()
export class PriorityDatabase {
  @PrimaryColumn('text') id!: string;
  @Column('integer') ordinal!: number;
  @Column('integer') line!: number;
  @Column('text') name!: string;
  @Column('text') printedName!: string;
  @ForeignKey(() => AgencyCard) @Column('text') leadId!: string;
  @Column('simple-json') tasks!: PriorityItem[];
  @Column('simple-json') mechanisms!: PriorityItem[];
  @Column('text') deadline!: string;
  @Column('text') printedDeadline!: string;
  @Column('text', { nullable: true }) databasesNote!: string | null;
  @Column('text', { nullable: true }) databasesNoteEn!: string | null;
  @Column('simple-json', { nullable: true }) records!: DatabaseRecords | null;
}

/** A row of Annex I that a priority database of Annex II corresponds to. */
@Entity()
export class PriorityDatabaseRow {
  @ForeignKey(() => PriorityDatabase) @PrimaryColumn('text') priorityDatabaseId!: string;
  @Index() @ForeignKey(() => Database) @PrimaryColumn('text') databaseId!: string;
}

/** What an agency last reported on the quality of one of its databases. */
@Entity()
export class QualityReport {
  @PrimaryColumn('text') database!: string;
  @Column('text') owner!: string;
  @Column('text') measuredOn!: string;
  @Column('integer') rows!: number;
  @Column('simple-json') words!: { word: string; good: number; of: number }[];
  @Column('simple-json') sharedUse!: Record<string, number | null>;
  @Column('simple-json') fields!: {
    type: string;
    field: string;
    word: string;
    kind: string;
    faulty: number;
    checked: number;
    sources: string[];
  }[];
}

@Entity()
export class Requirement {
  @PrimaryColumn('text') id!: string;
  @Column('integer') position!: number;
  @Column('text') kind!: string;
  @Column('integer') line!: number;
  @Column('text') text!: string;
  @Column('text') says!: string;
  @Column('text') gateway!: string;
  @Column('text') strength!: string;
}

@Entity()
export class Committee {
  @PrimaryColumn('text') name!: string;
  @Column('text') nameEn!: string;
  @Column('text') function!: string;
  @ForeignKey(() => AgencyCard) @Column('text') standingBodyId!: string;
}

@Entity()
export class CommitteeMember {
  @PrimaryColumn('integer') position!: number;
  @Column('integer') line!: number;
  @Column('text') title!: string;
  @Column('text') titleEn!: string;
  @Column('text', { nullable: true }) role!: string | null;
  @Column('text', { nullable: true }) roleEn!: string | null;
  @Column('text') rank!: string;
  @Column('simple-json') agencyIds!: string[];
}

@Entity()
export class CommitteeDuty {
  @PrimaryColumn('text') id!: string;
  @Column('integer') position!: number;
  @Column('integer') line!: number;
  @Column('text') text!: string;
}

@Entity()
export class ExcludedBody {
  @PrimaryColumn('text') name!: string;
  @Column('text') nameEn!: string;
  @Column('integer') line!: number;
  @Column('text') note!: string;
  @Column('text') noteEn!: string;
}

/** One item of a cell of Annex II. */
export interface PriorityItem {
  label: string | null;
  line: number;
  text: string;
  printedText: string;
}

export const entities = [
  Partner,
  PriorityDatabase,
  PriorityDatabaseRow,
  Requirement,
  Committee,
  CommitteeMember,
  CommitteeDuty,
  ExcludedBody,
];
