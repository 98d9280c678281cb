import { resolve } from 'node:path';
import type { Subgraph } from '@lienthong/shared';
import { createMemoryUsage } from '@lienthong/shared/access/memory-usage';
import { readAgreementLaw } from '@lienthong/shared/agreements/agreement-law';
import { loadSubgraph } from '@lienthong/shared/load-subgraphs';
import type { LawFiles } from '@lienthong/shared/policy/reading/rule-files';
import { openLaw } from '@lienthong/shared/rule-files';
import { seedReader } from '@lienthong/shared/seeding';
import { serve, type RunningSubgraph, type ServeOptions } from '@lienthong/shared/serve';
import { readSupergraphList } from '@lienthong/shared/supergraph-list';
import { createLocalJWKSet } from 'jose';
import type { Answer } from './ask.ts';
import { temporaryFolder } from './folder.ts';
import { silent } from './log.ts';
import { askSubgraph, testKey, type SealOptions } from './seal.ts';

export const supergraphList = resolve('supergraph.yaml');
/** The subgraphs of the one list: who joins it is tested without being named here. */
export const listed = readSupergraphList(supergraphList);
export const listedAgencies = listed.filter(({ name }) => name !== 'ndc');

let law: LawFiles | undefined;
/** The law of this checkout, read once for a suite. */
export const testLaw = (): LawFiles => (law ??= openLaw(resolve('law')));

export const readSeed = seedReader(
  resolve('seeds/resolution-214/data'),
  resolve('seeds/reference'),
  resolve('seeds/synthetic/records'),
);

export function loadListed(name: string): Promise<Subgraph> {
  const entry = listed.find((each) => each.name === name);
  if (!entry) throw new Error(`supergraph.yaml does not list ${name}.`);
  return loadSubgraph(supergraphList, entry);
}

export interface TestSubgraph extends RunningSubgraph {
  readonly dataDir: string;
  /** Asks it with a valid seal, unless `seal` says otherwise. */
  ask(query: string, variables?: Readonly<Record<string, unknown>>, seal?: SealOptions): Promise<Answer>;
  /** Stops it and deletes its data. */
  remove(): Promise<void>;
}

/** One subgraph alone, on a free port and with data of its own; `databaseUrl` puts them into PostgreSQL. */
export async function startSubgraph(
  subgraph: Subgraph,
  { databaseUrl, ...options }: Partial<ServeOptions> & { readonly databaseUrl?: string } = {},
): Promise<TestSubgraph> {
  const folder = temporaryFolder();
  try {
    const running = await serve(subgraph, {
      host: '127.0.0.1',
      port: 0,
      storage: { dataDir: folder.path, databaseUrl },
      readSeed,
      gatewayKeys: createLocalJWKSet({ keys: [...(await testKey()).jwks.keys] }),
      law: testLaw(),
      agreementLaw: readAgreementLaw(resolve('law')),
      usage: createMemoryUsage({ salt: 'test', core: testLaw().defaults.value.core }),
      introspection: true,
      log: silent,
      ...options,
    });
    return {
      ...running,
      dataDir: folder.path,
      ask: (query, variables, seal) => askSubgraph(running, query, variables, seal),
      remove: async () => {
        await running.stop();
        folder.remove();
      },
    };
  } catch (error) {
    folder.remove();
    throw error;
  }
}
