import type { TraceContext } from '@lienthong/shared/trace-context';
import type { Turn } from './admission.ts';
import type { Caller } from './authentication/caller.ts';
import type { Ruling } from './policy/sealing/ruling.ts';
import type { ExchangeTold } from './policy/telling/tell-exchange.ts';
import type { Cancellation } from './execution/cancellation.ts';
import type { EventOfSubscription } from './execution/subscribing.ts';
import type { FetchOutcome } from './execution/fetch-outcome.ts';

/** What one request carries through the gateway. */
export interface ExchangeContext {
  /** Who asks, and why; anonymous without a token. */
  readonly caller: Caller;
  /** The address the request came from: of its caller, or of whoever stands between and is not trusted to say for whom. */
  readonly from: string;
  /** Who asks now, where that is long after; rejects where their token is good no longer. */
  readonly callerNow: () => Promise<Caller>;
  readonly requestId: string;
  readonly trace: TraceContext;
  /** Whether the caller asked to see which agencies were asked, and when (header `x-exchange-fetches: 1`). */
  readonly showFetches: boolean;
  /** Milliseconds on the process clock. */
  readonly startedAt: number;
  /** Names the receipt, and the exchange to the agencies asked. */
  readonly receiptId: string;
  /** Whether the caller wants all or nothing (RFC 7240: `Prefer: handling=strict`). */
  readonly strict: boolean;
  /** Whether the caller takes an answer in parts, those it defers behind the others. */
  readonly inParts: boolean;
  /** Cancelled once the caller goes away before its answer. */
  readonly cancellation: Cancellation;
  /** Whether the caller takes one answer after another, as events. */
  readonly inEvents: boolean;
  /** What happened, where this is about an event of a subscription; its beginning has none. */
  readonly event: EventOfSubscription | null;
  /** Where exchanges have to wait for each other; ends once all it asks for has been answered. */
  turn?: Turn;
  /** What was decided; null until it is, and for a request that is never decided on. */
  ruling: Ruling | null;
  /** What is told of the decision in the answer. */
  told: ExchangeTold | null;
  /** What every question to an agency carries, names and values in turns; made with the first. */
  headers?: readonly string[];
  /** Filled as agencies are asked. */
  readonly fetches: FetchOutcome[];
}
