import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { ExchangeError, PortTaken, StartError } from '../errors.ts';
import type { Logger } from '../log.ts';
import { continueTrace, type TraceContext } from '../trace-context.ts';
import { failureOf, MethodNotAllowed, NotFound, statusOf, type Failure } from './failure.ts';
import { chooseMediaType } from './media-type.ts';
import { refuseUnreadable } from './unreadable.ts';

declare module 'fastify' {
  interface FastifyRequest {
    trace: TraceContext;
    /** The address it comes from. */
    readonly from: string;
  }
}

export interface FrontOptions {
  readonly log: Logger;
  /** Bytes of a request body beyond which it is refused with 413. */
  readonly bodyLimit: number;
  /** Bytes of a request's headers beyond which it is refused with 431; Node's own limit unless said. */
  readonly headerLimit?: number;
  /** Where a request comes from: from the other end of its connection, unless said. */
  readonly addressOf?: (message: IncomingMessage) => string;
}

const SAFE_REQUEST_ID = /^[\w.:-]{1,128}$/;

/**
 * The HTTP front the gateway and every subgraph share: request ids (taken over where they are harmless, and sent
 * back), W3C trace context, a body limit, JSON bodies only, and errors in the shape of GraphQL answers.
 */
export function createFront({
  log,
  bodyLimit,
  headerLimit,
  addressOf = connectedFrom,
}: FrontOptions): FastifyInstance {
  const fail = (error: Failure, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const status = statusOf(error);
    if (status >= 500 && !(error instanceof ExchangeError)) log.error({ err: error }, 'request failed');
    return reply
      .status(status)
      .type(mediaTypeOf(request))
      .send(JSON.stringify(failureOf(error, status, bodyLimit)));
  };
  const loggerInstance: FastifyBaseLogger = log;
  const front = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    ...(headerLimit !== undefined && { http: { maxHeaderSize: headerLimit } }),
    // A request that trickles in holds its connection no longer than this.
    requestTimeout: 60_000,
    genReqId: ({ headers }: IncomingMessage) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && SAFE_REQUEST_ID.test(given) ? given : randomUUID();
    },
    forceCloseConnections: 'idle' as const,
    clientErrorHandler: refuseUnreadable,
    frameworkErrors: (error, request, reply) => void fail(error, request, reply),
  });
  // What a page of another site may send without a preflight is read nowhere.
  front.removeContentTypeParser('text/plain');

  const methodsAt = new Map<string, string[]>();
  front.addHook('onRoute', ({ url, method }) => {
    methodsAt.set(url, [...(methodsAt.get(url) ?? []), ...[method].flat()]);
  });

  front.decorateRequest('trace', null as never);
  front.decorateRequest('from', {
    getter() {
      return addressOf(this.raw);
    },
  });
  front.addHook('onRequest', (request, reply, done) => {
    const { traceparent, tracestate } = request.headers;
    request.trace = continueTrace(one(traceparent), one(tracestate));
    reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff');
    done();
  });
  front.setErrorHandler(fail);
  front.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0]!;
    const allowed = methodsAt.get(path);
    if (!allowed) throw new NotFound(path);
    reply.header('allow', allowed.join(', '));
    throw new MethodNotAllowed(request.method, path, allowed);
  });
  return front;
}

/** Of a connection that is gone already nothing is known. */
const connectedFrom = ({ socket }: IncomingMessage): string => socket.remoteAddress ?? '';

const one = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header;

const mediaTypeOf = ({ headers }: FastifyRequest): string =>
  `${chooseMediaType(headers.accept) ?? 'application/json'}; charset=utf-8`;

/** An address to ask at; an IPv6 host stands in brackets. */
export const urlAt = (host: string, port: number): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

/** Listens, and says what stands against it and which setting moves it. Returns the port, of use where `port` is 0. */
export async function listen(
  front: FastifyInstance,
  at: { readonly host: string; readonly port: number; readonly name: string; readonly variable: string },
): Promise<number> {
  try {
    await front.listen({ host: at.host, port: at.port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new PortTaken(at.port, at.name, at.variable);
    throw new StartError(
      'CANNOT_LISTEN',
      `Host ${at.host}, port ${at.port} cannot be used by ${at.name} (${code}). Set HOST or ${at.variable} otherwise.`,
    );
  }
  return (front.server.address() as { port: number }).port;
}
