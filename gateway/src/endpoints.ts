import type { FastifyInstance } from 'fastify';
import type { SigningKey } from '@lienthong/shared/identity/keys';
import type { Metrics } from './metrics.ts';
import type { createReadiness } from './readiness.ts';

/** Where those who run the gateway look, also while it drains. */
export const PROBES = ['/healthz', '/readyz', '/metrics'];

/** The endpoints beside the graph: health, readiness, metrics, and the keys seals are checked with. */
export function serveEndpoints(
  front: FastifyInstance,
  readiness: ReturnType<typeof createReadiness>,
  { registry }: Metrics,
  key: SigningKey | null,
): void {
  front.get('/healthz', async () => ({ status: 'ok' }));
  front.get('/readyz', async (_, reply) => {
    const state = await readiness.look();
    return reply.status(state.status === 'ready' || state.status === 'degraded' ? 200 : 503).send(state);
  });
  front.get('/metrics', async (_, reply) => reply.type(registry.contentType).send(await registry.metrics()));
  if (!key) return;
  front.get('/.well-known/jwks.json', async (_, reply) =>
    reply.header('cache-control', 'public, max-age=60').send(key.jwks),
  );
}
