import { createAdmission } from '@lienthong/gateway/admission';
import { composeServices } from '@apollo/composition';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { parse } from 'graphql';
import type { Caller } from '@lienthong/gateway/authentication/caller';
import { IssuerUnavailable, TokenInvalid } from '@lienthong/gateway/authentication/token-refused';
import type { ExchangeContext } from '@lienthong/gateway/exchange-context';
import { createCancellation, NoLongerWanted, onCancel } from '@lienthong/gateway/execution/cancellation';
import type { Source } from '@lienthong/gateway/execution/source';
import { openGraph } from '@lienthong/gateway/graph';
import { createLiveRules } from '@lienthong/gateway/policy/deciding/rules-in-force';
import { GraphChanged } from '@lienthong/gateway/subscriptions/errors';
import { ofOneVersion } from '@lienthong/gateway/subscriptions/of-one-version';
import { createOpenSubscriptions } from '@lienthong/gateway/subscriptions/open-subscriptions';
import { createApolloPlanner } from '@lienthong/gateway/execution/planning/apollo-planner';
import { fromBytes } from '@lienthong/shared/bytes';
import type { GraphQLAnswer } from '@lienthong/shared/http/graphql-service';
import { assemble } from '@lienthong/shared/policy/rule-set';
import { field, grant, purpose, rules } from '../policy/small-world.ts';
import { silent } from '../support/log.ts';
import { until } from './fake-exchange.ts';

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

const open = field({ sharing: 'OPEN', personal: 'NONE' });
const classes = new Map([
  ['Subscription.changed', open],
  ['Person.id', open],
  ['Person.name', field()],
  ['Person.notes', { ...open, owners: ['archive'] }],
]);
const CLINIC: Caller = { kind: 'agency', agency: 'clinic', system: 'desk', purpose: 'referral' };
const CHANGED = 'subscription { changed { id name notes } }';

const live = createLiveRules(
  assemble({ ...rules, grants: [], purposes: [{ ...purpose, minimalFields: ['Person.*'] }] }),
);
const GRANT = { ...grant, fields: ['Person.name'] };
/** What happens, told by the register one after another. */
let silentAfterwards = false;
let happenings: ((() => void) | undefined)[] = [];
/** What was written down, and when it was told. */
let events: string[] = [];
/** Why the token of the caller is not good now. */
let fault: Error | null = null;
/** The time it is, where it is not the real one. */
let now: number | null = null;
const realNow = Date.now;
jest.spyOn(Date, 'now').mockImplementation(() => now ?? realNow());
/** How many subscriptions the register has nothing to tell for the moment. */
let silences = 0;
beforeEach(() => {
  fault = null;
  now = null;
  silences = 0;
  live.setAgreements([GRANT]);
  happenings = [];
  silentAfterwards = false;
  events = [];
});

const expired = new TokenInvalid({ en: 'it has expired', vi: 'mã đã hết hạn' });
const told = { escape: false, errors: [] };
const register: Source = {
  ask: async () => ({ data: null, ...told }),
  async *subscribe({ fields }, _, { cancellation }) {
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
    if (!silentAfterwards) return;
    silences += 1;
    await new Promise((_, reject) => onCancel(cancellation, { end: () => reject(new NoLongerWanted()) }));
  },
};
const archive: Source = {
  ask: async (_, { lists }) => ({ data: { _entities: lists[0]!.texts.map(() => ({ notes: 3 })) }, ...told }),
};

const subscriptions = createOpenSubscriptions({ inAll: 2, perCaller: 2 });
const ofVersion = ofOneVersion(subscriptions);
const graph = await openGraph(supergraphSdl!, {
  planner: createApolloPlanner(supergraphSdl!),
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
  admission: createAdmission(),
  subscriptions: ofVersion,
});

