import { expect } from '@jest/globals';
import { RequestRefused } from '@lienthong/shared/errors';

/** What an error says to whoever may read it: the caller, and the log. */
export const saidBy = (error: RequestRefused): string =>
  [JSON.stringify(error), error.message, JSON.stringify(error.extensions), String(error)].join('\n');

/** The refusal this ends in; a test in which nothing is refused fails. */
export async function refusalOf(outcome: Promise<unknown>): Promise<RequestRefused> {
  const ended = await outcome.then(
    (caller) => ({ caller }),
    (error: unknown) => error,
  );
  expect(ended).toBeInstanceOf(RequestRefused);
  return ended as RequestRefused;
}

/** Every text in a value, as deep as it stands. */
export const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : value !== null && typeof value === 'object'
      ? Object.values(value).flatMap(textsIn)
      : [];
