import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { freePorts } from '../../scripts/free-ports.ts';
import { readCases } from '../federation/support/case-files.ts';
import { createFederation } from '../federation/support/federation.ts';
import { readWorld } from '../federation/support/world.ts';
import { askAt } from '../support/ask.ts';
import { runCommand, startCommand, type RunningCommand } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';
import { until } from './fake-exchange.ts';
import { servePlainSubgraphs, type PlainSubgraphs } from './plain-subgraphs.ts';

const COMMAND = 'gateway/src/main.ts';
const BARE = ['--without', 'rules,seals,receipts'];
const { schemas, data, questions } = readCases('tests/federation/cases').find(
  ({ feature }) => feature === 'keys',
)!;
const federation = createFederation(schemas, readWorld(data));
const folder = temporaryFolder();
const file = join(folder.path, 'theirs.graphql');
const nowhere = join(folder.path, 'nowhere');

let subgraphs: PlainSubgraphs;
beforeAll(async () => {
  subgraphs = await servePlainSubgraphs(federation);
  writeFileSync(file, subgraphs.supergraph);
});
afterAll(async () => {
  await subgraphs.close();
  folder.remove();
});

/** The log is one JSON line after the other, on standard error. */
const linesOf = ({ written }: RunningCommand) =>
  written.stderr
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);

/** Runs the gateway at `port`, and waits until it says that it listens. */
async function startAt(
  port: number,
  args: readonly string[],
  variables: Record<string, string> = {},
): Promise<{ readonly command: RunningCommand; readonly url: string }> {
  const command = startCommand(COMMAND, [...args, ...BARE], {
    DATA_DIR: nowhere,
    LAW_DIR: nowhere,
    ...variables,
  });
  let ended = false;
  void command.ended.then(() => (ended = true));
  const url = `http://127.0.0.1:${port}`;
  await until(
    () =>
      ended ||
      fetch(`${url}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      ),
  );
  if (ended) throw new Error(command.written.stderr);
  return { command, url };
}

it('`npm run gateway` serves a supergraph of others, warns, says what it runs without, and ends with 0 on SIGTERM', async () => {
  const port = await freePorts(1);
  const { command, url } = await startAt(port, ['--supergraph', file, '--port', String(port)]);

  const { query, variables } = questions[0]!;
  const { body } = await askAt(`${url}/graphql`, query, variables);
  expect(body.errors).toBeUndefined();
  expect(body.data).toEqual(
    JSON.parse(JSON.stringify((await federation.expected({ query, variables })).data)),
  );
  expect(await (await fetch(`${url}/readyz`)).json()).toEqual({
    status: 'ready',
    notReady: [],
    without: ['rules', 'seals', 'receipts'],
  });
  expect(linesOf(command)).toContainEqual(
    expect.objectContaining({
      level: 'warn',
      msg: 'This gateway runs without rules, seals, receipts: never for records of people.',
    }),
  );
  expect(await (await fetch(url)).text()).toContain('không dùng cho dữ liệu cá nhân');

  command.signal('SIGTERM');
  expect(await command.ended).toMatchObject({ code: 0, stdout: '' });
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  expect(linesOf(command).at(-1)).toMatchObject({ msg: 'draining', signal: 'SIGTERM' });
  expect(existsSync(nowhere)).toBe(false);
});

it('The environment says which supergraph and port where the arguments do not', async () => {
  const port = await freePorts(1);
  const { command, url } = await startAt(port, [], { SUPERGRAPH: file, PORT: String(port) });
  expect((await askAt(`${url}/graphql`, '{ __typename }')).body.data).toEqual({ __typename: 'Query' });
  command.signal('SIGINT');
  expect((await command.ended).code).toBe(0);
});

it('`--help` says what it takes, and ends with 0', async () => {
  const { code, stdout, stderr } = await runCommand(COMMAND, ['--help']);
  expect([code, stderr]).toEqual([0, '']);
  for (const word of ['--supergraph', '--port', '--without', '--engine', 'SUPERGRAPH', 'SHUTDOWN_GRACE_MS'])
    expect(stdout).toContain(word);
});

it.each<[string, readonly string[], Record<string, string>, RegExp]>([
  ['an argument nobody knows', ['--wihtout', 'rules'], {}, /^BAD_ARGUMENT: [^\n]*--wihtout[^\n]*\n$/],
  ['a port that is none', BARE, { PORT: 'many' }, /^BAD_ARGUMENT: PORT takes a number[^\n]*\n$/],
  [
    'a supergraph that is not there',
    ['--supergraph', nowhere, ...BARE],
    {},
    /^(.*\n)?SUPERGRAPH_MISSING: [^\n]*\n$/,
  ],
])('%s ends the start with 1 and one line that names it', async (_, args, variables, line) => {
  const { code, stdout, stderr } = await runCommand(COMMAND, args, { LOG_LEVEL: 'error', ...variables });
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(line);
});
