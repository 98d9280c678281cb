import type { Operation } from '@lienthong/shared/graphql/operation';
import type { Caller, Decision } from '@lienthong/shared/policy/types';
import { IssuerUnavailable } from '../authentication/token-refused.ts';
import type { ExchangeContext } from '../exchange-context.ts';
import { cancel, createCancellation, onCancel, type Cancellation } from '../execution/cancellation.ts';
import { sameRights } from '../policy/deciding/same-rights.ts';
import { RightsChanged } from './errors.ts';
import type { OpenSubscription } from './open-subscriptions.ts';

/** What is decided on an operation by the rules as they are now. */
export type RightsOf = (operation: Operation, caller: Caller) => Decision;

/** A subscription from its beginning to its end, of which there is one: what comes after the first end says nothing more. */
export interface Life extends OpenSubscription {
  /** Cancelled with its end, and with it what is subscribed to. */
  readonly cancellation: Cancellation;
  /** Why it ended; null where nothing is to be said of that. */
  readonly endedBy: () => Error | null;
  /** Ends it where its caller may not be told the same any more as when it was begun. */
  lookAtRights(caller: Caller): void;
}

/** Begins a life, that ends when its caller leaves. Without `rightsOf` everybody may be told everything. */
export function beginLife(operation: Operation, exchange: ExchangeContext, rightsOf?: RightsOf): Life {
  const cancellation = createCancellation();
  let decided = rightsOf?.(operation, exchange.caller);
  let endedBy: Error | null = null;
  let asking = false;
  onCancel(exchange.cancellation, { end: () => end() });

  function end(why: Error | null = null): void {
    if (cancellation.cancelled) return;
    endedBy = why;
    cancel(cancellation);
  }

  function lookAtRights(caller: Caller): void {
    if (!rightsOf || !decided || cancellation.cancelled) return;
    try {
      const now = rightsOf(operation, caller);
      if (!sameRights(decided, now)) end(new RightsChanged());
      decided = now;
    } catch (error) {
      // What nobody can judge is not told.
      end(error as Error);
    }
  }

  /** Whose token cannot be looked at for the moment is told nothing before it could be. */
  async function lookAtToken(): Promise<void> {
    if (asking || cancellation.cancelled) return;
    asking = true;
    try {
      await exchange.callerNow();
    } catch (error) {
      if (!(error instanceof IssuerUnavailable)) end(error as Error);
    } finally {
      asking = false;
    }
  }

  return {
    cancellation,
    endedBy: () => endedBy,
    end,
    lookAtRights,
    lookAgain: () => {
      // By what its caller was when it began: a token says the same as long as it is good.
      lookAtRights(exchange.caller);
      void lookAtToken();
    },
  };
}
