import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient, type Client } from 'graphql-sse';
import { Agent, fetch as fetchFrom, type RequestInit } from 'undici';
import { readGatewayConfig, startGateway, type RunningGateway } from '@lienthong/gateway';
import { readArguments } from '@lienthong/gateway/arguments';
import { askAt } from '../support/ask.ts';
import { temporaryFolder } from '../support/folder.ts';
import { silent } from '../support/log.ts';
import { PLANNED_HERE } from '../support/planned-here.ts';
import { until } from './fake-exchange.ts';
import { metricsOf } from './metrics-of.ts';
import { startOrderSubgraphs, type OrderSubgraphs } from './order-subgraphs.ts';

const PLACED = 'subscription { orderPlaced { id goods customer } }';
const folder = temporaryFolder();

let subgraphs: OrderSubgraphs;
let gateway: RunningGateway;
let client: Client;
/** One at another address. */
let elsewhere: Client;
const otherAddress = new Agent({ localAddress: '127.0.0.2' });
/** A proxy, which the gateway trusts. */
const proxy = new Agent({ localAddress: '127.0.0.3' });
beforeAll(async () => {
  subgraphs = await startOrderSubgraphs();
  const file = join(folder.path, 'orders.graphql');
  writeFileSync(file, subgraphs.supergraph);
  gateway = await start(file);
  client = createClient({ url: `${gateway.url}/graphql`, retryAttempts: 0 });
  elsewhere = clientBy(otherAddress);
});
afterAll(async () => {
  client.dispose();
  elsewhere.dispose();
  await Promise.all([otherAddress.destroy(), proxy.destroy()]);
  await gateway.stop();
  await subgraphs.close();
  folder.remove();
});
afterEach(() => until(() => subgraphs.subscribed() === 0));

function start(file: string): Promise<RunningGateway> {
  const args = ['--supergraph', file, '--without', 'rules,seals,receipts'];
  const { mode, variables } = readArguments(args, {
    DATA_DIR: join(folder.path, 'nowhere'),
    LAW_DIR: join(folder.path, 'nowhere'),
    MAX_SUBSCRIPTIONS: '3',
    MAX_SUBSCRIPTIONS_PER_CALLER: '2',
    TRUSTED_PROXIES: '127.0.0.3',
  });
  return startGateway({ ...readGatewayConfig({ ...PLANNED_HERE, ...variables }, mode), port: 0 }, silent);
}

const clientBy = (dispatcher: Agent, headers: Record<string, string> = {}): Client =>
  createClient({
    url: `${gateway.url}/graphql`,
    retryAttempts: 0,
    headers,
    fetchFn: (url: string, init: RequestInit) => fetchFrom(url, { ...init, dispatcher }),
  });

const follow = (query: string, by = client) => by.iterate({ query });
type Followed = ReturnType<typeof follow>;
const next = async (events: Followed) => {
  const { value, done } = await events.next();
  return done
    ? 'complete'
    : { data: value.data, errors: value.errors?.map(({ message, path }) => ({ message, path })) };
};

/** Begins to follow, and waits until the subgraph knows. */
async function begun(query = PLACED, by = client): Promise<Followed & { first: ReturnType<typeof next> }> {
  const before = subgraphs.subscribed();
  const events = follow(query, by);
  const first = next(events);
  await until(() => subgraphs.subscribed() > before);
  return Object.assign(events, { first });
}

