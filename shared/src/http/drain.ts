import type { FastifyInstance } from 'fastify';
import { RequestRefused } from '../errors.ts';

/** The server is about to stop: another replica takes the request. */
class Draining extends RequestRefused {
  constructor() {
    super(
      'DRAINING',
      503,
      'This server is stopping and takes no new requests. Ask again: another one answers.',
      {
        messageVi: 'Máy chủ đang dừng và không nhận yêu cầu mới. Hãy gửi lại: máy chủ khác sẽ trả lời.',
      },
    );
  }
}

/**
 * Makes a front drainable. The function it returns ends the front: from then on new requests are refused, except at
 * the paths in `stillAnswered`, those under way are answered, and connections are closed once the last one is.
 */
export function drainable(front: FastifyInstance, stillAnswered: readonly string[]): () => Promise<void> {
  let underWay = 0;
  let whenIdle: (() => void) | undefined;

  front.addHook('onRequest', async (request, reply) => {
    if (whenIdle) {
      reply.header('connection', 'close');
      if (stillAnswered.includes(request.routeOptions.url ?? '')) return;
      reply.header('retry-after', '1');
      throw new Draining();
    }
    underWay += 1;
    reply.raw.once('close', () => {
      underWay -= 1;
      if (underWay === 0) whenIdle?.();
    });
  });

  return async () => {
    await new Promise<void>((resolve) => {
      whenIdle = resolve;
      if (underWay === 0) resolve();
    });
    const closed = front.close();
    front.server.closeAllConnections();
    await closed;
  };
}
