import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ExchangeError } from '@lienthong/shared/errors';
import type { Authenticate } from './authenticate.ts';
import type { Caller } from './caller.ts';
import { CHALLENGE, IssuerUnavailable } from './token-refused.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; set at `/graphql` alone. */
    caller: Caller;
    /** Looks at the token again, for who asked may be nobody any more. */
    callerNow(): Promise<Caller>;
  }
}

/**
 * Tells each request to `/graphql` who asks, before its body is read. A bad token is refused, also where open data
 * would need none: its sender believes to be somebody. `onRefused` hears of the code.
 */
export function authenticateRequests(
  front: FastifyInstance,
  authenticate: Authenticate,
  onRefused: (code: string) => void = () => {},
): void {
  front.decorateRequest('caller', null as never);
  front.decorateRequest('callerNow', function (this: FastifyRequest) {
    return authenticate(authorizationsOf(this.raw));
  });
  front.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url !== '/graphql') return;
    try {
      request.caller = await authenticate(authorizationsOf(request.raw));
    } catch (error) {
      if (error instanceof ExchangeError) {
        const { code } = error;
        const facts = { requestId: request.id, traceId: request.trace.traceId, from: request.from, code };
        request.log.warn(
          error instanceof IssuerUnavailable ? { ...facts, reason: error.reason } : facts,
          error.message,
        );
        if (error.status === 401) reply.header('www-authenticate', CHALLENGE);
        onRefused(code);
      }
      throw error;
    }
  });
}

const AUTHORIZATION = 'authorization';

/**
 * Every `Authorization` header of a request. `headers` keeps the first of several, and which of them counts must not depend on
 * who reads it; `headersDistinct` would put all the others in order, too.
 */
function authorizationsOf({ rawHeaders }: IncomingMessage): readonly string[] | undefined {
  let found: string[] | undefined;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!;
    if (name.length === AUTHORIZATION.length && name.toLowerCase() === AUTHORIZATION)
      (found ??= []).push(rawHeaders[index + 1]!);
  }
  return found;
}
