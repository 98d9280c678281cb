import { expect, it } from '@jest/globals';
import type { ExchangeContext } from '@lienthong/gateway/exchange-context';
import { compileCall } from '@lienthong/gateway/execution/fetching/compile-call';
import type { Call, Lookup } from '@lienthong/gateway/execution/planning/call';
import { runCalls, type Running } from '@lienthong/gateway/execution/run-calls';
import type { Asked, Source, SourceAnswer } from '@lienthong/gateway/execution/source';
import { buildSchema, parse } from 'graphql';

const schema = buildSchema(
  'type Query { people: [Person] } type Person { id: ID! name: String home: Home } type Home { no: Int street: String }',
);

/** What callers ask, as it is planned. */
const ASKED = parse(
  '{ people { id name home { no } } __lt_all: people(first: 2) { __lt_id: home { id: no } } }',
);

const PEOPLE: Lookup = {
  variable: 'representations',
  answer: '_entities',
  paths: [['people', '@']],
  requires: [
    {
      kind: 'on',
      type: 'Person',
      below: ['__typename', 'id'].map((name) => ({ kind: 'field', name, below: null })),
    },
  ],
  inputRewrites: [],
  outputRewrites: [],
};

const queryFor = (fields: string): string =>
  `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Person { ${fields} } } }`;

const callOf = (more: Partial<Call>): Call => ({
  subgraph: 'one',
  query: queryFor('name'),
  operationName: undefined,
  change: false,
  variables: [],
  lookups: [PEOPLE],
  outputRewrites: [],
  after: [],
  ...more,
});

const person = (id: string) => ({ __typename: 'Person', id });

/** Makes one call over what is known already. */
async function run(
  call: Call,
  data: Running['data'],
  answer: Partial<SourceAnswer>,
  given: Running['given'] = {},
  how: Partial<Running> = {},
) {
  const asked: Asked[] = [];
  const source: Source = {
    ask: async (_, question) => {
      asked.push(question);
      return { data: null, escape: false, errors: [], ...answer };
    },
  };
  const running: Running = {
    schema,
    sourceOf: () => source,
    exchange: {} as ExchangeContext,
    given,
    data,
    plain: ASKED,
    errors: [],
    escape: false,
    joinAlike: true,
    repeated: false,
    ...how,
  };
  await runCalls([compileCall(call, schema)], running);
  return { asked, data, errors: running.errors.map((error) => error.toJSON()) };
}

const ASKING_HOMES = callOf({ query: queryFor('home { no }') });
const HOMES = { data: { _entities: [{ home: { no: 1 } }, { home: { no: 2 } }] } };

it('An entity that stands in several places is asked about once, and is one object where it is alike', async () => {
  const people = [person('1'), person('2'), person('1')];
  const { asked, data } = await run(ASKING_HOMES, { people }, HOMES);
  expect(asked[0]!.lists[0]!.texts.map((text) => JSON.parse(text) as unknown)).toEqual([
    person('1'),
    person('2'),
  ]);
  const [first, second, third] = data['people'] as object[];
  expect(third).toBe(first);
  expect(first).toEqual({ ...person('1'), home: { no: 1 } });
  expect(second).toEqual({ ...person('2'), home: { no: 2 } });
});

it('What is known of an entity at one place alone stays there', async () => {
  const people = [person('1'), person('2'), { ...person('1'), born: 1 }];
  const { asked, data } = await run(ASKING_HOMES, { people }, structuredClone(HOMES));
  expect(asked[0]!.lists[0]!.texts).toHaveLength(2);
  const [first, , third] = data['people'] as { home: { no: number } }[];
  expect(first).toEqual({ ...person('1'), home: { no: 1 } });
  expect(third).toEqual({ ...person('1'), born: 1, home: { no: 1 } });
  first!.home.no = 9;
  expect(third!.home).toEqual({ no: 1 });
});

it('Where objects were told already, those that are alike stay apart', async () => {
  const people = [person('1'), person('1')];
  const { data } = await run(
    ASKING_HOMES,
    { people: [...people] },
    structuredClone(HOMES),
    {},
    { joinAlike: false },
  );
  expect(data['people']).toEqual(people);
  const [first, second] = data['people'] as { home: unknown }[];
  expect(first).toBe(people[0]);
  expect(second).toBe(people[1]);
  expect(first!.home).not.toBe(second!.home);
});

