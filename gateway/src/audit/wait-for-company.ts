import { BUSY, createLoadMeter } from '../load.ts';
import type { Gather } from './group-commit.ts';

/** So long the first of a group waits at most. */
const LONGEST_MS = 20;
const LOOK_AGAIN_MS = 2;

/**
 * A group costs the same whether one receipt is in it or many, so while the processor is busy with more exchanges than have
 * their receipts waiting, those are waited for. Where it has time left nobody waits: a commit takes it from nobody.
 */
export function waitForCompany(underWay: () => number): Gather {
  const loadNow = createLoadMeter();
  return async (waiting) => {
    const until = performance.now() + LONGEST_MS;
    while (underWay() > waiting() && loadNow() >= BUSY && performance.now() < until)
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  };
}
