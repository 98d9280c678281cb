import { expect, it } from '@jest/globals';
import { compileCall } from '@lienthong/gateway/execution/fetching/compile-call';
import type { Lookup } from '@lienthong/gateway/execution/planning/call';
import { asBytes, PIECE, toBytes } from '@lienthong/shared/bytes';
import { buildSchema } from 'graphql';

const schema = buildSchema(
  'type Query { people(first: Int): [Person] } type Person { id: ID! name: String }',
);

const lookup = (variable: string, answer: string): Lookup => ({
  variable,
  answer,
  paths: [['people', '@']],
  requires: [],
  inputRewrites: [],
  outputRewrites: [],
});

const { body } = compileCall(
  {
    subgraph: 'one',
    query: `query ($some: [_Any!]!, $others: [_Any!]!, $first: Int) {
      _entities(representations: $some) { ... on Person { name } }
      others: _entities(representations: $others) { ... on Person { friends(first: $first) { name } } }
    }`,
    operationName: 'Friends',
    change: false,
    variables: ['first'],
    lookups: [lookup('some', '_entities'), lookup('others', 'others')],
    outputRewrites: [],
    after: [],
  },
  schema,
);

const peopleUpTo = (count: number) =>
  Array.from({ length: count }, (_, number) => ({ __typename: 'Person', id: `Người ${number}` }));
const textsOf = (people: readonly object[]) => ({
  texts: people.map((person) => toBytes(JSON.stringify(person))),
});

it.each([
  [0, 0],
  [1, 2],
  [0, 10_000],
  [10_000, 1],
  [20_000, 10_000],
])('A subgraph is asked about %d and %d entities at once, in pieces where they are many', (some, others) => {
  const told = [peopleUpTo(some), peopleUpTo(others)] as const;
  const asked = body({ first: 2 }, told.map(textsOf));
  expect(JSON.parse(Buffer.from(asBytes(asked), 'latin1').toString())).toMatchObject({
    operationName: 'Friends',
    variables: { some: told[0], others: told[1], first: 2 },
  });
  const pieces = typeof asked === 'string' ? [asked] : asked;
  expect(pieces.length > 1).toBe(some + others > 1_000);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(PIECE + 1_000);
});
