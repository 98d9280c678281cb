import { performance } from 'node:perf_hooks';

/** Lets what makes so many calls begin, or has it wait. */
export interface Admission {
  /** Undefined where it may begin at once; else resolves when it may, in the order it came. */
  readonly enter: (calls: number) => Promise<void> | undefined;
  /** What has begun has ended. */
  readonly leave: (calls: number) => void;
}

/** So many calls may be under way, however busy the processor is. */
const MOST_CALLS = 64;
/** A processor is busy that had less than a tenth of the time left, and idle that had half of it. */
const BUSY = 0.9;
const IDLE = 0.5;
const LOOK_AGAIN_MS = 10;

/**
 * What was begun is finished first. Where answers come faster than they can be worked on, to begin more only adds to what is
 * half done, and every collection of garbage has to move it. Where the processor has time left, because agencies are slow, more
 * and more may be under way.
 */
export function createAdmission(least = MOST_CALLS): Admission {
  /** What begins each. */
  const waiting: (() => void)[] = [];
  let underWay = 0;
  let most = least;
  /** While much is under way, it is looked again and again whether more may be. */
  let looking = false;
  let seen = performance.eventLoopUtilization();

  function begin(calls: number): void {
    underWay += calls;
    if (underWay >= least && !looking) look();
  }

  function admit(): void {
    while (waiting.length > 0 && underWay < most) waiting.shift()!();
  }

  function look(): void {
    looking = true;
    seen = performance.eventLoopUtilization();
    setTimeout(lookAgain, LOOK_AGAIN_MS).unref();
  }

  function lookAgain(): void {
    const { utilization } = performance.eventLoopUtilization(seen);
    const wanted = most * (utilization < IDLE ? 2 : utilization < BUSY ? 1.1 : 0.5);
    // Twice what is under way is room enough: from there it is soon back where it has to be.
    most = Math.max(least, Math.min(wanted, 2 * underWay));
    admit();
    looking = false;
    if (underWay >= least) look();
    else most = least;
  }

  return {
    enter: (calls) => {
      if (calls === 0 || (underWay < most && waiting.length === 0)) return void begin(calls);
      return new Promise((resolve) => {
        waiting.push(() => {
          begin(calls);
          resolve();
        });
      });
    },
    leave: (calls) => {
      underWay -= calls;
      admit();
    },
  };
}