it('An error about an entity is told at every place where it stands, with what follows in its path', async () => {
  const people = [person('1'), person('2'), person('1')];
  const errors = [{ error: { message: 'No.' }, lookup: 0, entity: 0, path: ['home', 'no'] }];
  const ran = await run(callOf({}), { people }, { errors });
  expect(ran.errors).toEqual([
    { message: 'No.', path: ['people', 0, 'home', 'no'] },
    { message: 'No.', path: ['people', 2, 'home', 'no'] },
  ]);
});

it('An object that lacks what has to be told of it is not asked about', async () => {
  const people = [{ __typename: 'Person' }, null, person('2')];
  const answer = { data: { _entities: [{ name: 'Bình' }] } };
  const { asked, data } = await run(callOf({}), { people }, answer);
  expect(asked[0]!.lists[0]!.texts).toHaveLength(1);
  expect(data).toEqual({ people: [people[0], null, { ...person('2'), name: 'Bình' }] });
});

it('Nobody is asked where there is nobody to ask about', async () => {
  const { asked } = await run(callOf({}), { people: [] }, {});
  expect(asked).toEqual([]);
});

it('What only knows an interface does not change what an object is', async () => {
  const answer = { data: { _entities: [{ __typename: 'Named', name: 'An' }] } };
  const call = callOf({ query: queryFor('__typename name') });
  const { data } = await run(call, { people: [person('1')] }, answer);
  expect(data).toEqual({ people: [{ ...person('1'), name: 'An' }] });
});

it('Of the caller’s variables those are sent that are given and used, whatever they are called', async () => {
  const call = callOf({
    query: '{ people { id } }',
    lookups: [],
    variables: ['given', 'left', 'constructor'],
  });
  const { asked } = await run(call, {}, { data: {} }, { given: null, unused: 1 });
  expect(asked[0]!.variables).toEqual({ given: null });
});

it('An error stands where the caller asked, whatever the field was fetched as', async () => {
  const failed = {
    error: { message: 'It broke.' },
    lookup: null,
    entity: null,
    path: ['__lt_all', 0, '__lt_id', 'id'],
  };
  const { errors } = await run(callOf({ lookups: [] }), {}, { errors: [failed] });
  expect(errors).toMatchObject([{ path: ['all', 0, 'id', 'id'] }]);
});

it('What is fetched of a field under two names is one answer', async () => {
  const rename = { path: [{ type: 'Person' }], key: 'home__alias_0', change: { renameTo: 'home' } };
  const fetchedOf = async (said: object) => {
    const lookup = { ...PEOPLE, outputRewrites: [rename] };
    const call = callOf({
      query: queryFor('home { no } home__alias_0: home { street }'),
      lookups: [lookup],
    });
    const answer = { data: { _entities: [{ __typename: 'Person', ...said }] } };
    return (await run(call, { people: [person('1')] }, answer)).data;
  };
  const known = person('1');
  expect(await fetchedOf({ home: { no: 1 }, home__alias_0: { street: 'Hàng Bông' } })).toEqual({
    people: [{ ...known, home: { no: 1, street: 'Hàng Bông' } }],
  });
  expect(await fetchedOf({ home: null, home__alias_0: null })).toEqual({
    people: [{ ...known, home: null }],
  });
});

it('An error below a field that a planner calls otherwise is told where its caller finds it', async () => {
  const rename = {
    path: [{ type: 'Person' }],
    key: 'home__alias_0',
    change: { renameTo: 'home' },
  };
  const lookup = { ...PEOPLE, outputRewrites: [rename] };
  const { data, errors } = await run(
    callOf({ query: queryFor('home__alias_0: home { no }'), lookups: [lookup] }),
    { people: [person('1')] },
    {
      data: { _entities: [{ __typename: 'Person', home__alias_0: { no: null } }] },
      errors: [{ error: { message: 'No number.' }, lookup: 0, entity: 0, path: ['home__alias_0', 'no'] }],
    },
  );
  expect(data).toEqual({ people: [{ ...person('1'), home: { no: null } }] });
  expect(errors).toEqual([{ message: 'No number.', path: ['people', 0, 'home', 'no'] }]);
});
