import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { composeServices } from '@apollo/composition';
import {
  openPlannerApart,
  type ApartOptions,
} from '@lienthong/gateway/execution/planning/apart/open-planner-apart';
import { createApolloPlanner } from '@lienthong/gateway/execution/planning/apollo-planner';
import type { OpenPlanner } from '@lienthong/gateway/execution/planning/plan';
import { parse, print, printSchema, type DocumentNode } from 'graphql';
import { readCases } from '../federation/support/case-files.ts';
import { createFederation } from '../federation/support/federation.ts';
import { readWorld } from '../federation/support/world.ts';
import { askAt } from '../support/ask.ts';
import { startCommand, type RunningCommand } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';
import { freePorts } from '../../scripts/free-ports.ts';
import { keptLog } from '../support/log.ts';
import { startFakeAgency, type FakeAgency } from './fake-agency.ts';
import { until } from './fake-exchange.ts';

jest.setTimeout(60_000);

const TYPES = Array.from({ length: 12 }, (_, number) => `Kind${number}`);
const each = (of: (type: string) => string): string => TYPES.map(of).join('\n');
const composed = composeServices(
  Object.entries({
    things: `type Query { things: [Thing!]! }  interface Thing { id: ID!  alike: Thing }
      ${each((type) => `type ${type} implements Thing @key(fields: "id") { id: ID!  alike: Thing }`)}`,
    notes: each((type) => `type ${type} @key(fields: "id") { id: ID!  note${type}: String }`),
  }).map(([name, sdl]) => ({
    name,
    url: `http://${name}.example`,
    typeDefs: parse(
      `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n${sdl}`,
    ),
  })),
);
const supergraph = composed.supergraphSdl!;

/** As a document is planned. */
const plain = (query: string): DocumentNode => parse(query, { noLocation: true });
const SMALL = plain('{ things { id } }');
const notes = each((type) => `... on ${type} { note${type} }`);
const behind = (below: string): string => each((type) => `... on ${type} { alike { ${below} } }`);
/** Twelve kinds behind each of twelve, twice over: more than a second of planning. */
const LARGE = plain(`{ things { ${behind(behind(notes))} } }`);
const ALSO_LARGE = plain(`{ all: things { ${behind(behind(notes))} } }`);

let planner: OpenPlanner | undefined;
afterEach(async () => {
  await planner?.close();
  planner = undefined;
});

/** The planners that a process started. */
const plannersOf = (pid: number): number[] =>
  spawnSync('pgrep', ['-P', String(pid), '-f', 'planning/apart/main.ts'], { encoding: 'utf8' })
    .stdout.split('\n')
    .flatMap((line) => (line ? Number(line) : []));

/** What was told of a planner, and the log. */
async function open(options: Partial<ApartOptions> = {}, sdl = supergraph) {
  const { log, lines } = keptLog();
  const ends: string[] = [];
  planner = await openPlannerApart(sdl, {
    mostMs: 30_000,
    heapMegabytes: 256,
    execArgv: ['--import', 'tsx'],
    log,
    onEnd: (why) => ends.push(why),
    ...options,
  });
  return { planner, ends, lines };
}

