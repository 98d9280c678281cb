import { performance } from 'node:perf_hooks';

/** From this share on the processor is busy: it had less than a tenth of the time left. */
export const BUSY = 0.9;

/** Says how much of the time since it was asked last the event loop had work to do, from 0 to 1. */
export function createLoadMeter(): () => number {
  let seen = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, seen);
    seen = now;
    return utilization;
  };
}