describe('A subscription', () => {
  it('tells what happens as it happens, with what other subgraphs know of it, and ends with its subgraph', async () => {
    const events = await begun();
    subgraphs.place({ id: '1', goods: 'chè' });
    expect(await events.first).toEqual({
      data: { orderPlaced: { id: '1', goods: 'chè', customer: 'customer of 1' } },
    });
    subgraphs.place({ id: '2', goods: 'tea "green"' });
    expect(await next(events)).toEqual({
      data: { orderPlaced: { id: '2', goods: 'tea "green"', customer: 'customer of 2' } },
    });
    subgraphs.endOrders();
    expect(await next(events)).toBe('complete');
  });

  it('goes on after an event that cannot be told', async () => {
    const events = await begun();
    subgraphs.place({ id: '1', goods: null });
    expect(await events.first).toEqual({
      data: { orderPlaced: null },
      errors: [{ message: 'The subgraph of orders reported an error.', path: ['orderPlaced', 'goods'] }],
    });
    subgraphs.place({ id: '2', goods: 'tea' });
    expect(await next(events)).toMatchObject({ data: { orderPlaced: { id: '2' } } });
    await events.return!();
  });

  it('is left at its subgraph when its client leaves', async () => {
    const events = await begun();
    subgraphs.place({ id: '1', goods: 'tea' });
    await events.first;
    await events.return!();
    await until(() => subgraphs.subscribed() === 0);
  });

  it('ends with an error where its subgraph goes away', async () => {
    const events = await begun();
    subgraphs.cut();
    expect(await events.first).toEqual({
      errors: [{ message: 'The subgraph of orders cannot be reached.', path: undefined }],
    });
    expect(await next(events)).toBe('complete');
  });

  it('is refused beyond as many as one caller may have open', async () => {
    const [one, other] = [await begun(), await begun()];
    const third = follow(PLACED);
    expect(await next(third)).toEqual({
      errors: [
        {
          message:
            'This gateway keeps at most 2 subscriptions open for one caller. End one, or ask again later.',
          path: undefined,
        },
      ],
    });
    await one.return!();
    await until(() => subgraphs.subscribed() === 1);
    const again = await begun();
    await Promise.all([other.return!(), again.return!()]);
  });

  it('is refused beyond as many as may be open in all, wherever their callers are', async () => {
    const here = [await begun(), await begun()];
    const there = await begun(PLACED, elsewhere);
    const fourth = follow(PLACED, elsewhere);
    expect(await next(fourth)).toEqual({
      errors: [
        {
          message: 'This gateway keeps at most 3 subscriptions open in all. End one, or ask again later.',
          path: undefined,
        },
      ],
    });
    await Promise.all([...here, there].map((each) => each.return!()));
  });

  it.each([
    ['is counted by the address that a trusted proxy names', proxy, '203.0.113.1', true],
    [
      'is counted by its own address where that says for whom it asks unasked',
      otherAddress,
      '203.0.113.1',
      false,
    ],
  ])('%s', async (_, dispatcher, address, anotherIsAnother) => {
    const by = (forwardedFor: string): Client => clientBy(dispatcher, { 'x-forwarded-for': forwardedFor });
    const open = [await begun(PLACED, by(`198.51.100.1, ${address}`)), await begun(PLACED, by(address))];
    const refused = {
      errors: [{ message: expect.stringContaining('at most 2 subscriptions open for one caller') }],
    };
    expect(await next(follow(PLACED, by(`198.51.100.2, ${address}`)))).toMatchObject(refused);
    const another = by('203.0.113.2');
    if (anotherIsAnother) open.push(await begun(PLACED, another));
    else expect(await next(follow(PLACED, another))).toMatchObject(refused);
    await Promise.all(open.map((each) => each.return!()));
  });

  it('needs a client that takes events', async () => {
    const { status, body } = await askAt(
      `${gateway.url}/graphql`,
      PLACED,
      {},
      { accept: 'application/json' },
    );
    expect([status, body.errors![0]!.extensions.code]).toEqual([406, 'EVENTS_NOT_ACCEPTED']);
  });

  it('may be asked for by GET', async () => {
    const events = await fetch(
      `${gateway.url}/graphql?query=${encodeURIComponent('subscription { never { id } }')}`,
      {
        headers: { accept: 'text/event-stream' },
      },
    );
    expect(events.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(await events.text()).toMatch(/event: next\ndata: \{"errors":.*\}\n\nevent: complete\ndata: \n\n$/);
  });
});

it('A question of a client that takes nothing but events is answered in one', async () => {
  const events = follow('{ customers }');
  expect(await next(events)).toMatchObject({ errors: [{ path: ['customers'] }] });
  expect(await next(events)).toBe('complete');
});

it('A document that is not valid is answered with what is wrong with it', async () => {
  const events = follow('subscription { nothing }');
  expect(await next(events)).toMatchObject({ errors: [{ message: expect.stringContaining('nothing') }] });
  expect(await next(events)).toBe('complete');
});

const answered = async (): Promise<number> =>
  (await metricsOf(gateway.url)).get(
    'lienthong_request_duration_seconds_count{operation="subscription",outcome="ok"}',
  )!;

it('A client that reads slowly is not read for', async () => {
  const controller = new AbortController();
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: 'subscription { orderPlaced { goods } }' }),
    signal: controller.signal,
  });
  await until(() => subgraphs.subscribed() === 1);
  const many = 500;
  for (let id = 0; id < many; id += 1) subgraphs.place({ id: String(id), goods: 'x'.repeat(50_000) });
  await until(async () => {
    const before = await answered();
    await new Promise((resolve) => setTimeout(resolve, 300));
    return before > 0 && (await answered()) === before;
  });
  expect(await answered()).toBeLessThan(many);
  controller.abort();
  expect(response.status).toBe(200);
});

it('A gateway that stops completes what is subscribed to', async () => {
  const other = await start(join(folder.path, 'orders.graphql'));
  const otherClient = createClient({ url: `${other.url}/graphql`, retryAttempts: 0 });
  const events = follow(PLACED, otherClient);
  const first = next(events);
  await until(() => subgraphs.subscribed() === 1);
  await other.stop();
  expect(await first).toBe('complete');
});

it('A gateway that stops waits for no subscription that begins only then, and completes it', async () => {
  const other = await start(join(folder.path, 'orders.graphql'));
  const asking = request(`${other.url}/graphql`, {
    method: 'POST',
    // Says that the gateway has heard of the request, of which it has no body.
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', expect: '100-continue' },
  });
  asking.flushHeaders();
  await once(asking, 'continue');
  const stopped = other.stop();
  asking.end(JSON.stringify({ query: PLACED }));
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  expect(await text(response)).toBe(':\n\nevent: complete\ndata: \n\n');
  await stopped;
});

it('A new version of the graph ends what is subscribed to by the old one, and says so', async () => {
  const file = join(folder.path, 'replaced.graphql');
  writeFileSync(file, subgraphs.supergraph);
  const other = await start(file);
  const events = follow(PLACED, createClient({ url: `${other.url}/graphql`, retryAttempts: 0 }));
  const first = next(events);
  await until(() => subgraphs.subscribed() === 1);
  writeFileSync(file, `# The next version.\n${subgraphs.supergraph}`);
  expect(await first).toEqual({
    errors: [
      {
        message:
          'The graph was replaced by a new version, with which this subscription ends. Subscribe again.',
        path: undefined,
      },
    ],
  });
  expect(await next(events)).toBe('complete');
  await until(() => subgraphs.subscribed() === 0);
  await other.stop();
});
