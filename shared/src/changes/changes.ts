import { z } from 'zod';

/** One change, as its feed tells it. */
export interface Change {
  readonly number: number;
  /** An instant, ISO 8601. */
  readonly at: string;
  readonly kind: string;
  readonly payload: unknown;
}

/** The changes after a number, in order, and the number of the last there is. */
export interface Changes {
  readonly changes: readonly Change[];
  readonly last: number;
}

/** What `GET /changes` answers. */
export const changesAnswer = z.strictObject({
  changes: z.array(
    z.strictObject({
      number: z.int().positive(),
      at: z.iso.datetime(),
      kind: z.string().min(1),
      payload: z.unknown(),
    }),
  ),
  last: z.int().nonnegative(),
});
