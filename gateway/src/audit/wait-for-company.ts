import { BUSY, createLoadMeter } from '../load.ts';
import type { Gather } from './group-commit.ts';

/** So long the first of a group waits at most. */
const LONGEST_MS = 20;
const LOOK_AGAIN_MS = 2;

/**
 * A group costs much the same whether one receipt is in it or many, so while the processor is busy with exchanges whose receipts are
 * to come, those are waited for. Where it has time left nobody waits: a commit takes it from nobody.
 */
export function waitForCompany(toCome: () => number, longestMs = LONGEST_MS): Gather {
  const loadNow = createLoadMeter();
  return async (onMore) => {
    if (toCome() === 0 || loadNow() < BUSY) return;
    const until = performance.now() + longestMs;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      onMore(() => {
        if (toCome() === 0) resolve();
      });
      timer = setInterval(() => {
        if (toCome() === 0 || loadNow() < BUSY || performance.now() >= until) resolve();
      }, LOOK_AGAIN_MS);
    });
    clearInterval(timer);
  };
}
