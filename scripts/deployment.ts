import { beginGateway, readGatewayConfig, startGateway, type RunningGateway } from '@lienthong/gateway';
import { readSettings, type Variables } from '@lienthong/shared/environment';
import { openSigningKey } from '@lienthong/shared/identity/keys';
import { loadSubgraph } from '@lienthong/shared/load-subgraphs';
import { createLog } from '@lienthong/shared/log';
import type { RunningSubgraph } from '@lienthong/shared/serve';
import { openGrounds, serveBySettings } from '@lienthong/shared/subgraph-process';
import { readSupergraphList } from '@lienthong/shared/supergraph-list';

export interface Deployment {
  readonly gateway: RunningGateway;
  readonly subgraphs: ReadonlyMap<string, RunningSubgraph>;
  stop(): Promise<void>;
}

/**
 * The whole country in one process: every subgraph on its own port and database, and the gateway before them, all
 * talking real HTTP. `onReady` hears of each subgraph as it comes up; `doorOf` says where the gateway finds it, where
 * that is not at its own door.
 */
export async function startDeployment(
  variables: Variables,
  onReady: (name: string, done: number, of: number) => void = () => {},
  doorOf: (name: string, url: string) => Promise<string> = async (_, url) => url,
): Promise<Deployment> {
  const settings = readSettings(variables);
  const config = readGatewayConfig(variables);
  const list = readSupergraphList(settings.SUPERGRAPH_CONFIG);
  await openSigningKey(settings.DATA_DIR);

  const log = createLog(settings.LOG_LEVEL, 'gateway');
  const begun = beginGateway(config, log);
  const grounds = await openGrounds(settings, createLog(settings.LOG_LEVEL, 'usage'));
  const subgraphs = new Map<string, RunningSubgraph>();
  const stopSubgraphs = async (): Promise<void> => {
    await Promise.all([...subgraphs.values()].map((subgraph) => subgraph.stop()));
    await grounds.usage.close();
  };
  try {
    for (const entry of list) {
      const subgraph = await loadSubgraph(settings.SUPERGRAPH_CONFIG, entry);
      const place = { port: settings.SUBGRAPH_PORT_BASE + entry.position };
      subgraphs.set(
        entry.name,
        await serveBySettings(subgraph, grounds, settings, place, createLog(settings.LOG_LEVEL, entry.name)),
      );
      onReady(entry.name, subgraphs.size, list.length);
    }
    const agencies = await Promise.all(
      config.agencies.map(async ({ name, url }) => ({ name, url: await doorOf(name, url) })),
    );
    const gateway = await startGateway({ ...config, agencies }, log, { law: grounds.law, ...begun });
    return {
      gateway,
      subgraphs,
      stop: async () => {
        await gateway.stop();
        await stopSubgraphs();
      },
    };
  } catch (error) {
    await begun.planners.close();
    await stopSubgraphs();
    throw error;
  }
}
