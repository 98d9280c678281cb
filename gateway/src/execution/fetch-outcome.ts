import type { Coordinate } from '@lienthong/shared/policy/types';
import type { AgencyFailure } from './agency-failure.ts';
import type { OwnerAccount, OwnerRefusal } from './owner-account.ts';

/** What asking one subgraph once came to. */
export interface FetchOutcome extends OwnerAccount {
  readonly agency: string;
  /** The fields it was asked for. */
  readonly fields: readonly Coordinate[];
  /** Those it refused by itself. */
  readonly refused: readonly OwnerRefusal[];
  /** Milliseconds on the process clock. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly outcome: 'ok' | 'CANCELLED' | AgencyFailure['code'];
  /** How many entities were asked for; 0 for a question at the root. */
  readonly entities: number;
}

/** As much of it as is measured. */
export type Measured = Pick<FetchOutcome, 'agency' | 'outcome' | 'startedAt' | 'endedAt'>;
