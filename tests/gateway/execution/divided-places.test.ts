import { describe, expect, it } from '@jest/globals';
import { dividedPaths, dividedPlaces, leadsTo } from '@lienthong/gateway/execution/planning/divided-places';
import { onTypes } from '@lienthong/gateway/execution/planning/plan';
import { buildSchema, parse } from 'graphql';

const schema = buildSchema(`
  type Query { found: [Found!]! }
  union Found = Car | Bus | Van
  interface Wheeled { owner: Person }
  type Car implements Wheeled { owner: Person }
  type Bus implements Wheeled { owner: Person }
  type Van { owner: Person }
  type Person { name: String age: Int last: Found }
`);

const placesOf = (question: string) => dividedPlaces(parse(question), schema);

describe('Places are divided', () => {
  it.each([
    [
      'where parents of two types are asked otherwise',
      '{ found { ... on Car { owner { name } } ... on Bus { owner { age } } } }',
      { 'found.owner': [['Car'], ['Bus'], ['Van']] },
    ],
    [
      'with the types together that are asked alike, and those of which nothing is asked',
      '{ found { ... on Wheeled { owner { name } } ... on Van { owner { age } } } }',
      { 'found.owner': [['Car', 'Bus'], ['Van'], []] },
    ],
    [
      'where one of the types is asked for more',
      '{ found { ...Wheels ... on Bus { owner { age } } } } fragment Wheels on Wheeled { owner { name } }',
      { 'found.owner': [['Car'], ['Bus'], ['Van']] },
    ],
    [
      'not where all are asked alike',
      '{ found { ... on Car { owner { age } } ... on Bus { owner { age } } } }',
      {},
    ],
    ['not where one type is asked alone', '{ found { ... on Car { owner { age } owner { name } } } }', {}],
    [
      'not where the answers stand under other names',
      '{ found { ... on Car { owner { age } } ... on Bus { its: owner { name } } } }',
      {},
    ],
    [
      'by every type where it is not known any more which questions are about one object',
      `{ found {
        ... on Car { owner { last { ... on Car { owner { age } } ... on Bus { owner { name } } } } }
        ... on Bus { owner { last { ... on Bus { owner { age } } ... on Car { owner { name } } } } }
      } }`,
      {
        'found.owner': [['Car'], ['Bus'], ['Van']],
        'found.owner.last.owner': [['Car'], ['Bus'], ['Van']],
      },
    ],
  ])('%s', (_, question, expected) => {
    expect(Object.fromEntries(placesOf(question))).toEqual(expected);
  });
});

it('A place is divided where something is computed from objects there that nobody asked for', () => {
  const question = parse('{ found { ... on Car { owner { name } } } }');
  expect(dividedPlaces(question, schema)).toEqual(new Map());
  expect(dividedPlaces(question, schema, { required: new Set(['owner']) })).toEqual(
    new Map([['found.owner', [['Car'], ['Bus', 'Van']]]]),
  );
});

describe('A path', () => {
  const places = placesOf('{ found { ... on Wheeled { owner { name } } ... on Van { owner { age } } } }');
  const [wheeled, van] = [onTypes(['Car', 'Bus']), onTypes(['Van'])];

  it.each([
    ['becomes one for each division', ['found', '@', 'owner'], [wheeled, van]],
    ['is that of the types its planner tells', ['found', '@', van, 'owner'], [van]],
    ['is that of all types that are asked the same', ['found', '@', onTypes(['Car']), 'owner'], [wheeled]],
    ['leads nowhere where its planner tells no type', ['found', '@', onTypes([]), 'owner'], []],
  ])('%s', (_, path, types) => {
    expect(dividedPaths(path, places)).toEqual(types.map((each) => ['found', '@', each, 'owner']));
  });

  it('tells no types where nothing is divided', () => {
    expect(dividedPaths(['found', '@', onTypes(['Car']), 'other'], places)).toEqual([
      ['found', '@', 'other'],
    ]);
  });

  it('leads to a divided place where it goes on below it', () => {
    expect(leadsTo(['found', '@', 'owner', 'last'], places)).toBe(true);
    expect(leadsTo(['found', '@'], places)).toBe(false);
  });
});
