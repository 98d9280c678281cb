import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { createFront, listen } from '@lienthong/shared/http/front';
import { serveGraphQL } from '@lienthong/shared/http/graphql-route';
import type { GraphQLAnswer } from '@lienthong/shared/http/graphql-service';
import { until } from '../gateway/fake-exchange.ts';
import { silent } from '../support/log.ts';

const COMMENT = ':\n\n';
let front: FastifyInstance;
let url: string;
/** What is done again and again: its time comes when a test says so. */
const repeated = new Set<{ again: () => void; ms: number }>();
const passTime = (): void => repeated.forEach(({ again }) => again());
const intervals = (): number[] => [...repeated].map(({ ms }) => ms);
/** Lets something happen, once somebody follows. */
let happen: (answer: GraphQLAnswer) => void;
async function* happenings(): AsyncGenerator<GraphQLAnswer, void, void> {
  yield await new Promise((resolve) => (happen = resolve));
}

beforeAll(async () => {
  jest.spyOn(globalThis, 'setInterval').mockImplementation(((again: () => void, ms: number) => {
    const timer = { again, ms };
    repeated.add(timer);
    return timer;
  }) as never);
  jest.spyOn(globalThis, 'clearInterval').mockImplementation((timer) => void repeated.delete(timer as never));
  front = createFront({ log: silent, bodyLimit: 1_000 });
  serveGraphQL(front, { answer: async () => ({ events: happenings() }) }, () => null);
  url = `http://127.0.0.1:${await listen(front, { host: '127.0.0.1', port: 0, name: 'events', variable: 'PORT' })}`;
});
afterAll(async () => {
  jest.restoreAllMocks();
  const closed = front.close();
  front.server.closeAllConnections();
  await closed;
});

/** Follows, and gives what is written as it comes. */
async function follow() {
  const controller = new AbortController();
  const { body } = await fetch(`${url}/graphql?query={x}`, {
    headers: { accept: 'text/event-stream' },
    signal: controller.signal,
  });
  const texts = body!.pipeThrough(new TextDecoderStream()).getReader();
  return { next: async () => (await texts.read()).value, leave: () => controller.abort() };
}

it('While nothing happens a comment is written every 12 seconds, so that nobody takes silence for an end', async () => {
  const { next } = await follow();
  expect(await next()).toBe(COMMENT);
  expect(intervals()).toEqual([12_000]);
  for (let times = 0; times < 3; times += 1) {
    passTime();
    expect(await next()).toBe(COMMENT);
  }
  happen({ data: { x: 1 } });
  expect(await next()).toBe('event: next\ndata: {"data":{"x":1}}\n\nevent: complete\ndata: \n\n');
  expect(await next()).toBeUndefined();
  expect(intervals()).toEqual([]);
});

it('To a client that left nothing is written any more', async () => {
  const { next, leave } = await follow();
  await next();
  expect(intervals()).toEqual([12_000]);
  leave();
  await until(() => intervals().length === 0);
});
