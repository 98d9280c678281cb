import type { ChangeFeed } from '../changes/change-feed.ts';
import { AGREEMENT_CHANGE, type AgreementChangePayload } from './agreement-change.ts';

/** So long a feed is waited at, and then waited at again. */
const PATIENCE_MS = 60_000;

/** The ids of agreements as they change from now on, until `signal` says so. */
export async function* changedAgreements(
  feed: ChangeFeed,
  signal: AbortSignal,
): AsyncGenerator<string, void, void> {
  let { last } = await feed.read(Number.MAX_SAFE_INTEGER);
  while (!signal.aborted) {
    const found = await feed.wait(last, PATIENCE_MS, signal);
    for (const { kind, payload } of found.changes)
      if (kind === AGREEMENT_CHANGE) yield (payload as AgreementChangePayload).id;
    last = found.changes.at(-1)?.number ?? found.last;
  }
}
