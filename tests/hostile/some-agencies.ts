import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { CallerClaims } from '@lienthong/gateway/authentication/claims';
import { openDevelopmentIssuer } from '@lienthong/gateway/authentication/development-issuer';
import type { Subgraph } from '@lienthong/shared';
import { readSettings } from '@lienthong/shared/environment';
import { openSigningKey } from '@lienthong/shared/identity/keys';
import { loadSubgraph } from '@lienthong/shared/load-subgraphs';
import type { RunningSubgraph } from '@lienthong/shared/serve';
import { openGrounds, serveBySettings } from '@lienthong/shared/subgraph-process';
import { readSupergraphList, type ListedSubgraph } from '@lienthong/shared/supergraph-list';
import { stringify } from 'yaml';
import { composeSupergraph, listedSchemas } from '../../scripts/composition/compose-supergraph.ts';
import { freePorts } from '../../scripts/free-ports.ts';
import type { Answer, AnswerBody } from '../support/ask.ts';
import { startCommand, type RunningCommand } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';
import { silent } from '../support/log.ts';
import { writeMarkedRecords } from './marked-records.ts';

/** Those with the marked records, and the one whose land the civil register asks about. */
const AGENCIES = ['mps', 'moj', 'moh', 'mae'];

type Question = [
  query: string,
  variables?: Readonly<Record<string, unknown>>,
  operationName?: string | undefined,
];

/** Some agencies of a country in this process, with marked records; the gateway before them is a process of its own. */
export interface SomeAgencies {
  readonly dataDir: string;
  /** The composed graph. */
  readonly supergraph: string;
  readonly url: string;
  /** Starts the gateway as `npm run gateway` does, and waits until it listens. */
  startGateway(more?: Record<string, string>): Promise<RunningCommand>;
  /** The header a caller brings; nobody known brings none. */
  readonly headersOf: (claims: CallerClaims | null) => Promise<Record<string, string>>;
  ask(claims: CallerClaims | null, ...question: Question): Promise<Answer>;
  readonly askWith: (headers: Record<string, string>, ...question: Question) => Promise<Answer>;
  remove(): Promise<void>;
}

export async function startSomeAgencies(): Promise<SomeAgencies> {
  const folder = temporaryFolder();
  const inFolder = (name: string): string => join(folder.path, name);
  const port = await freePorts(1 + AGENCIES.length);
  const variables = {
    GATEWAY_PORT: String(port),
    SUBGRAPH_PORT_BASE: String(port + 1),
    DATA_DIR: inFolder('data'),
    RECORDS_DIR: inFolder('records'),
    SUPERGRAPH_CONFIG: inFolder('supergraph.yaml'),
    SUPERGRAPH: inFolder('supergraph.graphql'),
    LAW_DIR: resolve('law'),
    REPLICA: 'gateway-1',
  };
  writeMarkedRecords(variables.RECORDS_DIR);
  writeFileSync(variables.SUPERGRAPH_CONFIG, listOf(port + 1));
  const settings = readSettings(variables);
  // One after another: the test runner trips over modules that are imported while they are being imported.
  const subgraphs: [ListedSubgraph, Subgraph][] = [];
  for (const entry of readSupergraphList(settings.SUPERGRAPH_CONFIG))
    subgraphs.push([entry, await loadSubgraph(settings.SUPERGRAPH_CONFIG, entry)]);
  const composed = composeSupergraph(await listedSchemas(variables.SUPERGRAPH_CONFIG));
  if (composed.faults) throw new Error(composed.faults.map(({ message }) => message).join('\n'));
  const { supergraph } = composed;
  writeFileSync(variables.SUPERGRAPH, supergraph);

  await openSigningKey(settings.DATA_DIR);
  const grounds = await openGrounds(settings, silent);
  const running: RunningSubgraph[] = [];
  for (const [{ position }, subgraph] of subgraphs)
    running.push(await serveBySettings(subgraph, grounds, settings, { port: port + 1 + position }, silent));

  const url = `http://127.0.0.1:${port}/graphql`;
  const issuer = await openDevelopmentIssuer({
    issuer: `http://127.0.0.1:${port}/issuer`,
    audience: 'lienthong',
    dataDir: settings.DATA_DIR,
  });
  const headersOf = async (claims: CallerClaims | null): Promise<Record<string, string>> =>
    claims ? { authorization: `Bearer ${await issuer.sign(claims, 600, Date.now())}` } : {};
  const askWith: SomeAgencies['askWith'] = async (headers, query, variables, operationName) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables, operationName }),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as AnswerBody,
    };
  };
  const gateways: RunningCommand[] = [];
  async function listens(gateway: RunningCommand): Promise<void> {
    let ended = false;
    void gateway.ended.then(() => (ended = true));
    while (!(await fetch(new URL('/healthz', url)).catch(() => null))?.ok) {
      if (ended) throw new Error(`The gateway ended before it listened: ${gateway.written.stderr}`);
      await wait(20);
    }
  }
  return {
    dataDir: settings.DATA_DIR,
    supergraph,
    url,
    headersOf,
    startGateway: async (more = {}) => {
      const gateway = startCommand('gateway/src/main.ts', [], { ...variables, ...more });
      gateways.push(gateway);
      await listens(gateway);
      return gateway;
    },
    ask: async (claims, ...question) => askWith(await headersOf(claims), ...question),
    askWith,
    remove: async () => {
      for (const gateway of gateways) gateway.signal('SIGKILL');
      await Promise.all(gateways.map(({ ended }) => ended));
      await Promise.all(running.map((subgraph) => subgraph.stop()));
      await grounds.usage.close();
      folder.remove();
    },
  };
}

const listOf = (firstPort: number): string =>
  stringify({
    subgraphs: Object.fromEntries(
      AGENCIES.map((name, position) => [
        name,
        {
          routing_url: `http://127.0.0.1:${firstPort + position}/graphql`,
          schema: { file: resolve('subgraphs', name, 'schema.graphql') },
        },
      ]),
    ),
  });

/** The father of household 1 (seeds/synthetic/README.md). */
export const FATHER = '003086000011';
/** His wife, and another man. */
export const MOTHER = '003185000012';
export const STRANGER = '005088000021';

/** A clinic that looks after somebody: name and dates from the population register, everything of its own ministry. */
export const clinicFor = (...subjects: readonly string[]): CallerClaims => ({
  agency: 'moh',
  system: 'moh-his',
  officer: 'bs-mau',
  purpose: 'health-referral',
  case: { id: 'HS-1', subjects: [...subjects] },
});
