import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { PortTaken } from '../errors.ts';
import type { Logger } from '../log.ts';
import { continueTrace, type TraceContext } from '../trace-context.ts';

declare module 'fastify' {
  interface FastifyRequest {
    trace: TraceContext;
  }
}

export interface FrontOptions {
  readonly log: Logger;
  /** Bytes of a request body beyond which it is refused with 413. */
  readonly bodyLimit: number;
}

const SAFE_REQUEST_ID = /^[\w.:-]{1,128}$/;

/**
 * The HTTP front the gateway and every subgraph share: request ids (taken over where they are harmless, and sent
 * back), W3C trace context, a body limit, and errors in the shape of GraphQL answers.
 */
export function createFront({ log, bodyLimit }: FrontOptions): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = log;
  const front = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    genReqId: ({ headers }: IncomingMessage) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && SAFE_REQUEST_ID.test(given) ? given : randomUUID();
    },
    forceCloseConnections: 'idle' as const,
  });

  front.decorateRequest('trace', null as never);
  front.addHook('onRequest', async (request, reply) => {
    const { traceparent, tracestate } = request.headers;
    request.trace = continueTrace(one(traceparent), one(tracestate));
    reply.header('x-request-id', request.id);
  });
  front.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) request.log.error({ err: error }, 'request failed');
    return reply.status(status).send(failure(status, error.code, error.message));
  });
  front.setNotFoundHandler((request, reply) =>
    reply.status(404).send({
      errors: [
        { message: `There is nothing at ${request.url.split('?')[0]}.`, extensions: { code: 'NOT_FOUND' } },
      ],
    }),
  );
  return front;
}

const one = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header;

const CODES: Readonly<Record<string, readonly [code: string, message: string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [
    'BODY_TOO_LARGE',
    'The body of the request is larger than this server accepts.',
  ],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['UNSUPPORTED_MEDIA_TYPE', 'Send the operation as application/json.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['BAD_REQUEST', 'The body of the request is empty.'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['BAD_REQUEST', 'The body of the request is not JSON.'],
};

function failure(status: number, cause: string | undefined, message: string) {
  const [code, sentence] =
    CODES[cause ?? ''] ??
    (status >= 500
      ? ['INTERNAL_SERVER_ERROR', 'The server failed on this request.']
      : ['BAD_REQUEST', message]);
  return { errors: [{ message: sentence, extensions: { code } }] };
}

/** Listens, and says which port is taken and what moves it. Returns the port, of use where `port` is 0. */
export async function listen(
  front: FastifyInstance,
  at: { readonly host: string; readonly port: number; readonly name: string; readonly variable: string },
): Promise<number> {
  try {
    await front.listen({ host: at.host, port: at.port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
      throw new PortTaken(at.port, at.name, at.variable);
    throw error;
  }
  return (front.server.address() as { port: number }).port;
}
