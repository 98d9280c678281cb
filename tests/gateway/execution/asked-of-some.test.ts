import { describe, expect, it } from '@jest/globals';
import { askedOfSome, ofThoseAsked } from '@lienthong/gateway/execution/planning/asked-of-some';
import { fetchesIn, onTypes, type Fetch, type Step } from '@lienthong/gateway/execution/planning/plan';
import { buildSchema, parse } from 'graphql';

const schema = buildSchema(`
  type Query { things: [Thing] }
  interface Thing { id: ID!  stars: Int  label(n: Int): String  alike: Thing }
  type Book implements Thing { id: ID!  stars: Int  label(n: Int): String  alike: Thing }
  type Disc implements Thing { id: ID!  stars: Int  label(n: Int): String  alike: Thing }
`);
const known = new Set(['Thing']);

const fetchOf = (fields: string, more: Partial<Fetch> = {}, required: readonly string[] = ['id']): Fetch => ({
  kind: 'fetch',
  subgraph: 'labels',
  query: `query($representations:[_Any!]!$n:Int){_entities(representations:$representations){...on Thing{${fields}}}}`,
  operationName: undefined,
  change: false,
  variables: ['n'],
  entities: {
    paths: [['things', '@']],
    requires: required.map((name) => ({ kind: 'field', name, below: null })),
    inputRewrites: [],
  },
  outputRewrites: [],
  ...more,
});

const asked = (question: string, ...steps: readonly Fetch[]): string[] => {
  const plan: Step = { kind: 'sequence', steps };
  return fetchesIn(ofThoseAsked(plan, askedOfSome(parse(question), schema, known), known)).map(
    ({ query, entities, variables }) =>
      `${entities!.paths.map((path) => path.join('.')).join()} ${/Thing\{(.*)\}\}\}/.exec(query)![1]!} ${variables.join()}`.trim(),
  );
};

const book = onTypes(['Book', 'Thing']);

describe('Of objects known by an interface alone', () => {
  it('what is asked of some types is asked of these, and of those whose type nobody told yet', () => {
    const question = 'query ($n: Int) { things { stars ... on Book { label(n: $n) } } }';
    expect(asked(question, fetchOf('stars label(n:$n)'))).toEqual([
      'things.@ stars',
      `things.@.${book} label(n:$n) n`,
    ]);
  });

  it('what is asked of those that some types lead to is asked of these', () => {
    const alike = { ...fetchOf('label').entities!, paths: [['things', '@', 'alike']] };
    expect(
      asked('{ things { id ... on Book { alike { label } } } }', fetchOf('label', { entities: alike })),
    ).toEqual([`things.@.${book}.alike label`]);
  });

  it.each<[string, string, ...Fetch[]]>([
    ['what is asked of all', '{ things { stars label } }', fetchOf('stars label')],
    ['what nobody asked for', '{ things { ... on Book { id } } }', fetchOf('stars')],
    ['their types', '{ things { ... on Book { __typename } } }', fetchOf('__typename')],
    ['what others wait for by name', '{ things { ... on Book { stars } } }', fetchOf('stars', { id: '1' })],
    [
      'what something is computed from',
      '{ things { ... on Book { stars } label } }',
      fetchOf('stars'),
      fetchOf('label', {}, ['id', 'stars']),
    ],
  ])('%s is asked as it is planned', (_, question, ...fetches) => {
    expect(asked(question, ...fetches)).toEqual(
      fetches.map(({ query }) => `things.@ ${/Thing\{(.*)\}\}\}/.exec(query)![1]!} n`),
    );
  });
});
