import { composeServices } from '@apollo/composition';
import { beforeEach, expect, it } from '@jest/globals';
import { createAdmission } from '@lienthong/gateway/admission';
import type { Caller } from '@lienthong/gateway/authentication/caller';
import type { ExchangeContext } from '@lienthong/gateway/exchange-context';
import { createCancellation } from '@lienthong/gateway/execution/cancellation';
import { createApolloPlanner } from '@lienthong/gateway/execution/planning/apollo-planner';
import type { Source } from '@lienthong/gateway/execution/source';
import { openGraph } from '@lienthong/gateway/graph';
import { createLiveRules } from '@lienthong/gateway/policy/deciding/rules-in-force';
import { createOpenSubscriptions } from '@lienthong/gateway/subscriptions/open-subscriptions';
import { fromBytes } from '@lienthong/shared/bytes';
import { assemble } from '@lienthong/shared/policy/rule-set';
import { parse } from 'graphql';
import { field, grant, purpose, rules } from '../policy/small-world.ts';
import { silent } from '../support/log.ts';

const { supergraphSdl } = composeServices([
  {
    name: 'register',
    url: 'http://register',
    typeDefs: parse('type Query { people: [Person] } type Person { id: ID! name: String }'),
  },
]);
const open = field({ sharing: 'OPEN', personal: 'NONE' });
const classes = new Map([
  ['Query.people', open],
  ['Person.id', open],
  ['Person.name', field()],
]);
const CLINIC: Caller = { kind: 'agency', agency: 'clinic', system: 'desk', purpose: 'referral' };
const GRANT = { ...grant, fields: ['Person.name'] };

const live = createLiveRules(
  assemble({ ...rules, grants: [], purposes: [{ ...purpose, minimalFields: ['Person.*'] }] }),
);
/** What happens while one operation after the other is planned. */
let happenings: (() => void)[] = [];
let asked: string[] = [];
const planner = createApolloPlanner(supergraphSdl!);
const register: Source = {
  ask: async ({ call }) => {
    asked.push(call.query);
    return { data: { people: [{ id: '1', name: 'An' }] }, escape: false, errors: [] };
  },
};
/** For each test a graph that has planned nothing. */
let ask: () => Promise<unknown>;
beforeEach(async () => {
  asked = [];
  live.setAgreements([GRANT]);
  const graph = await openGraph(supergraphSdl!, {
    planner: {
      ...planner,
      plan: async (document) => {
        await Promise.resolve();
        happenings.shift()?.();
        return planner.plan(document);
      },
    },
    ...{ overrideLabels: new Set(), introspection: true, limits: null, log: silent },
    sourceOf: () => register,
    enforcement: { rulesOn: () => live.on(classes), record: null, ownPart: () => register },
    observe: (answer) => answer,
    admission: createAdmission(),
    subscriptions: createOpenSubscriptions({ inAll: 1, perCaller: 1 }),
  });
  ask = async () => {
    const exchange = {
      ...{ caller: CLINIC, receiptId: 'r', trace: {}, ruling: null, told: null, fetches: [] },
      ...{ inParts: false, inEvents: false, event: null, strict: false, cancellation: createCancellation() },
    };
    const question = { query: '{ people { id name } }', operationName: null, variables: {}, mayChange: true };
    const { json, errors } = await graph.answer(question, exchange as unknown as ExchangeContext);
    return {
      data: json && (JSON.parse(fromBytes(json)) as unknown),
      codes: errors?.map(({ extensions }) => extensions?.['code']),
    };
  };
});

const WHOLE = { data: { people: [{ id: '1', name: 'An' }] }, codes: undefined };
const WITHOUT_NAME = { data: { people: [{ id: '1', name: null }] }, codes: ['NO_GRANT'] };

it('What was revoked while an operation was planned is refused, and asked of nobody', async () => {
  happenings = [() => live.setAgreements([])];
  expect(await ask()).toEqual(WITHOUT_NAME);
  expect(asked.map((query) => query.includes('name'))).toEqual([false]);
});

it('What was granted while an operation was planned is answered', async () => {
  live.setAgreements([]);
  happenings = [() => live.setAgreements([GRANT])];
  expect(await ask()).toEqual(WHOLE);
  expect(asked).toHaveLength(1);
});

it('It is decided again as often as the rules change', async () => {
  happenings = [() => live.setAgreements([]), () => live.setAgreements([GRANT])];
  expect(await ask()).toEqual(WHOLE);
  expect(happenings).toEqual([]);
  expect(asked).toHaveLength(1);
});
