import { openUsageCounter } from './access/open-usage-counter.ts';
import type { UsageCounter } from './access/usage-counter.ts';
import { openAsking, type OpenAsking } from './asking/open-asking.ts';
import { readAgreementLaw, type AgreementLaw } from './agreements/agreement-law.ts';
import { openKeySet } from './identity/key-set.ts';
import { publicKeysFile } from './identity/keys.ts';
import { openSecret } from './identity/secret.ts';
import type { Subgraph } from './define-subgraph.ts';
import { urlOrPath, type Settings } from './environment.ts';
import type { Logger } from './log.ts';
import type { LawFiles } from './policy/reading/rule-files.ts';
import { openLaw } from './rule-files.ts';
import { seedReader } from './seeding.ts';
import { serve, type RunningSubgraph } from './serve.ts';

export interface Place {
  readonly port: number;
  /** Accept calls without a seal: for development. */
  readonly open?: boolean;
}

/** What the subgraphs of one process have in common. */
export interface Grounds {
  readonly law: LawFiles;
  readonly agreementLaw: AgreementLaw;
  readonly usage: UsageCounter;
  readonly asking: OpenAsking;
}

/** Reads the law, and opens the counter of what passes under grants and the way to the exchange, by the settings. */
export async function openGrounds(settings: Settings, log: Logger): Promise<Grounds> {
  const law = openLaw(settings.LAW_DIR);
  const salt = openSecret(settings.DATA_DIR, 'usage.key', 'everybody would be counted again');
  const usage = await openUsageCounter({
    redisUrl: settings.REDIS_URL,
    salt: salt.toString('base64url'),
    core: law.defaults.value.core,
    log,
  });
  return {
    law,
    agreementLaw: readAgreementLaw(settings.LAW_DIR),
    usage,
    asking: await openAsking(settings),
  };
}

/** Serves a subgraph by the settings of the environment. */
export const serveBySettings = (
  subgraph: Subgraph,
  { law, agreementLaw, usage, asking }: Grounds,
  settings: Settings,
  { port, open = false }: Place,
  log: Logger,
): Promise<RunningSubgraph> =>
  serve(subgraph, {
    host: settings.HOST,
    port,
    storage: { dataDir: settings.DATA_DIR, databaseUrl: settings.DATABASE_URL },
    readSeed: seedReader(settings.SEEDS_DIR, settings.REFERENCE_DIR, settings.RECORDS_DIR),
    gatewayKeys: open
      ? null
      : openKeySet(urlOrPath(settings.GATEWAY_JWKS ?? publicKeysFile(settings.DATA_DIR))),
    law,
    agreementLaw,
    usage,
    askExchange: asking(subgraph.name),
    introspection: settings.INTROSPECTION,
    log,
  });
