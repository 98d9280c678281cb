import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openSigningKey } from '@lienthong/shared/identity/keys';
import { askAt } from '../support/ask.ts';
import { runCommand, startCommand, type RunningCommand } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';
import { freePorts } from '../../scripts/free-ports.ts';
import { askSubgraph } from '../support/seal.ts';
import { listed } from '../support/subgraph.ts';

const COMMAND = 'subgraphs/start.ts';
const folder = temporaryFolder();
const variables = { DATA_DIR: folder.path, LOG_LEVEL: 'warn' };
afterAll(() => folder.remove());

const run = (...args: string[]) => runCommand(COMMAND, args, variables);

describe('npm run subgraph', () => {
  let taken: Server;
  let takenPort: number;
  beforeAll(async () => {
    takenPort = await freePorts(1);
    taken = createServer().listen(takenPort, '127.0.0.1');
  });
  afterAll(() => void taken.close());

  it('explains itself', async () => {
    const { code, stdout, stderr } = await run('--help');
    expect([code, stderr]).toEqual([0, '']);
    for (const word of [
      'npm run subgraph -- moj',
      '--port',
      '--open',
      '--help',
      'DATA_DIR',
      'DATABASE_URL',
    ]) {
      expect(stdout).toContain(word);
    }
  });

  it('stops with one sentence, and no stack, on what it cannot work with', async () => {
    const everyName = listed.map(({ name }) => name).join(', ');
    const cases: readonly [args: string[], code: string, says: string][] = [
      [
        ['ministry'],
        'UNKNOWN_AGENCY',
        `There is no subgraph "ministry". The ${listed.length} are: ${everyName}.`,
      ],
      [[], 'UNKNOWN_AGENCY', `Say which subgraph to run. The ${listed.length} are: ${everyName}.`],
      [['moj', '--port', 'http'], 'BAD_ARGUMENT', '--port takes a number from 1 to 65535, not "http".'],
      [['moj', '--port', '70000'], 'BAD_ARGUMENT', '--port takes a number from 1 to 65535, not "70000".'],
      [['moj', '--wide-open'], 'BAD_ARGUMENT', "Unknown option '--wide-open'"],
      [
        ['moj', '--port', String(takenPort)],
        'PORT_TAKEN',
        `Port ${takenPort}, wanted by the subgraph moj, is taken`,
      ],
    ];
    const ends = await Promise.all(cases.map(([args]) => run(...args)));
    for (const [index, [, code, says]] of cases.entries()) {
      const { code: exit, stdout, stderr } = ends[index]!;
      expect([exit, stdout]).toEqual([1, '']);
      expect(stderr).toContain(`${code}: `);
      expect(stderr).toContain(says);
      expect(stderr).not.toMatch(/^\s+at /m);
    }
  });

  it('stops on a setting it cannot work with, and names it', async () => {
    const { code, stderr } = await runCommand(COMMAND, ['moj'], { ...variables, SUBGRAPH_PORT_BASE: 'many' });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^BAD_CONFIGURATION: .*SUBGRAPH_PORT_BASE/)]);
  });
});

describe('A subgraph started alone', () => {
  let first: number;
  let closed: RunningCommand;
  let open: RunningCommand;
  beforeAll(async () => {
    first = await freePorts(listed.length + 1);
    closed = startCommand(COMMAND, ['moj'], { ...variables, SUBGRAPH_PORT_BASE: String(first) });
    open = startCommand(COMMAND, ['mof', '--open', '--port', String(first + listed.length)], variables);
    await Promise.all([closed.said(/moj answers at/), open.said(/mof answers at/)]);
  });
  afterAll(async () => {
    for (const command of [closed, open]) command.signal('SIGKILL');
    await Promise.all([closed.ended, open.ended]);
  });

  const question = '{ __typename }';
  const urlAt = (port: number): string => `http://127.0.0.1:${port}/graphql`;

  it('listens at its place in the list, and says where', async () => {
    const port = first + listed.findIndex(({ name }) => name === 'moj');
    expect(closed.written.stdout).toBe(
      `moj answers at ${urlAt(port)}, its explorer is at http://127.0.0.1:${port}/\n`,
    );
    expect(closed.written.stderr).toBe('');
  });

  it('answers the gateway alone, whose key it takes when there is one', async () => {
    const moj = { name: 'moj', url: urlAt(first + listed.findIndex(({ name }) => name === 'moj')) };
    expect((await askAt(moj.url, question)).status).toBe(401);
    const key = await openSigningKey(folder.path);
    const { body } = await askSubgraph(moj, '{ ministryOfJustice { id } }', {}, { key });
    expect(body.data).toEqual({ ministryOfJustice: { id: 'moj' } });
  });

  it('answers anyone with --open, and warns so that nobody misses it', async () => {
    const { body } = await askAt(urlAt(first + listed.length), '{ ministryOfFinance { id } }');
    expect(body.data).toEqual({ ministryOfFinance: { id: 'mof' } });
    expect(open.written.stderr).toMatch(/CẢNH BÁO \/ WARNING: mof .*WITHOUT the gateway's seal \(--open\)/);
  });

  it('closes and ends with 0 on SIGTERM', async () => {
    closed.signal('SIGTERM');
    expect(await closed.ended).toMatchObject({ code: 0 });
    open.signal('SIGINT');
    expect(await open.ended).toMatchObject({ code: 0 });
    await expect(askAt(urlAt(first + listed.length), question)).rejects.toThrow();
  });
});