describe('A planner in a process of its own', () => {
  it('plans as one in this process does, and knows the same graph', async () => {
    const { schemas, data, questions } = readCases('tests/federation/cases').find(
      ({ feature }) => feature === 'requires',
    )!;
    const { supergraphSdl } = createFederation(schemas, readWorld(data));
    const here = createApolloPlanner(supergraphSdl);
    const { planner: apart } = await open({}, supergraphSdl);
    expect(printSchema(apart.apiSchema)).toBe(printSchema(here.apiSchema));
    expect(apart.labels).toEqual(here.labels);
    const documents = questions.filter(({ query }) => !query.includes('@')).map(({ query }) => plain(query));
    expect(documents.length).toBeGreaterThan(5);
    for (const document of documents)
      expect(await apart.plan(document)).toEqual(JSON.parse(JSON.stringify(here.plan(document))));
  });

  it('tells what it cannot plan as one in this process does', async () => {
    const { planner } = await open();
    await expect(planner.plan(plain('{ unheardOf }'))).rejects.toMatchObject({
      stack: expect.stringContaining('unheardOf'),
    });
    expect(await planner.plan(SMALL)).toMatchObject({ kind: 'fetch', subgraph: 'things' });
  });

  it('is ended over what takes too long, plans the next, and is not given the same again', async () => {
    const { planner, ends } = await open({ mostMs: 250 });
    const refused = { code: 'LIMIT_PLANNING', status: 400, extensions: { limit: 250 } };
    await expect(planner.plan(LARGE)).rejects.toMatchObject(refused);
    expect(await planner.plan(SMALL)).toMatchObject({ kind: 'fetch' });
    await expect(planner.plan(LARGE)).rejects.toMatchObject(refused);
    expect(ends).toEqual(['late']);
  });

  it('ends over what takes too much memory, says so in the log, and plans the next', async () => {
    const { planner, ends, lines } = await open({ heapMegabytes: 26 });
    await expect(planner.plan(LARGE)).rejects.toMatchObject({ code: 'PLANNER_UNAVAILABLE', status: 503 });
    expect(await planner.plan(SMALL)).toMatchObject({ kind: 'fetch' });
    expect(ends).toEqual(['fault']);
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        err: expect.objectContaining({ message: expect.stringContaining('heap out of memory') }),
      }),
    );
  });

  it('that somebody ends while it has nothing to do is there for the next operation', async () => {
    const { planner, ends } = await open();
    for (const pid of plannersOf(process.pid)) process.kill(pid, 'SIGKILL');
    await until(() => ends.length > 0);
    expect(await planner.plan(SMALL)).toMatchObject({ kind: 'fetch' });
    expect(ends).toEqual(['fault']);
  });

  it('keeps nobody waiting for ever', async () => {
    const { planner } = await open({ mostMs: 400 });
    const large = [LARGE, ALSO_LARGE].map(async (document) => planner.plan(document));
    const small = planner.plan(SMALL);
    const told = Promise.allSettled(large);
    await expect(small).rejects.toMatchObject({ code: 'PLANNER_BUSY', status: 503 });
    for (const each of await told) expect(each).toMatchObject({ status: 'rejected' });
    expect(await planner.plan(SMALL)).toMatchObject({ kind: 'fetch' });
  });

  it('says what is wrong with a supergraph', async () => {
    await expect(open({}, 'type Query { a: ID }')).rejects.toThrow(/supergraph/i);
  });

  it('says why it does not start', async () => {
    await expect(open({ heapMegabytes: 8 })).rejects.toMatchObject({
      code: 'PLANNER_NOT_STARTED',
      message: expect.stringMatching(/heap out of memory.*PLANNER_HEAP_MB/),
    });
  });
});

describe('A gateway whose planner has a process of its own', () => {
  const folder = temporaryFolder();
  let agency: FakeAgency;
  let command: RunningCommand;
  let url: string;
  beforeAll(async () => {
    agency = await startFakeAgency((_, response) => void response.end('{"data":{"things":[]}}'));
    const file = join(folder.path, 'things.graphql');
    writeFileSync(file, supergraph.replaceAll(/http:\/\/\w+\.example/g, agency.url));
    const port = await freePorts(1);
    command = startCommand('gateway/src/main.ts', [
      ...['--supergraph', file, '--port', String(port), '--without', 'rules,seals,receipts,limits'],
    ]);
    url = `http://127.0.0.1:${port}`;
    await until(() =>
      fetch(`${url}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
  });
  afterAll(async () => {
    command.signal('SIGKILL');
    await command.ended;
    await agency.close();
    folder.remove();
  });
  const ask = (document: DocumentNode) => askAt(`${url}/graphql`, print(document));

  it('answers what it has planned while it plans what takes long', async () => {
    expect((await ask(SMALL)).body.data).toEqual({ things: [] });
    const answered: string[] = [];
    const large = ask(LARGE).then(() => answered.push('large'));
    for (let time = 0; time < 5; time += 1)
      await ask(SMALL).then(({ body }) => answered.push(body.data ? 'small' : 'nothing'));
    await large;
    expect(answered).toEqual([...Array<string>(5).fill('small'), 'large']);
  });

  it('takes its planner along, however it ends', async () => {
    const [planner] = plannersOf(command.pid);
    expect(planner).toBeDefined();
    command.signal('SIGKILL');
    await until(() => !existsSync(`/proc/${planner!}`));
  });
});
