import { drainable } from '@lienthong/shared/http/drain';
import { serveExplorer } from '@lienthong/shared/http/explorer';
import { createFront, listen, urlAt } from '@lienthong/shared/http/front';
import { serveGraphQL } from '@lienthong/shared/http/graphql-route';
import { openSigningKey } from '@lienthong/shared/identity/keys';
import type { Logger } from '@lienthong/shared/log';
import { openAgencies } from './agencies.ts';
import { openAuthentication } from './authentication/authentication.ts';
import type { GatewayConfig } from './config.ts';
import { PROBES, serveEndpoints } from './endpoints.ts';
import { readExamples } from './examples.ts';
import { openGraph } from './graph.ts';
import { limitsPlugin } from './limits/limits-plugin.ts';
import { followSupergraph } from './live-graph.ts';
import { createMetrics } from './metrics.ts';
import { observePlugin } from './observe.ts';
import { createReadiness } from './readiness.ts';

export interface RunningGateway {
  readonly port: number;
  readonly url: string;
  /** Drains: unready at once, no new requests, those under way are answered, connections to agencies closed. */
  stop(): Promise<void>;
}

/** How long after its start a gateway waits for agencies it has not seen yet before it counts as ready without them. */
const READY_GRACE_MS = 30_000;

/** Runs the gateway: one graph over every agency, sealed questions, bounded operations, partial answers. */
export async function startGateway(config: GatewayConfig, log: Logger): Promise<RunningGateway> {
  const { host, port, introspection, limits } = config;
  const metrics = createMetrics();
  const key = await openSigningKey(config.dataDir);
  const names = config.agencies.map(({ name }) => name);
  const authentication = await openAuthentication(config.authentication, names);
  const agencies = openAgencies(config, key, metrics);

  const graph = await followSupergraph(
    config.supergraphFile,
    (supergraph) =>
      openGraph(supergraph, {
        introspection,
        maxTokens: limits.tokens,
        log,
        sourceOf: agencies.sourceOf,
        plugins: (listSizes) => [limitsPlugin(limits, listSizes), observePlugin(log, metrics)],
      }),
    (taken) => metrics.reloads.inc({ outcome: taken ? 'taken' : 'refused' }),
    log,
  );

  const readiness = createReadiness(config.agencies, READY_GRACE_MS);
  const front = createFront({ log, bodyLimit: limits.bodyBytes });
  const drain = drainable(front, PROBES);
  serveExplorer(front, { title: 'Liên Thông', examples: readExamples() });
  serveEndpoints(front, readiness, metrics, key);
  authentication.serve(front, metrics.countError);
  serveGraphQL(front, graph, async (request) => ({
    caller: request.caller,
    requestId: request.id,
    trace: request.trace,
    showFetches: request.headers['x-exchange-fetches'] === '1',
    startedAt: performance.now(),
    fetches: [],
  }));

  const stop = async (): Promise<void> => {
    readiness.drain();
    graph.stop();
    await drain();
    await agencies.close();
  };
  try {
    const bound = await listen(front, { host, port, name: 'the gateway', variable: 'GATEWAY_PORT' });
    log.info({ port: bound, agencies: config.agencies.length }, 'gateway listening');
    return { port: bound, url: urlAt(host, bound), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
