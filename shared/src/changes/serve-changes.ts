import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { RequestRefused } from '../errors.ts';
import type { ChangeFeed } from './change-feed.ts';

export const CHANGES_PATH = '/changes';
/** The longest a poll is held, in milliseconds. */
export const LONGEST_WAIT = 25_000;

const question = z.object({
  after: z.coerce.number().int().nonnegative().default(0),
  wait: z.coerce.number().int().min(0).max(LONGEST_WAIT).default(0),
});

class BadQuestion extends RequestRefused {
  constructor() {
    super(
      'BAD_REQUEST',
      400,
      `Ask ${CHANGES_PATH}?after=<number>&wait=<milliseconds>: after is a number from 0, wait one from 0 to ${LONGEST_WAIT}.`,
      {
        messageVi: `Hãy gọi ${CHANGES_PATH}?after=<số>&wait=<mili giây>: after là số từ 0, wait từ 0 đến ${LONGEST_WAIT}.`,
      },
    );
  }
}

/**
 * Answers `GET /changes?after=<number>&wait=<milliseconds>` from a feed: at once where there is something, otherwise as
 * soon as there is, or empty when the time is over. `guard` throws for whoever may not ask. Polls that wait are answered
 * when the front closes: they do not hold it up.
 */
export function serveChanges(
  front: FastifyInstance,
  feed: ChangeFeed,
  guard: (request: FastifyRequest) => Promise<unknown>,
): void {
  const waiting = new Set<AbortController>();
  let closing = false;
  front.addHook('preClose', async () => {
    closing = true;
    for (const poll of waiting) poll.abort();
  });

  front.get(CHANGES_PATH, async (request, reply) => {
    await guard(request);
    const { success, data } = question.safeParse(request.query);
    if (!success) throw new BadQuestion();

    const poll = new AbortController();
    waiting.add(poll);
    reply.raw.once('close', () => poll.abort());
    if (closing) poll.abort();
    try {
      const changes = await feed.wait(data.after, data.wait, poll.signal);
      if (closing) reply.header('connection', 'close');
      return await reply.header('cache-control', 'no-store').send(changes);
    } finally {
      waiting.delete(poll);
    }
  });
}
