import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A change others have to hear of, written in the transaction that makes it. Numbers begin at 1 and leave no gap. */
@Entity()
export class OutboxEntry {
  @PrimaryColumn('integer') number!: number;
  /** An instant, ISO 8601. */
  @Column('text') at!: string;
  /** What it is about, such as `agreement`: readers pass over kinds they do not know. */
  @Column('text') kind!: string;
  @Column('simple-json') payload!: unknown;
}
