import { performance } from 'node:perf_hooks';
import type { Gather } from './group-commit.ts';

/** So long the first of a group waits at most. */
const LONGEST_MS = 20;
const LOOK_AGAIN_MS = 2;
/** A processor is busy that had less than a tenth of the time left. */
const BUSY = 0.9;

/**
 * A group costs the same whether one receipt is in it or many, so while the processor is busy with more exchanges than have
 * their receipts waiting, those are waited for. Where it has time left nobody waits: a commit takes it from nobody.
 */
export function waitForCompany(underWay: () => number): Gather {
  let seen = performance.eventLoopUtilization();
  /** Since it was looked last. */
  const busy = (): boolean => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, seen);
    seen = now;
    return utilization >= BUSY;
  };
  return async (waiting) => {
    const until = performance.now() + LONGEST_MS;
    while (underWay() > waiting() && busy() && performance.now() < until)
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  };
}
