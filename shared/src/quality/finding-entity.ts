import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A row of an agency's own that is not as it should be: its owner looks it up here to mend it. */
@Entity()
export class QualityFinding {
  @PrimaryColumn('text') id!: string;
  /** Whose row it is. */
  @Index() @Column('text') agency!: string;
  @Column('text') database!: string;
  @Column('text') type!: string;
  /** The key of the row, its columns joined by a space: it may be a personal id. */
  @Column('text') key!: string;
  @Column('text') field!: string;
  @Column('text') word!: string;
  @Column('text') kind!: string;
  /** Agencies that differ, the authoritative one first; empty where the row is wrong by itself. */
  @Column('simple-json') sources!: readonly string[];
  @Column('text') foundOn!: string;
}
