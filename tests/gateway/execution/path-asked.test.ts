import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { pathAsked } from '@lienthong/gateway/execution/planning/path-asked';
import type { Path } from '@lienthong/gateway/execution/place';

/** A document as it is planned: what has arguments or an alias is fetched under a name of ours. */
const PLANNED = parse(`{
  people {
    name
    __lt_tax__lt1: tax { x }
    ... on Person { __lt_b: born(calendar: LUNAR) home { no } ...More }
    ... on Company { home { street } }
  }
}
fragment More on Person { __lt_name: title }`);

const schema = buildSchema(`
  type Query { people: [Party] }
  union Party = Person | Company
  type Person { name: String }
  type Company { name: String }
`);
const data = { people: [{ __typename: 'Company' }, { __typename: 'Person' }, {}] };

describe('The path of an error', () => {
  it.each<[string, Path, Path]>([
    ['is told as it was asked', ['people', 0, 'name'], ['people', 0, 'name']],
    ['has the names of its caller', ['people', 1, '__lt_b'], ['people', 1, 'b']],
    ['is followed through fragments', ['people', 1, '__lt_name'], ['people', 1, 'name']],
    [
      'is followed through all that asks for it',
      ['people', 2, 'home', 'street'],
      ['people', 2, 'home', 'street'],
    ],
    [
      'ends where it was asked of objects of other types',
      ['people', 1, 'home', 'street'],
      ['people', 1, 'home'],
    ],
    ['ends at the object of which something else was needed', ['people', 0, 'tax__lt1'], ['people', 0]],
    ['ends there also where it happened below', ['people', 0, 'key', 'street'], ['people', 0]],
    ['ends there also where the caller calls something else so', ['people', 0, 'b', 2], ['people', 0]],
    [
      'keeps a name of the caller that looks like one of ours',
      ['people', '__lt_tax__lt1', 'x'],
      ['people', 'tax__lt1', 'x'],
    ],
    ['ends where a value does', ['people', 0, 'name', 'inner'], ['people', 0, 'name']],
    ['is empty where nothing of it was asked', ['others', 0], []],
  ])('%s', (_, fetched, told) => {
    expect(pathAsked(fetched, PLANNED, data, schema)).toEqual(told);
  });
});
