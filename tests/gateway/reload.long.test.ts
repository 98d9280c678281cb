import { createAdmission } from '@lienthong/gateway/admission';
import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readGatewayConfig, startGateway, type RunningGateway } from '@lienthong/gateway';
import type { ExchangeContext } from '@lienthong/gateway/exchange-context';
import { openGraph, type Graph } from '@lienthong/gateway/graph';
import type { GraphVersion } from '@lienthong/gateway/graph-version';
import { followSupergraph } from '@lienthong/gateway/live-graph';
import { createOpenSubscriptions } from '@lienthong/gateway/subscriptions/open-subscriptions';
import { createApolloPlanner } from '@lienthong/gateway/execution/planning/apollo-planner';
import { askAt, type Answer } from '../support/ask.ts';
import { temporaryFolder } from '../support/folder.ts';
import { keptLog } from '../support/log.ts';
import { PLANNED_HERE } from '../support/planned-here.ts';
import { startFakeAgency, type Behaviour, type FakeAgency } from './fake-agency.ts';
import { metricsOf } from './metrics-of.ts';
import { createSignal } from './signal.ts';

const ORIGINAL = readFileSync('gateway/supergraph.graphql', 'utf8');
/** The supergraph with one more field of `Statistics`. */
const withField = (name: string): string =>
  ORIGINAL.replace(/^(type Statistics\b[^{]*\{)/m, `$1\n  "Thử: a field of this version."\n  ${name}: Int`);

const folder = temporaryFolder();
const file = join(folder.path, 'supergraph.graphql');
const kept = keptLog();
let agency: FakeAgency;
let gateway: RunningGateway;

/** A number for every field of `Statistics` that was asked for. */
const answerStatistics: Behaviour = async ({ query }, response) => {
  const fields = (/statistics\s*\{([^}]*)\}/.exec(query)?.[1] ?? '').trim().split(/\s+/);
  await wait(5);
  response.end(
    JSON.stringify({ data: { statistics: Object.fromEntries(fields.map((field) => [field, 1])) } }),
  );
};

beforeAll(async () => {
  writeFileSync(file, ORIGINAL);
  agency = await startFakeAgency(answerStatistics);
  const config = readGatewayConfig({ ...PLANNED_HERE, DATA_DIR: folder.path, SUPERGRAPH: file });
  const agencies = config.agencies.map(({ name }) => ({ name, url: agency.url }));
  gateway = await startGateway({ ...config, port: 0, agencies }, kept.log);
}, 60_000);
afterAll(async () => {
  await gateway.stop();
  await agency.close();
  folder.remove();
});
let flowing = false;
afterEach(() => {
  flowing = false;
  agency.behave(answerStatistics);
});

const ask = (query: string): Promise<Answer> => askAt(`${gateway.url}/graphql`, query);
const serves = async (field: string): Promise<boolean> =>
  (await ask(`{ statistics { ${field} } }`)).body.errors === undefined;

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const giveUpAt = Date.now() + 15_000; !(await holds()); await wait(50)) {
    if (Date.now() > giveUpAt) throw new Error(`It never came true: ${String(holds)}`);
  }
}

const reloads = async (outcome: string): Promise<number> =>
  (await metricsOf(gateway.url)).get(`lienthong_supergraph_reloads_total{outcome="${outcome}"}`) ?? 0;

interface Flow {
  /** Waits for so many more answers. */
  answered(more: number): Promise<void>;
  stop(): Promise<readonly Answer[]>;
}

/** Asks on and on until `stop`; every answer is kept. */
function flow(query: (number: number) => string): Flow {
  flowing = true;
  const answers: Answer[] = [];
  const asking = Array.from({ length: 4 }, async (_, lane) => {
    for (let number = lane; flowing; number += 4) answers.push(await ask(query(number)));
  });
  return {
    answered: (more) => {
      const enough = answers.length + more;
      return until(async () => answers.length >= enough);
    },
    stop: async () => {
      flowing = false;
      await Promise.all(asking);
      return answers;
    },
  };
}

describe('The supergraph changes while requests flow', () => {
  it('and none of them is dropped or fails, also those that are planned anew each time', async () => {
    const requests = flow((number) => `query Q${number} { statistics { agencies } }`);
    for (const field of ['first', 'second']) {
      writeFileSync(`${file}.tmp`, withField(field));
      renameSync(`${file}.tmp`, file);
      await until(() => serves(field));
      await requests.answered(26);
    }
    const answers = await requests.stop();
    expect(answers.length).toBeGreaterThan(50);
    expect(
      answers.filter(
        ({ status, body }) => status !== 200 || body.errors || body.data.statistics.agencies !== 1,
      ),
    ).toEqual([]);
  }, 60_000);

  it('and a request is answered by one version throughout: with the field, or told that there is none', async () => {
    const requests = flow((number) => `query Q${number} { statistics { agencies sometimes } }`);
    for (const supergraph of [withField('sometimes'), ORIGINAL]) {
      writeFileSync(file, supergraph);
      await until(async () => (await serves('sometimes')) === (supergraph !== ORIGINAL));
    }
    const outcomes = (await requests.stop()).map(({ body }) =>
      body.errors ? body.errors.map(({ extensions }) => extensions.code).join() : JSON.stringify(body.data),
    );
    expect(new Set(outcomes)).toEqual(
      new Set(['GRAPHQL_VALIDATION_FAILED', '{"statistics":{"agencies":1,"sometimes":1}}']),
    );
  });

  it('and one under way ends as it began, with its next questions to agencies', async () => {
    writeFileSync(file, withField('leaving'));
    await until(() => serves('leaving'));

    const [arrived, held] = [createSignal(), createSignal()];
    agency.behave(async (question, response) => {
      if (question.variables.representations)
        return void response.end('{"data":{"_entities":[{"name":"Bộ Tư pháp"}]}}');
      if (!question.query.includes('agency')) return answerStatistics(question, response);
      arrived.give();
      await held.given;
      response.end(
        '{"data":{"statistics":{"leaving":7},"__lt_agency":{"__typename":"MinistryOfJustice","id":"moj"}}}',
      );
    });
    const answer = ask('{ statistics { leaving } agency(id: "moj") { id name } }');
    await arrived.given;
    writeFileSync(file, ORIGINAL);
    await until(async () => !(await serves('leaving')));
    held.give();
    expect((await answer).body).toMatchObject({
      data: { statistics: { leaving: 7 }, agency: { id: 'moj', name: 'Bộ Tư pháp' } },
    });
  });
});

