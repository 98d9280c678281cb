import type { FastifyInstance } from 'fastify';
import { drainable } from '@lienthong/shared/http/drain';
import { serveExplorer } from '@lienthong/shared/http/explorer';
import { createFront, listen, urlAt } from '@lienthong/shared/http/front';
import { serveGraphQL } from '@lienthong/shared/http/graphql-route';
import { openSigningKey } from '@lienthong/shared/identity/keys';
import type { Logger } from '@lienthong/shared/log';
import type { LawFiles } from '@lienthong/shared/policy/reading/rule-files';
import { addressOfCaller } from './addresses/address-of-caller.ts';
import { createAdmission } from './admission.ts';
import { openAgencies } from './agencies.ts';
import { openApolloGraph } from './apollo-graph.ts';
import { ANONYMOUS } from './authentication/caller.ts';
import type { GatewayConfig } from './config.ts';
import { createPlanners, type Planners } from './execution/planning/open-planner.ts';
import type { OpenPlanner } from './execution/planning/plan.ts';
import { createExchange } from './create-exchange.ts';
import { PROBES, serveEndpoints } from './endpoints.ts';
import { readExamples } from './examples.ts';
import { openGraph } from './graph.ts';
import type { GraphVersion } from './graph-version.ts';
import { followSupergraph } from './live-graph.ts';
import { readSupergraph } from './supergraph-file.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { warnOf } from './mode.ts';
import { createObserver } from './observe.ts';
import { openEnforcement } from './open-enforcement.ts';
import { createSealer } from './policy/sealing/sealer.ts';
import { GraphChanged } from './subscriptions/errors.ts';
import { ofOneVersion } from './subscriptions/of-one-version.ts';
import { createOpenSubscriptions } from './subscriptions/open-subscriptions.ts';
import { createReadiness } from './readiness.ts';

export interface RunningGateway {
  readonly port: number;
  readonly url: string;
  /** Drains: unready at once, no new requests, those under way are answered, connections to agencies closed. */
  stop(): Promise<void>;
}

/** How long after its start a gateway waits for agencies it has not seen yet before it counts as ready without them. */
const READY_GRACE_MS = 30_000;

/** What a process that runs more than a gateway has made already. */
export interface Beside {
  readonly law?: string | LawFiles;
  readonly metrics?: Metrics;
  readonly planners?: Planners;
}

const plannersOf = ({ planner }: GatewayConfig, log: Logger, metrics: Metrics): Planners =>
  createPlanners(planner, { log, onEnd: (why) => metrics.plannerEnds.inc({ why }) });

/** Begins with what takes a gateway long and another process: whoever has other things to do before finds it done. */
export function beginGateway(config: GatewayConfig, log: Logger) {
  const metrics = createMetrics();
  const planners = plannersOf(config, log, metrics);
  planners.begin(readSupergraph(config.supergraphFile));
  return { metrics, planners };
}

/**
 * Runs the gateway: one graph over every agency, decided, sealed and recorded questions, partial answers; less of it
 * where the configuration says so.
 */
export async function startGateway(
  config: GatewayConfig,
  log: Logger,
  { law = config.rules.lawDir, metrics = createMetrics(), planners }: Beside = {},
): Promise<RunningGateway> {
  const { host, port, introspection, mode, authentication: issuers } = config;
  const { without } = mode;
  const warning = warnOf(mode);
  if (warning) log.warn({ without: [...without], engine: mode.engine }, warning.en);
  const { open: openPlanner } = planners ?? plannersOf(config, log, metrics);
  const key = without.has('rules') && without.has('seals') ? null : await openSigningKey(config.dataDir);
  const seal = key && !without.has('seals') ? createSealer(key) : null;
  const admission = createAdmission();
  const subscriptions = createOpenSubscriptions(config.subscriptions);
  const enforcement =
    key && issuers
      ? await openEnforcement(config, issuers, law, key, log, {
          onRules: () => subscriptions.lookAgain(),
          underWay: admission.open,
        })
      : null;
  const openWay = openAgencies(config, seal, metrics);

  const common = {
    introspection,
    limits: without.has('limits') ? null : config.limits,
    log,
    observe: createObserver(log, metrics),
  };
  const openVersion = async (supergraph: string): Promise<GraphVersion> => {
    const { sourceOf, urlOf, agencies, close } = openWay();
    const ofVersion = ofOneVersion(subscriptions);
    const options = { ...common, subscriptions: ofVersion };
    let planner: OpenPlanner | undefined;
    const closeAll = async (): Promise<void> => void (await Promise.all([close(), planner?.close()]));
    try {
      const graph =
        mode.engine === 'apollo'
          ? await openApolloGraph(supergraph, { ...options, urlOf })
          : await openGraph(supergraph, {
              ...options,
              planner: (planner = await openPlanner(supergraph)),
              sourceOf,
              admission,
              overrideLabels: config.overrideLabels,
              enforcement: enforcement?.ofGraph ?? null,
            });
      const replaced = (): void => ofVersion.endAll(new GraphChanged());
      return { graph, agencies: agencies(), replaced, close: closeAll };
    } catch (error) {
      await closeAll();
      throw error;
    }
  };
  const graph = await followSupergraph(
    config.supergraphFile,
    openVersion,
    (taken) => metrics.reloads.inc({ outcome: taken ? 'taken' : 'refused' }),
    log,
  );
  // Agencies tell what they agreed on to a sealed question alone.
  if (seal) await enforcement?.follow(seal);

  const readiness = createReadiness(graph.agencies, READY_GRACE_MS, mode);
  const front = createFront({
    log,
    bodyLimit: config.limits.bodyBytes,
    ...(config.proxies && { addressOf: addressOfCaller(config.proxies) }),
  });
  const drain = drainable(front, PROBES);
  serveExplorer(front, {
    title: 'Liên Thông',
    notice: warning && `${warning.vi} ${warning.en}`,
    examples: enforcement ? readExamples() : [{ title: 'Liên Thông', query: '{ __typename }\n' }],
  });
  serveEndpoints(front, readiness, metrics, key);
  if (enforcement) enforcement.serve(front, metrics.countError);
  else everybodyIsAnonymous(front);
  serveGraphQL(front, graph, createExchange);

  const stop = async (): Promise<void> => {
    readiness.drain();
    graph.stop();
    // For good: a request that was let in before may come to subscribe only now, and would be waited for.
    subscriptions.close();
    await drain();
    await Promise.all([graph.close(), enforcement?.stop()]);
    await enforcement?.close();
  };
  try {
    const bound = await listen(front, { host, port, name: 'the gateway', variable: 'GATEWAY_PORT' });
    log.info(
      { port: bound, agencies: graph.agencies().length, ruleSet: enforcement?.ruleSet ?? null },
      'gateway listening',
    );
    return { port: bound, url: urlAt(host, bound), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Nothing is decided by who asks. */
function everybodyIsAnonymous(front: FastifyInstance): void {
  front.decorateRequest('caller', { getter: () => ANONYMOUS });
  front.decorateRequest('callerNow', async () => ANONYMOUS);
}
