import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readGatewayConfig, startGateway } from '@lienthong/gateway';
import type { Variables } from '@lienthong/shared/environment';
import { readSupergraphList } from '@lienthong/shared/supergraph-list';
import { startDeployment } from '../../scripts/deployment.ts';
import { startTestDeployment, type TestDeployment } from '../support/deployment.ts';
import { temporaryFolder } from '../support/folder.ts';
import { freePorts } from '../../scripts/free-ports.ts';
import { silent } from '../support/log.ts';
import { PLANNED_HERE } from '../support/planned-here.ts';

const list = readSupergraphList('supergraph.yaml');
const folder = temporaryFolder();
afterAll(() => folder.remove());

describe('A start ends, and names its setting, for', () => {
  it.each([
    ['a list of subgraphs that is not there', 'SUPERGRAPH_CONFIG', 'BAD_SUPERGRAPH_LIST'],
    ['a supergraph that is not there', 'SUPERGRAPH', 'SUPERGRAPH_MISSING'],
  ])('%s', async (_, name, code) => {
    const missing = join(folder.path, 'missing');
    await expect(start({ [name]: missing })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(missing),
    });
  });

  it('a supergraph that does not work', async () => {
    const broken = join(folder.path, 'broken.graphql');
    writeFileSync(broken, 'type Query { nothing: Int }');
    await expect(start({ SUPERGRAPH: broken })).rejects.toMatchObject({
      code: 'SUPERGRAPH_UNUSABLE',
      message: expect.stringContaining(broken),
    });
  });

  it('a supergraph with a subgraph that is not listed', async () => {
    const short = join(folder.path, 'short.yaml');
    writeFileSync(
      short,
      'federation_version: =2.14.4\nsubgraphs:\n  ndc:\n    routing_url: http://ndc/\n    schema: { file: ndc.graphql }\n',
    );
    await expect(start({ SUPERGRAPH_CONFIG: short })).rejects.toMatchObject({
      code: 'SUPERGRAPH_UNUSABLE',
      message: expect.stringMatching(/names the subgraph [a-z-]+, which is not in the list/),
    });
  });

  it('a data folder that is a file', async () => {
    const file = join(folder.path, 'file');
    writeFileSync(file, '');
    await expect(start({ DATA_DIR: file })).rejects.toMatchObject({
      code: 'DATA_DIR_UNUSABLE',
      message: expect.stringContaining('DATA_DIR'),
    });
  });

  it('a log of receipts that is no database', async () => {
    const dataDir = join(folder.path, 'no-log');
    mkdirSync(join(dataDir, 'ledger'), { recursive: true });
    writeFileSync(join(dataDir, 'ledger', 'gateway.sqlite'), 'no database '.repeat(100));
    await expect(start({ DATA_DIR: dataDir, REPLICA: 'gateway' })).rejects.toMatchObject({
      code: 'DATABASE_UNUSABLE',
      message: expect.stringMatching(/receipts of gateway.*gateway\.sqlite, cannot be opened: file is not a/),
    });
  });

  it('a database that is away', async () => {
    await expect(start({ DATABASE_URL: 'postgres://moj:hunter2@127.0.0.1:1/x' })).rejects.toMatchObject({
      code: 'DATABASE_UNUSABLE',
      message: expect.not.stringContaining('hunter2'),
    });
  });

  it('a host that is none', async () => {
    await expect(start({ HOST: 'no.such.host.invalid' })).rejects.toMatchObject({
      code: 'CANNOT_LISTEN',
      message: expect.stringMatching(/no\.such\.host\.invalid.*HOST/),
    });
  });
});

const start = async (variables: Variables) =>
  startGateway(
    { ...readGatewayConfig({ ...PLANNED_HERE, DATA_DIR: folder.path, ...variables }), port: 0 },
    silent,
  );

