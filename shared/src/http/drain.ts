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

  const leave = (): void => {
    underWay -= 1;
    if (underWay === 0) whenIdle?.();
  };
  front.addHook('onRequest', (request, reply, done) => {
    if (!whenIdle) {
      underWay += 1;
      reply.raw.on('close', leave);
      return done();
    }
    reply.header('connection', 'close');
    if (stillAnswered.includes(request.routeOptions.url ?? '')) return done();
    reply.header('retry-after', '1');
    done(new Draining());
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
