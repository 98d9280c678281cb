import { drainable } from '@lienthong/shared/http/drain';
import { serveExplorer } from '@lienthong/shared/http/explorer';
import { createFront, listen, urlAt } from '@lienthong/shared/http/front';
import { serveGraphQL } from '@lienthong/shared/http/graphql-route';
import { openSigningKey } from '@lienthong/shared/identity/keys';
import type { Logger } from '@lienthong/shared/log';
import { rulesIn, type LawFiles } from '@lienthong/shared/policy/reading/rule-files';
import { openRuleFiles } from '@lienthong/shared/rule-files';
import { openAgencies } from './agencies.ts';
import { openReceipts } from './audit/open-receipts.ts';
import { openAuthentication } from './authentication/authentication.ts';
import type { GatewayConfig } from './config.ts';
import { createExchange } from './create-exchange.ts';
import { PROBES, serveEndpoints } from './endpoints.ts';
import { readExamples } from './examples.ts';
import { EXCHANGE } from './exchange/schema.ts';
import { createExchangeSource } from './exchange/source.ts';
import { followAgencies } from './follow-agencies.ts';
import { openGraph } from './graph.ts';
import { followSupergraph } from './live-graph.ts';
import { createMetrics } from './metrics.ts';
import { createObserver } from './observe.ts';
import { neededFields } from './policy/deciding/needed-fields.ts';
import { createLiveRules } from './policy/deciding/rules-in-force.ts';
import { createSealer } from './policy/sealing/sealer.ts';
import { createReadiness } from './readiness.ts';

export interface RunningGateway {
  readonly port: number;
  readonly url: string;
  /** Drains: unready at once, no new requests, those under way are answered, connections to agencies closed. */
  stop(): Promise<void>;
}

/** How long after its start a gateway waits for agencies it has not seen yet before it counts as ready without them. */
const READY_GRACE_MS = 30_000;

/**
 * Runs the gateway: one graph over every agency, decided, sealed and recorded questions, partial answers. A process that
 * has read the law already hands it over.
 */
export async function startGateway(
  config: GatewayConfig,
  log: Logger,
  law: string | LawFiles = config.rules.lawDir,
): Promise<RunningGateway> {
  const { host, port, introspection, limits } = config;
  const metrics = createMetrics();
  const key = await openSigningKey(config.dataDir);
  const ruleSet = rulesIn(openRuleFiles(law, config.rules.sharingFiles));
  const rules = createLiveRules(ruleSet);
  const authentication = await openAuthentication(
    config.authentication,
    config.agencies.map(({ name }) => name),
    ruleSet.excluded.map(({ id }) => id),
  );
  const seal = createSealer(key);
  const receipts = await openReceipts(config, key);
  const agencies = openAgencies(config, seal, metrics);

  const graph = await followSupergraph(
    config.supergraphFile,
    (supergraph) =>
      openGraph(supergraph, {
        introspection,
        limits,
        log,
        enforced: config.enforced,
        rulesOn: rules.on,
        record: receipts.record,
        sourceOf: (name, opened) =>
          name === EXCHANGE.name
            ? createExchangeSource({
                rules: opened.rules,
                schema: () => opened.apiSchema,
                neededFields: (document) =>
                  neededFields(document, undefined, opened.schema, opened.joins).keys(),
                stores: receipts.stores,
                pseudonymize: receipts.pseudonymize,
                now: Date.now,
                log,
              })
            : agencies.sourceOf(name, opened.schema, opened.apiSchema),
        observe: createObserver(log, metrics),
      }),
    (taken) => metrics.reloads.inc({ outcome: taken ? 'taken' : 'refused' }),
    log,
  );
  const agreements = await followAgencies(config, seal, rules, log);

  const readiness = createReadiness(config.agencies, READY_GRACE_MS);
  const front = createFront({ log, bodyLimit: limits.bodyBytes });
  const drain = drainable(front, PROBES);
  serveExplorer(front, { title: 'Liên Thông', examples: readExamples() });
  serveEndpoints(front, readiness, metrics, key);
  authentication.serve(front, metrics.countError);
  serveGraphQL(front, graph, createExchange);

  const stop = async (): Promise<void> => {
    readiness.drain();
    graph.stop();
    await drain();
    await Promise.all([agencies.close(), agreements.stop()]);
    await receipts.close();
  };
  try {
    const bound = await listen(front, { host, port, name: 'the gateway', variable: 'GATEWAY_PORT' });
    log.info(
      { port: bound, agencies: config.agencies.length, ruleSet: ruleSet.version },
      'gateway listening',
    );
    return { port: bound, url: urlAt(host, bound), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