/** For whose sake nothing is open. */
const versionOf = (graph: Graph): GraphVersion => ({ graph, agencies: [], close: async () => {} });

it('A request that was planned by one version is answered by it, though another came in between', async () => {
  const path = join(folder.path, 'between.graphql');
  writeFileSync(path, withField('leaving'));
  const [planned, held, replaced] = [createSignal(), createSignal(), createSignal()];
  const graph = await followSupergraph(
    path,
    async (supergraph) =>
      versionOf(
        await openGraph(supergraph, {
          planner: createApolloPlanner(supergraph),
          overrideLabels: new Set(),
          introspection: true,
          limits: readGatewayConfig({}).limits,
          log: kept.log,
          enforcement: null,
          sourceOf: () => ({
            ask: async () => {
              planned.give();
              await held.given;
              return { data: { statistics: { leaving: 7 } }, escape: false, errors: [] };
            },
          }),
          observe: (answer) => answer,
          admission: createAdmission(),
          subscriptions: createOpenSubscriptions({ inAll: 1, perCaller: 1 }),
        }),
      ),
    replaced.give,
    kept.log,
  );
  const answer = graph.answer(
    { query: '{ statistics { leaving } }', operationName: null, variables: {}, mayChange: true },
    {} as ExchangeContext,
  );
  await planned.given;
  writeFileSync(path, ORIGINAL);
  await replaced.given;
  held.give();
  expect(await answer).toEqual({ json: '{"statistics":{"leaving":7}}' });
  graph.stop();
});

describe('A supergraph that does not work is refused, and the last good one stays:', () => {
  it.each([
    ['nothing', ''],
    ['text', 'this is no schema'],
    ['half of it', ORIGINAL.slice(0, ORIGINAL.length / 2)],
    ['a schema that is no supergraph', 'type Query { statistics: Int }'],
    ['one with a subgraph nobody knows', ORIGINAL.replaceAll('name: "moj"', 'name: "ministry-of-magic"')],
    ['one that refers to what is not there', withField('broken').replace('broken: Int', 'broken: Nowhere')],
  ])('%s', async (_, broken) => {
    const refused = await reloads('refused');
    writeFileSync(file, broken);
    await until(async () => (await reloads('refused')) === refused + 1);
    expect(await serves('agencies')).toBe(true);
    expect(kept.lines.at(-1)).toMatchObject({ msg: 'answered' });
    expect(kept.lines.filter(({ level }) => level === 'error').at(-1)).toMatchObject({
      file,
      msg: 'the changed supergraph does not work: the last good one stays',
    });
  });

  it('and the next good one is taken', async () => {
    writeFileSync(file, withField('mended'));
    await until(() => serves('mended'));
  });
});

describe('However the file is changed', () => {
  it('while the gateway reads it for the first time: the change is taken', async () => {
    const path = join(folder.path, 'first.graphql');
    writeFileSync(path, ORIGINAL);
    const taken = createSignal();
    const opened: string[] = [];
    const open = async (supergraph: string): Promise<GraphVersion> => {
      opened.push(supergraph);
      if (opened.length === 1) writeFileSync(path, withField('early'));
      return versionOf({} as Graph);
    };
    const graph = await followSupergraph(path, open, taken.give, kept.log);
    await taken.given;
    expect(opened).toEqual([ORIGINAL, withField('early')]);
    graph.stop();
  });

  it('several times in a row: the last one is served', async () => {
    for (let version = 1; version <= 20; version += 1) {
      writeFileSync(file, withField(`version${version}`));
      await wait(20);
    }
    await until(() => serves('version20'));
    expect(await serves('version19')).toBe(false);
  });

  it('written in pieces: no half of it is taken for the whole', async () => {
    const refused = await reloads('refused');
    const whole = withField('pieces');
    const descriptor = openSync(file, 'w');
    for (let from = 0; from < whole.length; from += whole.length / 40) {
      writeSync(descriptor, whole.slice(from, from + whole.length / 40));
      await wait(30);
    }
    closeSync(descriptor);
    await until(() => serves('pieces'));
    expect(await reloads('refused')).toBe(refused);
  });

  it('removed, and put back: it is served all the while', async () => {
    const [taken, refused] = [await reloads('taken'), await reloads('refused')];
    rmSync(file);
    await wait(1_200);
    expect(await serves('pieces')).toBe(true);
    writeFileSync(file, withField('back'));
    await until(() => serves('back'));
    expect([await reloads('taken'), await reloads('refused')]).toEqual([taken + 1, refused]);
  });
});
