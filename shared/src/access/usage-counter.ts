import { ExchangeError } from '../errors.ts';
import type { Defaults, Quota } from '../policy/types.ts';
import type { UsageReason } from '../policy/usage.ts';

/** What one agency is about to be told under one grant, in answer to one request. */
export interface UsageQuestion {
  readonly provider: string;
  /** Unique among the provider's grants. */
  readonly grant: string;
  /** The agency that asks: under a grant to a group each member is counted for itself. */
  readonly grantee: string;
  readonly quota: Quota | null;
  readonly sensitive: boolean;
  readonly riskAssessed: boolean;
  /** A request that asks an owner several times, or again, is one request. */
  readonly requestId: string;
  /** Personal ids of those who would be told of. Who is counted already never counts again. */
  readonly subjects: readonly string[];
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface UsageAnswer {
  /** Why the whole request is refused; its people then all stand among the refused, and nobody was counted. */
  readonly request: UsageReason | null;
  /** The people who may not be told of. Everybody else was counted, and may be. */
  readonly refused: ReadonlyMap<string, UsageReason>;
}

/** Counts at the owner what passes under its grants, and refuses exactly what goes beyond. */
export interface UsageCounter {
  /** One call for each request and grant, before anything leaves. Whoever does not fit is refused in the order given. */
  count(question: UsageQuestion): Promise<UsageAnswer>;
  close(): Promise<void>;
}

export interface CountingRules {
  /** Secret, and the same for ever: under another one everybody would be counted again. */
  readonly salt: string;
  readonly core: Pick<Defaults['core'], 'sensitiveSubjects'>;
}

/** Nothing that must be counted leaves uncounted. */
export class QuotaUnavailable extends ExchangeError {
  /** `reason` is for the owner's log: callers are not told it. */
  constructor(readonly reason: string) {
    super(
      'QUOTA_UNAVAILABLE',
      503,
      'The use of the grant cannot be counted at the moment, so what it covers may not be given. Ask again later.',
      {
        messageVi:
          'Hiện không đếm được mức sử dụng của thỏa thuận nên chưa thể cung cấp dữ liệu thuộc thỏa thuận. Hãy hỏi lại sau.',
      },
    );
  }
}
