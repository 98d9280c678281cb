import { describe } from '@jest/globals';
import fc from 'fast-check';

/** HOSTILE_RUNS multiplies the cases of every suite here, HOSTILE_SEED repeats a failure. */
export const factor = Number(process.env['HOSTILE_RUNS'] ?? 1);
export const seed = Number(process.env['HOSTILE_SEED'] ?? Date.now() & 0x7fffffff);

/** Printed with a failure, in the title of what failed. */
export const seeded = `(HOSTILE_SEED=${seed})`;
/** Far more than the runs take, and a bound all the same. */
export const TIME_LIMIT = 30_000 + 30_000 * factor;

export const check = <T>(
  numRuns: number,
  arbitrary: fc.Arbitrary<T>,
  holds: (value: T) => Promise<void> | void,
): Promise<void> =>
  fc.assert(
    fc.asyncProperty(arbitrary, async (value) => holds(value)),
    { numRuns: numRuns * factor, seed, endOnFailure: factor > 1 },
  );

/** For what takes long: it runs where HOSTILE_KILLS says how often, as in CI, and is skipped in a usual run. */
export const describeAtLength = process.env['HOSTILE_KILLS'] ? describe : describe.skip;
