import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { afterAll, afterEach, beforeEach, expect, it } from '@jest/globals';
import { readGatewayConfig, startGateway, type RunningGateway } from '@lienthong/gateway';
import { readArguments } from '@lienthong/gateway/arguments';
import { parse } from 'graphql';
import { askAt } from '../support/ask.ts';
import { temporaryFolder } from '../support/folder.ts';
import { keptLog } from '../support/log.ts';
import { PLANNED_HERE } from '../support/planned-here.ts';
import { startFakeAgency, type Behaviour, type FakeAgency } from './fake-agency.ts';
import { until } from './fake-exchange.ts';
import { metricsOf } from './metrics-of.ts';
import { createSignal } from './signal.ts';

const folder = temporaryFolder();
const file = join(folder.path, 'theirs.graphql');
const kept = keptLog();

/** Each subgraph knows one field, called like it. */
function compose(urls: Readonly<Record<string, string>>): string {
  const services = Object.entries(urls).map(([name, url]) => ({
    name,
    url,
    typeDefs: parse(`type Query { ${name}: String }`),
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new AggregateError(errors ?? []);
  return supergraphSdl;
}

const answer: Behaviour = ({ query }, response) => {
  const names = query.match(/\b(one|two|three)\b/g) ?? [];
  response.end(JSON.stringify({ data: Object.fromEntries(names.map((name) => [name, name])) }));
};

let one: FakeAgency;
let two: FakeAgency;
let gateway: RunningGateway;
const start = async (): Promise<void> => {
  const { mode, variables } = readArguments(['--supergraph', file, '--without', 'rules,seals,receipts'], {});
  gateway = await startGateway(
    { ...readGatewayConfig({ ...PLANNED_HERE, ...variables }, mode), port: 0 },
    kept.log,
  );
};
beforeEach(async () => {
  [one, two] = [await startFakeAgency(answer), await startFakeAgency(answer)];
  writeFileSync(file, compose({ one: one.url, two: two.url }));
});
afterEach(async () => {
  await gateway.stop();
  await Promise.all([one.close(), two.close()]);
});
afterAll(() => folder.remove());

const ask = async (query: string) => (await askAt(`${gateway.url}/graphql`, query)).body;
const readiness = async (): Promise<unknown> => (await fetch(`${gateway.url}/readyz`)).json();
const without = ['rules', 'seals', 'receipts'];
const breakers = async (): Promise<string[]> =>
  [...(await metricsOf(gateway.url)).keys()].filter((series) =>
    series.startsWith('lienthong_agency_circuit_open'),
  );
const reloads = async (outcome: string): Promise<number> =>
  (await metricsOf(gateway.url)).get(`lienthong_supergraph_reloads_total{outcome="${outcome}"}`) ?? 0;

async function replaceBy(supergraph: string, outcome: 'taken' | 'refused'): Promise<void> {
  const before = await reloads(outcome);
  writeFileSync(file, supergraph);
  await until(async () => (await reloads(outcome)) > before);
}

it('A subgraph that left the supergraph is not missed, and its connections close once its last answer came', async () => {
  await start();
  expect(await ask('{ one two }')).toMatchObject({ data: { one: 'one', two: 'two' } });
  expect(await breakers()).toHaveLength(2);

  const [arrived, held] = [createSignal(), createSignal()];
  two.behave(async (question, response) => {
    arrived.give();
    await held.given;
    await answer(question, response);
  });
  const underWay = ask('{ two }');
  await arrived.given;
  await replaceBy(compose({ one: one.url }), 'taken');
  expect((await ask('{ two }')).errors).toMatchObject([
    { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
  ]);
  held.give();
  expect(await underWay).toMatchObject({ data: { two: 'two' } });

  await until(async () => (await two.connections()) === 0);
  await two.close();
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  expect(await readiness()).toEqual({ status: 'ready', notReady: [], without });
  expect(await breakers()).toEqual(['lienthong_agency_circuit_open{agency="one"}']);
});

it('One that stays keeps its connections, and one that moved is asked where it is now', async () => {
  await start();
  await ask('{ one two }');
  const moved = await startFakeAgency(answer);
  const before = await one.connections();
  await replaceBy(compose({ one: one.url, two: moved.url }), 'taken');
  await ask('{ one two }');
  expect(await one.connections()).toBe(before);
  expect(moved.questions.filter(({ query }) => query.includes('two'))).toHaveLength(1);
  expect(await breakers()).toHaveLength(2);
  await until(async () => (await two.connections()) === 0);
  await moved.close();
});

it('One that never came is not waited for once the supergraph does not name it', async () => {
  await two.close();
  await start();
  expect(await readiness()).toMatchObject({ status: 'starting', notReady: ['two'] });
  await replaceBy(compose({ one: one.url }), 'taken');
  expect(await readiness()).toEqual({ status: 'ready', notReady: [], without });
});

it('Of a supergraph that is refused nothing stays', async () => {
  await start();
  await replaceBy(compose({ one: one.url, three: two.url, two: 'nowhere' }), 'refused');
  expect(await breakers()).toHaveLength(2);
  expect(await ask('{ one two }')).toMatchObject({ data: { one: 'one', two: 'two' } });
});
