import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { concatAST, parse } from 'graphql';
import { createClient, type Client } from 'graphql-sse';
import type { Context, Subgraph } from '@lienthong/shared';
import { SEAL_HEADER } from '@lienthong/shared/identity/seal';
import { AN, lawOfTest, Person, register } from '../access/fixtures/register/subgraph.ts';
import { sealFor } from '../support/seal.ts';
import { startSubgraph, type TestSubgraph } from '../support/subgraph.ts';
import { until } from '../gateway/fake-exchange.ts';

const OPENED = 'subscription { opened { openingHours number } }';
const CHANGED = 'subscription { changed { name } }';

let begun = 0;
let left = 0;
/** Something happens at once, and then no more until nobody waits for it. */
async function* happenings<Value>(value: Value, signal: AbortSignal): AsyncGenerator<Value, void, void> {
  begun += 1;
  yield value;
  yield value;
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
  left += 1;
}

/** The register of the access tests, which tells what happens besides. */
const telling: Subgraph = {
  ...register,
  typeDefs: concatAST([
    register.typeDefs,
    parse(`
      type Subscription {
        "Mở cửa: the register opens."
        opened: Opening @classified(sharing: OPEN, personal: NONE, secrecy: NONE)
        "Thay đổi: a person changes."
        changed: Person @classified(sharing: SHARED, personal: BASIC, secrecy: NONE)
      }
      "Lần mở cửa: an opening."
      type Opening @dataset(sharing: OPEN, personal: NONE, secrecy: NONE) {
        "Giờ: the hours."
        openingHours: String
        "Số người: how many people are in the register."
        number: Int
      }`),
  ]),
  resolvers: {
    ...register.resolvers,
    Subscription: {
      opened: (_, __, { left }) => happenings({ openingHours: '8–17' }, left()),
      changed: (_, __, { left }) => happenings({ id: AN }, left()),
    },
    Opening: { number: (_, __, { database }: Context) => database.getRepository(Person).count() },
  },
};

let subgraph: TestSubgraph;
let client: Client;
beforeAll(async () => {
  subgraph = await start();
  client = clientOf(subgraph);
});
afterAll(() => subgraph.remove());
beforeEach(() => {
  begun = 0;
  left = 0;
});

const start = (): Promise<TestSubgraph> => startSubgraph(telling, { law: lawOfTest() });

function clientOf({ name, url }: TestSubgraph, query = OPENED): Client {
  return createClient({
    url,
    retryAttempts: 0,
    headers: async () => ({ [SEAL_HEADER]: await sealFor(name, { query }) }),
  });
}

it('A subgraph tells what happens, and the gateway of the rows it comes from', async () => {
  const events = client.iterate({ query: OPENED });
  const { value } = await events.next();
  expect(value).toEqual({
    data: { opened: { openingHours: '8–17', number: 3 } },
    extensions: { exchange: { rows: expect.any(Number) } },
  });
  expect(await events.next()).toEqual({ value, done: false });
  await events.return!();
  await until(() => left === 1);
});

it('What the seal does not permit is not subscribed to', async () => {
  const events = clientOf(subgraph, CHANGED).iterate({ query: CHANGED });
  expect((await events.next()).value.errors[0].extensions).toMatchObject({ code: 'BYPASS' });
  expect((await events.next()).done).toBe(true);
  expect(begun).toBe(0);
});

it('Without a seal for it nothing is subscribed to', async () => {
  await expect(client.iterate({ query: CHANGED }).next()).rejects.toThrow();
  expect(begun).toBe(0);
});

it('A subgraph that stops completes what is subscribed to', async () => {
  const other = await start();
  const events = clientOf(other).iterate({ query: OPENED });
  await events.next();
  await events.next();
  const end = events.next();
  await other.remove();
  expect((await end).done).toBe(true);
});
