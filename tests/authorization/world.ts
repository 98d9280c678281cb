import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@apollo/composition';
import { readGatewayConfig, startGateway, type RunningGateway } from '@lienthong/gateway';
import type { GatewayConfig } from '@lienthong/gateway/config';
import { EXCHANGE, exchangeSharingFile, exchangeTypeDefs } from '@lienthong/gateway/exchange/schema';
import type { Subgraph } from '@lienthong/shared';
import { createMemoryUsage } from '@lienthong/shared/access/memory-usage';
import type { UsageCounter } from '@lienthong/shared/access/usage-counter';
import { readAgreementLaw } from '@lienthong/shared/agreements/agreement-law';
import { openSigningKey, type SigningKey } from '@lienthong/shared/identity/keys';
import { loadSubgraph } from '@lienthong/shared/load-subgraphs';
import { openLaw } from '@lienthong/shared/rule-files';
import type { ReadSeed } from '@lienthong/shared/seeding';
import { serve, type RunningSubgraph } from '@lienthong/shared/serve';
import { readSupergraphList } from '@lienthong/shared/supergraph-list';
import { createLocalJWKSet } from 'jose';
import type { z } from 'zod';
import { jwksOf, makeKey, sign, type TestKey } from '../authentication/test-issuer.ts';
import { temporaryFolder } from '../support/folder.ts';
import { keptLog, type LogLine } from '../support/log.ts';
import { PLANNED_HERE } from '../support/planned-here.ts';
import { recordBefore, type Recorder } from './recorder.ts';

export const ISSUER = 'https://login.example/realms/officers';
export const AUDIENCE = 'conformance';

/** What a token says of who asks. */
export type Claims = Readonly<Record<string, unknown>>;

/** One agency of the world: its subgraph, and what stands before it. */
export interface Asked {
  readonly subgraph: Subgraph;
  readonly running: RunningSubgraph;
  readonly recorder: Recorder;
}

/** A small country of its own, in one process: five agencies over real HTTP, the real gateway before them. */
export interface World {
  readonly gateway: RunningGateway;
  readonly agencies: ReadonlyMap<string, Asked>;
  readonly supergraph: string;
  /** Where gateway and subgraphs keep their data; the log of receipts among them. */
  readonly dataDir: string;
  /** What the gateway and the subgraphs logged. */
  readonly logged: readonly LogLine[];
  readonly usage: UsageCounter;
  /** The key the gateway seals with. */
  readonly sealingKey: SigningKey;
  readonly issuerKey: TestKey;
  token(claims: Claims, header?: Claims): Promise<string>;
  /** Another gateway before the same agencies, with a configuration of its own. */
  startGateway(change?: Partial<GatewayConfig>): Promise<RunningGateway>;
  remove(): Promise<void>;
}

const NO_SEEDS: ReadSeed = Object.assign(
  <Shape extends z.ZodType>(_: string, shape: Shape) => shape.parse([]),
  { has: () => false },
);

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const LIST = here('./world/supergraph.yaml');
const LAW = here('./world/law');

export async function startWorld(): Promise<World> {
  const folder = temporaryFolder();
  const { log, lines } = keptLog();
  const list = readSupergraphList(LIST);
  const subgraphs: Subgraph[] = [];
  for (const entry of list) subgraphs.push(await loadSubgraph(LIST, entry));
  const supergraph = compose(subgraphs);
  const supergraphFile = join(folder.path, 'supergraph.graphql');
  const lawDir = join(folder.path, 'law');
  writeFileSync(supergraphFile, supergraph);
  cpSync(LAW, lawDir, { recursive: true });

  const issuerKey = await makeKey('ES256');
  const jwksFile = join(folder.path, 'issuer.json');
  writeFileSync(jwksFile, JSON.stringify(jwksOf(issuerKey)));

  const sealingKey = await openSigningKey(folder.path);
  const law = openLaw(lawDir);
  const usage = createMemoryUsage({ salt: 'conformance', core: law.defaults.value.core });
  const agencies = new Map<string, Asked>();
  for (const subgraph of subgraphs) {
    const running = await serve(subgraph, {
      host: '127.0.0.1',
      port: 0,
      storage: { dataDir: folder.path },
      // The catalogue of the Resolution is no part of this world.
      readSeed: NO_SEEDS,
      gatewayKeys: createLocalJWKSet({ keys: [...sealingKey.jwks.keys] }),
      law,
      agreementLaw: readAgreementLaw(lawDir),
      usage,
      introspection: true,
      log,
    });
    const schema = buildSubgraphSchema({ typeDefs: subgraph.typeDefs });
    agencies.set(subgraph.name, { subgraph, running, recorder: await recordBefore(running.url, schema) });
  }

  const config: GatewayConfig = {
    ...readGatewayConfig({
      ...PLANNED_HERE,
      SUPERGRAPH: supergraphFile,
      SUPERGRAPH_CONFIG: LIST,
      LAW_DIR: lawDir,
      DATA_DIR: folder.path,
      REPLICA: 'conformance',
      TOKEN_ISSUER: ISSUER,
      TOKEN_AUDIENCE: AUDIENCE,
      TOKEN_JWKS: jwksFile,
      DEVELOPMENT_ISSUER: 'false',
      HOST: '127.0.0.1',
    }),
    port: 0,
    agencies: [...agencies].map(([name, { recorder }]) => ({ name, url: recorder.url })),
    rules: {
      lawDir,
      sharingFiles: [...subgraphs.flatMap(({ sharingFile }) => sharingFile ?? []), exchangeSharingFile],
    },
  };
  const others: RunningGateway[] = [];
  const gateway = await startGateway(config, log);
  return {
    ...{ gateway, agencies, supergraph, usage, sealingKey, issuerKey },
    dataDir: folder.path,
    logged: lines,
    token: (claims, header) => {
      const now = Math.floor(Date.now() / 1000);
      const registered = { iss: ISSUER, aud: AUDIENCE, sub: 'somebody', iat: now, exp: now + 600 };
      return sign(issuerKey, { ...NOTHING_SAID, ...registered, ...claims }, header);
    },
    startGateway: async (change) => {
      const replica = `conformance-${others.length + 2}`;
      const other = await startGateway({ ...config, replica, ...change }, log);
      others.push(other);
      return other;
    },
    remove: async () => {
      await Promise.all([gateway, ...others].map((each) => each.stop()));
      for (const { recorder, running } of agencies.values()) {
        await recorder.stop();
        await running.stop();
      }
      await usage.close();
      folder.remove();
    },
  };
}

/** The good token of the issuer says more than a caller of this world does. */
const NOTHING_SAID = Object.fromEntries(
  ['agency', 'system', 'officer', 'purpose', 'procedure', 'case'].map((claim) => [claim, undefined]),
);

function compose(subgraphs: readonly Subgraph[]): string {
  const { supergraphSdl, errors } = composeServices([
    ...subgraphs.map(({ name, typeDefs }) => ({ name, typeDefs, url: `http://${name}.example/graphql` })),
    { ...EXCHANGE, typeDefs: exchangeTypeDefs },
  ]);
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}
