import { composeServices } from '@apollo/composition';
import { beforeEach, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import type { Caller } from '@lienthong/gateway/authentication/caller';
import { TokenInvalid } from '@lienthong/gateway/authentication/token-refused';
import type { ExchangeContext } from '@lienthong/gateway/exchange-context';
import { createCancellation } from '@lienthong/gateway/execution/cancellation';
import type { Source } from '@lienthong/gateway/execution/source';
import { openGraph } from '@lienthong/gateway/graph';
import { createLiveRules } from '@lienthong/gateway/policy/deciding/rules-in-force';
import { createOpenSubscriptions } from '@lienthong/gateway/subscriptions/open-subscriptions';
import { fromBytes } from '@lienthong/shared/bytes';
import type { GraphQLAnswer } from '@lienthong/shared/http/graphql-service';
import { assemble } from '@lienthong/shared/policy/rule-set';
import { grant, purpose, rules } from '../policy/small-world.ts';
import { silent } from '../support/log.ts';

const HEADER = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
const { supergraphSdl } = composeServices([
  {
    name: 'register',
    url: 'http://register',
    typeDefs: parse(`${HEADER}
      type Query { people: [Person] }
      type Subscription { changed: Person }
      type Person @key(fields: "id") { id: ID! name: String }`),
  },
  {
    name: 'archive',
    url: 'http://archive',
    typeDefs: parse(`${HEADER} type Person @key(fields: "id") { id: ID! notes: Int }`),
  },
]);

const open = {
  sharing: 'OPEN',
  personal: 'NONE',
  secrecy: 'NONE',
  importance: 'NORMAL',
  database: null,
} as const;
const classes = new Map([
  ['Subscription.changed', { ...open, owners: ['register'] }],
  ['Person.id', { ...open, owners: ['register'] }],
  ['Person.name', { ...open, sharing: 'SHARED', personal: 'BASIC', owners: ['register'] } as const],
  ['Person.notes', { ...open, owners: ['archive'] }],
]);
const CLINIC: Caller = { kind: 'agency', agency: 'clinic', system: 'desk', purpose: 'referral' };
const CHANGED = 'subscription { changed { id name notes } }';

const live = createLiveRules(
  assemble({ ...rules, grants: [], purposes: [{ ...purpose, minimalFields: ['Person.*'] }] }),
);
const GRANT = { ...grant, fields: ['Person.name'] };
/** What happens, told by the register one after another. */
let happenings: ((() => void) | undefined)[] = [];
/** What was written down, and when it was told. */
let events: string[] = [];
let expired = false;
beforeEach(() => {
  expired = false;
  live.setAgreements([GRANT]);
  happenings = [];
  events = [];
});

const told = { escape: false, errors: [] };
const register: Source = {
  ask: async () => ({ data: null, ...told }),
  async *subscribe({ fields }) {
    for (const [id, happens] of happenings.entries()) {
      happens?.();
      yield ({ fetches }) => {
        fetches.push({
          agency: 'register',
          fields,
          refused: [],
          rows: 1,
          subjects: [],
          startedAt: 0,
          endedAt: 0,
          outcome: 'ok',
          entities: 0,
        });
        return { data: { changed: { __typename: 'Person', id: String(id), name: `name ${id}` } }, ...told };
      };
    }
  },
};
const archive: Source = {
  ask: async (_, { lists }) => ({ data: { _entities: lists[0]!.texts.map(() => ({ notes: 3 })) }, ...told }),
};

const graph = await openGraph(supergraphSdl!, {
  overrideLabels: new Set(),
  introspection: true,
  limits: null,
  log: silent,
  sourceOf: ({ name }) => (name === 'register' ? register : archive),
  enforcement: {
    rulesOn: () => live.on(classes),
    record: async ({ fetches }) => {
      await Promise.resolve();
      events.push(`written ${fetches.map(({ agency }) => agency).join()}`);
    },
    ownPart: () => archive,
  },
  observe: (answer, _, { told }) => ({
    ...answer,
    extensions: { refused: told?.refused.map(({ coordinate }) => coordinate) },
  }),
  subscriptions: createOpenSubscriptions({ inAll: 2, perCaller: 2 }),
});

async function follow(query: string, caller = CLINIC) {
  const exchange: ExchangeContext = {
    caller,
    callerNow: async () => {
      if (expired) throw new TokenInvalid({ en: 'it has expired', vi: 'mã đã hết hạn' });
      return caller;
    },
    requestId: 'r',
    receiptId: 'r',
    trace: { traceId: '', traceparent: '' },
    strict: false,
    showFetches: false,
    startedAt: 0,
    inParts: false,
    inEvents: true,
    event: null,
    cancellation: createCancellation(),
    ruling: null,
    told: null,
    fetches: [],
  };
  const answer = await graph.answer({ query, operationName: null, variables: {}, mayChange: true }, exchange);
  const answers: GraphQLAnswer[] = [];
  for await (const each of answer.events ?? [answer]) {
    answers.push(each);
    events.push('told');
  }
  return answers.map(({ json, errors, extensions }) => ({
    data: json && (JSON.parse(fromBytes(json)) as unknown),
    codes: errors?.map((error) => error.extensions?.['code']),
    refused: extensions?.['refused'],
  }));
}

const person = (id: number) => ({
  data: { changed: { id: String(id), name: `name ${id}`, notes: 3 } },
  codes: undefined,
  refused: [],
});

it('An event is written down before it is told, after the subscription was', async () => {
  happenings = [undefined, undefined];
  expect(await follow(CHANGED)).toEqual([person(0), person(1)]);
  expect(events).toEqual(['written ', 'written register', 'told', 'written register', 'told']);
});

it('An event after a grant was revoked tells why it says less, and is the last', async () => {
  happenings = [undefined, () => live.setAgreements([]), undefined];
  expect(await follow(CHANGED)).toEqual([
    person(0),
    { data: null, codes: ['NO_GRANT'], refused: ['Person.name'] },
  ]);
});

it('An event after the token of the caller ran out is not told, and says so', async () => {
  happenings = [undefined, () => (expired = true), undefined];
  expect(await follow(CHANGED)).toEqual([
    person(0),
    { data: undefined, codes: ['TOKEN_INVALID'], refused: undefined },
  ]);
});

it('What is refused from the beginning is told with each event', async () => {
  live.setAgreements([]);
  happenings = [undefined, undefined];
  const without = (id: number) => ({
    data: { changed: { id: String(id), name: null, notes: 3 } },
    codes: ['NO_GRANT'],
    refused: ['Person.name'],
  });
  expect(await follow(CHANGED)).toEqual([without(0), without(1)]);
});

it('Where nothing is left to subscribe to, that is told once, and written down', async () => {
  live.setAgreements([]);
  happenings = [undefined];
  expect(await follow('subscription { changed { name } }')).toEqual([
    { data: { changed: null }, codes: ['NO_GRANT'], refused: ['Person.name'] },
  ]);
  expect(events).toEqual(['written ', 'told']);
});
