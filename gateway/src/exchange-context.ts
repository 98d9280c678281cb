import type { TraceContext } from '@lienthong/shared/trace-context';
import type { Caller } from './authentication/caller.ts';
import type { FetchOutcome } from './execution/agency-data-source.ts';

/** What one request carries through the gateway. */
export interface ExchangeContext {
  /** Who asks, and why; anonymous without a token. */
  readonly caller: Caller;
  readonly requestId: string;
  readonly trace: TraceContext;
  /** Whether the caller asked to see which agencies were asked, and when (header `x-exchange-fetches: 1`). */
  readonly showFetches: boolean;
  /** Milliseconds on the process clock. */
  readonly startedAt: number;
  /** Filled as agencies are asked. */
  readonly fetches: FetchOutcome[];
}
