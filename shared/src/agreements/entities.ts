import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Coordinate, GrantCondition, Mask, Quota, RowScope } from '../policy/types.ts';
import type { AgreementAction, AgreementStatus } from './life-cycle.ts';

/** How the data is had (D278/2025 Art 7): asked for online, synchronised, by way of the centre, or as a package. */
export const AGREEMENT_METHODS = ['QUERY', 'SYNC_DIRECT', 'SYNC_NGDB', 'PACKAGE'] as const;
export type AgreementMethod = (typeof AGREEMENT_METHODS)[number];

export const AGREEMENT_FREQUENCIES = ['ON_DEMAND', 'DAILY', 'WEEKLY', 'MONTHLY', 'ONCE'] as const;
export type AgreementFrequency = (typeof AGREEMENT_FREQUENCIES)[number];

/** What one agency asked of this one, and what became of it. Its terms never change: others are another agreement. */
@Entity()
export class Agreement {
  /** Receipts name it: it begins with the provider's id, and no other provider's grant has it. */
  @PrimaryColumn('text') id!: string;
  @Index() @Column('text') provider!: string;
  /** Another agency: a key, never a join. */
  @Column('text') grantee!: string;
  /** The system of the grantee it is for. */
  @Column('text', { nullable: true }) system!: string | null;
  @Column('text') purpose!: string;
  @Column('simple-json') fields!: Coordinate[];
  @Column('text') rows!: RowScope;
  @Column('simple-json') mask!: Record<Coordinate, Mask>;
  @Column('simple-json', { nullable: true }) quota!: Quota | null;
  @Column('simple-json') conditions!: GrantCondition[];
  @Column('text') frequency!: AgreementFrequency;
  @Column('text') method!: AgreementMethod;
  @Column('simple-json') basis!: string[];
  @Column('text') validFrom!: string;
  @Column('text', { nullable: true }) validTo!: string | null;
  @Column('text', { nullable: true }) riskAssessedUntil!: string | null;
  /** As last decided by somebody; that it has expired is told by the day. */
  @Index() @Column('text') status!: AgreementStatus;
  /** Instants, ISO 8601. */
  @Column('text') submittedAt!: string;
  @Column('text', { nullable: true }) answeredAt!: string | null;
  @Column('text', { nullable: true }) supersededBy!: string | null;
}

/** One thing done to an agreement, by whom and why. Written once, in the transaction of what it tells. */
@Entity()
export class AgreementEvent {
  /** The number of the change in the agency's outbox. */
  @PrimaryColumn('integer') number!: number;
  @Index() @ForeignKey(() => Agreement) @Column('text') agreementId!: string;
  @Column('text') at!: string;
  /** Null for the request it began with. */
  @Column('text', { nullable: true }) action!: AgreementAction | null;
  @Column('text', { nullable: true }) from!: AgreementStatus | null;
  @Column('text') to!: AgreementStatus;
  @Column('text') agency!: string;
  @Column('text', { nullable: true }) system!: string | null;
  /** Personal data: kept here, and no field of the graph. */
  @Column('text') officer!: string;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('simple-json') basis!: string[];
}
