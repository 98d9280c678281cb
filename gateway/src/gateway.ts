import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloGateway } from '@apollo/gateway';
import { serveExplorer } from '@lienthong/shared/http/explorer';
import { createFront, listen } from '@lienthong/shared/http/front';
import { serveGraphQL } from '@lienthong/shared/http/graphql-route';
import { openSigningKey } from '@lienthong/shared/identity/keys';
import { createSealer } from '@lienthong/shared/identity/seal';
import type { Logger } from '@lienthong/shared/log';
import type { GatewayConfig } from './config.ts';
import { readExamples } from './examples.ts';
import type { ExchangeContext } from './exchange-context.ts';
import { createAgencyClient } from './execution/agency-client.ts';
import { createAgencyDataSource } from './execution/agency-data-source.ts';
import { limitsPlugin, type ListSizes } from './limits.ts';
import { readListSizes } from './list-sizes.ts';
import { createMetrics } from './metrics.ts';
import { observePlugin } from './observe.ts';
import { createReadiness } from './readiness.ts';
import { supergraphFromFile } from './supergraph-file.ts';
import { tellErrors } from './tell-errors.ts';

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
  const metrics = createMetrics();
  const key = await openSigningKey(config.dataDir);
  const seal = createSealer(key);
  const clients = new Map(
    config.agencies.map(({ name, url }) => {
      metrics.breakers.set({ agency: name }, 0);
      const onBreaker = (open: boolean): void => metrics.breakers.set({ agency: name }, open ? 1 : 0);
      const { agencyTimeoutMs: timeoutMs, maxAnswerBytes, breaker } = config;
      return [name, createAgencyClient({ name, url, timeoutMs, maxAnswerBytes, breaker, seal, onBreaker })];
    }),
  );

  let listSizes: ListSizes = new Map();
  const gateway = new ApolloGateway({
    supergraphSdl: supergraphFromFile(config.supergraphFile, log, (ok) =>
      metrics.reloads.inc({ outcome: ok ? 'taken' : 'refused' }),
    ),
    buildService: ({ name }) =>
      createAgencyDataSource(clients.get(name)!, ({ agency, outcome, startedAt, endedAt }) =>
        metrics.fetches.observe({ agency, outcome }, (endedAt - startedAt) / 1000),
      ),
    logger: log,
  });
  gateway.onSchemaLoadOrUpdate(({ coreSupergraphSdl }) => {
    listSizes = readListSizes(coreSupergraphSdl);
  });

  const server = new ApolloServer<ExchangeContext>({
    gateway,
    introspection: config.introspection,
    hideSchemaDetailsFromClientErrors: !config.introspection,
    parseOptions: { maxTokens: config.limits.tokens },
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    formatError: tellErrors(log),
    logger: log,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      limitsPlugin(config.limits, () => listSizes),
      observePlugin(log, metrics),
    ],
  });
  await server.start();

  const readiness = createReadiness(config.agencies, READY_GRACE_MS);
  const front = createFront({ log, bodyLimit: config.limits.bodyBytes });
  serveExplorer(front, { title: 'Liên Thông', examples: readExamples() });
  front.get('/healthz', async () => ({ status: 'ok' }));
  front.get('/readyz', async (_, reply) => {
    const state = await readiness.look();
    return reply.status(state.status === 'ready' || state.status === 'degraded' ? 200 : 503).send(state);
  });
  front.get('/metrics', async (_, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
  front.get('/.well-known/jwks.json', async (_, reply) =>
    reply.header('cache-control', 'public, max-age=60').send(key.jwks),
  );
  serveGraphQL(front, server, async (request) => ({
    requestId: request.id,
    trace: request.trace,
    showFetches: request.headers['x-exchange-fetches'] === '1',
    startedAt: performance.now(),
    fetches: [],
  }));

  const stop = async (): Promise<void> => {
    readiness.drain();
    await front.close();
    await server.stop();
    await Promise.all([...clients.values()].map((client) => client.close()));
  };
  try {
    const { host, port } = config;
    const bound = await listen(front, { host, port, name: 'the gateway', variable: 'GATEWAY_PORT' });
    log.info({ port: bound, agencies: config.agencies.length }, 'gateway listening');
    return { port: bound, url: `http://${host}:${bound}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