async function follow(query: string, whenTold = () => {}, caller = CLINIC) {
  const exchange: ExchangeContext = {
    caller,
    from: '127.0.0.1',
    callerNow: async () => {
      if (fault) throw fault;
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
    whenTold();
  }
  return answers.map(({ json, errors, extensions }) => ({
    data: json && (JSON.parse(fromBytes(json)) as unknown),
    codes: errors?.map((error) => error.extensions?.['code']),
    refused: extensions?.['refused'],
  }));
}

/** Another version of the graph takes the place of the one that is subscribed to. */
const replace = (): void => ofVersion.endAll(new GraphChanged());
const replaced = [{ data: undefined, codes: ['GRAPH_CHANGED'], refused: undefined }];

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
    { data: null, codes: ['NO_GRANT', 'RIGHTS_CHANGED'], refused: ['Person.name'] },
  ]);
});

it('An event after the token of the caller ran out is not told, and says so', async () => {
  happenings = [undefined, () => (fault = expired), undefined];
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

describe('While nothing happens', () => {
  /** What is told of a subscription once the register has nothing more to tell and `change` came. */
  async function toldAfter(change: () => void, grants = [GRANT]): Promise<unknown> {
    live.setAgreements(grants);
    [happenings, silentAfterwards] = [[undefined], true];
    const following = follow(CHANGED);
    await until(() => silences === 1);
    change();
    const [first, ...rest] = await following;
    expect(first).toMatchObject({ data: { changed: { id: '0' } } });
    return rest;
  }
  const agree = (change: object): void => {
    live.setAgreements([{ ...GRANT, ...change }]);
    subscriptions.lookAgain();
  };
  const ended = (...codes: string[]) => [
    { data: null, codes: [...codes, 'RIGHTS_CHANGED'], refused: codes.map(() => 'Person.name') },
  ];

  it.each([
    ['suspended', { status: 'SUSPENDED' }, ended('SUSPENDED')],
    ['revoked', { status: 'REVOKED' }, ended('EXPIRED')],
    ['superseded by one of fewer rows', { id: 'other', rows: 'own-territory' }, ended('ROW_OUT_OF_SCOPE')],
    ['made to mask what it gives', { mask: { 'Person.name': 'initials' } }, ended()],
  ])('a subscription ends, and says why, when a grant is %s', async (_, change, told) => {
    expect(await toldAfter(() => agree(change))).toEqual(told);
  });

  it('its end is written down before it is told', async () => {
    await toldAfter(() => agree({ status: 'REVOKED' }));
    expect(events).toEqual(['written ', 'written register', 'told', 'written ', 'told']);
  });

  it('it ends when more may be told than at its beginning', async () => {
    expect(await toldAfter(() => agree({}), [])).toEqual(ended());
  });

  it('its end is not written down where nothing is refused', async () => {
    await toldAfter(() => agree({}), []);
    expect(events).toEqual(['written ', 'written register', 'told', 'told']);
  });

  it('it ends within a second of a day on which its grant is over', async () => {
    expect(await toldAfter(() => (now = Date.parse('2028-06-01')))).toEqual(ended('EXPIRED'));
  });

  it('it ends within a second of the end of its caller’s token', async () => {
    expect(await toldAfter(() => (fault = expired))).toEqual([
      { data: undefined, codes: ['TOKEN_INVALID'], refused: undefined },
    ]);
  });

  it('it ends with the version of the graph it belongs to', async () => {
    expect(await toldAfter(replace)).toEqual(replaced);
  });

  it('it goes on where the rules change and say the same of it, or nobody can say whether its token is good', async () => {
    const change = (): void => {
      agree({ fields: ['Person.name', 'Person.notes'] });
      fault = new IssuerUnavailable('no answer');
      subscriptions.lookAgain();
      setTimeout(replace, 50);
    };
    expect(await toldAfter(change)).toEqual(replaced);
  });
});

it('What happened while a client had no room is not told where the subscription ended meanwhile', async () => {
  happenings = [undefined, undefined];
  expect(await follow(CHANGED, replace)).toEqual([person(0), ...replaced]);
});