describe('A port that is taken is named, with who wanted it and the variable that moves it', () => {
  let taken: Server;
  let port: number;
  beforeAll(async () => {
    port = await freePorts(1 + list.length);
  });
  const take = async (at: number): Promise<void> => {
    taken = createServer();
    await new Promise<void>((resolve) => taken.listen(at, '127.0.0.1', resolve));
  };
  const free = () => new Promise((resolve) => taken.close(resolve));

  it('by the gateway', async () => {
    await take(port);
    try {
      await expect(
        startGateway(
          readGatewayConfig({ ...PLANNED_HERE, DATA_DIR: folder.path, GATEWAY_PORT: String(port) }),
          silent,
        ),
      ).rejects.toMatchObject({
        code: 'PORT_TAKEN',
        message: expect.stringMatching(new RegExp(`^Port ${port}, wanted by the gateway,.*GATEWAY_PORT`)),
      });
    } finally {
      await free();
    }
  });

  it('by a subgraph where all start together, and those that had started are stopped', async () => {
    const place = 2;
    await take(port + place);
    try {
      await expect(
        startDeployment({
          DATA_DIR: folder.path,
          SUBGRAPH_PORT_BASE: String(port),
          GATEWAY_PORT: String(port + list.length),
          LOG_LEVEL: 'silent',
        }),
      ).rejects.toMatchObject({
        code: 'PORT_TAKEN',
        message: expect.stringMatching(
          new RegExp(
            `^Port ${port + place}, wanted by the subgraph ${list[place]!.name},.*SUBGRAPH_PORT_BASE`,
          ),
        ),
      });
      await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
    } finally {
      await free();
    }
  });
});

describe('Everything started together', () => {
  const destinations: string[] = [];
  const record = (message: unknown): void => {
    const { socket } = message as { readonly socket: Socket };
    socket.on('connectionAttempt', (address: string) => destinations.push(address));
    socket.on('lookup', (_: unknown, __: unknown, ___: unknown, host: string) => destinations.push(host));
  };
  /** Names alone, and nothing that a version control system or a package manager keeps. */
  const tree = () =>
    readdirSync('.', { recursive: true, encoding: 'utf8' })
      .filter((path) => !/^(\.git|node_modules|data)(\/|$)/.test(path))
      .sort();

  let before: readonly string[];
  let country: TestDeployment;
  let gatewayPort: number;
  beforeAll(async () => {
    before = tree();
    subscribe('net.client.socket', record);
    gatewayPort = await freePorts(2 + list.length);
    country = await startTestDeployment({
      GATEWAY_PORT: String(gatewayPort),
      SUBGRAPH_PORT_BASE: String(gatewayPort + 2),
    });
    const { body } = await country.ask(
      '{ agencies { name databases { id } partners { partner { name } } } statistics { tasks } }',
    );
    expect(body.errors).toBeUndefined();
    await fetch(`${country.gateway.url}/readyz`);
  }, 60_000);
  afterAll(async () => {
    unsubscribe('net.client.socket', record);
    await country.remove();
  });

  it('listens where it was told: the gateway at its port, each subgraph at its place in the list', async () => {
    expect(country.gateway.port).toBe(gatewayPort);
    expect(list.map(({ name }) => country.subgraphs.get(name)?.port)).toEqual(
      list.map((_, place) => gatewayPort + 2 + place),
    );
    const names = list.map(async (_, place) =>
      (await fetch(`http://127.0.0.1:${gatewayPort + 2 + place}/healthz`)).json(),
    );
    expect(await Promise.all(names)).toEqual(
      list.map(({ name }) => expect.objectContaining({ subgraph: name })),
    );
  });

  it('writes into its data folder, and nowhere else in the tree', () => {
    expect(readdirSync(country.dataDir).sort()).toEqual(['databases', 'keys', 'ledger']);
    expect(tree()).toEqual(before);
  });

  it('talks to nobody but itself', () => {
    expect(destinations.length).toBeGreaterThan(25);
    expect(new Set(destinations)).toEqual(new Set(['127.0.0.1']));
  });
});
