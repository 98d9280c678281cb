import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { JWTVerifyGetKey } from 'jose';
import { ExchangeError } from '../errors.ts';
import {
  createSealOpener,
  SEAL_DIGEST_HEADER,
  SEAL_HEADER,
  SEAL_KEPT,
  SEAL_KEPT_HEADER,
  SEAL_LIFETIME,
  SealInvalid,
  SealUnknown,
  type Seal,
} from '../identity/seal.ts';
import { createUsedOnce } from './used-once.ts';
import { hashOfCall, hashOfQuery, type Question } from '../identity/seal-content.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The opened seal of a call; null in a server that was started open. */
    seal: Seal | null;
  }
}

/** Seals that are good once are remembered for longer than they are good. */
const REMEMBERED_MS = 2 * SEAL_LIFETIME * 1000;

/** What asks for changes is sealed as this question. */
export const CHANGES_QUESTION = 'GET /changes';

/**
 * Lets nothing through that the gateway did not seal for this subgraph and this very operation. The seal is looked at
 * before the body is read, so that a stranger costs nothing but a header.
 */
export function checkSeals(front: FastifyInstance, audience: string, keys: JWTVerifyGetKey | null): void {
  front.decorateRequest('seal', null);
  if (!keys) return;
  const { open, recall } = createSealOpener(audience, keys);
  const useOnce = createUsedOnce(REMEMBERED_MS);

  const guarded =
    (check: (request: FastifyRequest, reply: FastifyReply) => Promise<void> | void) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      if (!isSealed(request)) return;
      try {
        await check(request, reply);
      } catch (error) {
        // Of a seal that is forgotten, as after a start, nobody has to be warned: it is shown again.
        if (error instanceof ExchangeError)
          request.log[error instanceof SealUnknown ? 'info' : 'warn'](
            { code: error.code, traceId: request.trace.traceId, from: request.from },
            error.message,
          );
        throw error;
      }
    };

  front.addHook(
    'onRequest',
    guarded(async (request, reply) => {
      const { [SEAL_HEADER]: whole, [SEAL_DIGEST_HEADER]: digest } = request.headers;
      if (whole === undefined && typeof digest === 'string') {
        request.seal = recall(digest);
        return;
      }
      request.seal = await open(one(whole));
      if (request.seal.onceId === null) void reply.header(SEAL_KEPT_HEADER, SEAL_KEPT);
    }),
  );
  front.addHook(
    'preHandler',
    guarded((request) => {
      const { operation, onceId } = request.seal!;
      const question = questionOf(request);
      const expected = question && (onceId === null ? hashOfQuery(question.query) : hashOfCall(question));
      if (operation !== expected) throw new SealInvalid(audience, 'it is for another operation');
      if (onceId !== null && !useOnce(onceId))
        throw new SealInvalid(audience, 'it was good once, and was used');
    }),
  );
}

const isSealed = ({ routeOptions: { url } }: FastifyRequest): boolean =>
  url === '/graphql' || url === '/changes';

const one = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? undefined : header;

function questionOf(request: FastifyRequest): Question | null {
  if (request.routeOptions.url === '/changes') return { query: CHANGES_QUESTION };
  const asked = (request.method === 'GET' ? request.query : request.body) as
    Partial<Question> | null | undefined;
  return typeof asked?.query === 'string' ? { ...asked, query: asked.query } : null;
}
