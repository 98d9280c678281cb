import { openKeySet } from './identity/key-set.ts';
import { publicKeysFile } from './identity/keys.ts';
import type { Subgraph } from './define-subgraph.ts';
import { urlOrPath, type Settings } from './environment.ts';
import type { Logger } from './log.ts';
import { seedReader } from './seeding.ts';
import { serve, type RunningSubgraph } from './serve.ts';

export interface Place {
  readonly port: number;
  /** Accept calls without a seal: for development. */
  readonly open?: boolean;
}

/** Serves a subgraph by the settings of the environment. */
export const serveBySettings = (
  subgraph: Subgraph,
  settings: Settings,
  { port, open = false }: Place,
  log: Logger,
): Promise<RunningSubgraph> =>
  serve(subgraph, {
    host: settings.HOST,
    port,
    storage: { dataDir: settings.DATA_DIR, databaseUrl: settings.DATABASE_URL },
    readSeed: seedReader(settings.SEEDS_DIR),
    gatewayKeys: open
      ? null
      : openKeySet(urlOrPath(settings.GATEWAY_JWKS ?? publicKeysFile(settings.DATA_DIR))),
    introspection: settings.INTROSPECTION,
    log,
  });
