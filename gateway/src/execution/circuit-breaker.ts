export interface CircuitBreakerOptions {
  /** So many failures in a row open it. */
  readonly failures: number;
  /** So long it stays open, in milliseconds, before one question may try. */
  readonly resetMs: number;
  /** Told when it opens, and when it closes again. */
  readonly onChange: (open: boolean) => void;
  readonly now?: () => number;
}

/** As one of all, or as the one that tries whether it goes again. */
export type Pass = 'one-of-all' | 'trial';

/**
 * Stops asking who failed several times in a row, and lets one question through now and then to see whether it is back
 * (closed, open and half-open: Nygard, Release It!, "Circuit Breaker"). It counts, and leaves the asking to others: handing a
 * function in, and getting a promise of what came of it, costs as much as reading an answer.
 */
export interface CircuitBreaker {
  /** While one question tries, resolves with the end of that: others wait for it before they enter. */
  readonly trial: () => Promise<void> | null;
  /** Null where nobody is to be asked now. Whoever gets a pass gives it back. */
  readonly enter: () => Pass | null;
  /** `neither`: it ended in a way that says nothing of whom was asked, but that there is somebody. */
  readonly leave: (pass: Pass, how: 'success' | 'failure' | 'neither') => void;
}

export function createCircuitBreaker({
  failures,
  resetMs,
  onChange,
  now = Date.now,
}: CircuitBreakerOptions): CircuitBreaker {
  let failedInRow = 0;
  let openedAt: number | null = null;
  let trial: Promise<void> | null = null;
  let endTrial = (): void => {};

  return {
    trial: () => trial,
    enter: () => {
      if (openedAt === null) return 'one-of-all';
      if (trial !== null || now() - openedAt < resetMs) return null;
      trial = new Promise((resolve) => (endTrial = resolve));
      return 'trial';
    },
    leave: (pass, how) => {
      if (how === 'success') failedInRow = 0;
      if (how === 'failure') failedInRow += 1;
      if (pass === 'trial') {
        openedAt = how === 'failure' ? now() : null;
        trial = null;
        endTrial();
        if (openedAt !== null) return;
        failedInRow = 0;
        onChange(false);
      } else if (failedInRow >= failures && openedAt === null) {
        openedAt = now();
        onChange(true);
      }
    },
  };
}
