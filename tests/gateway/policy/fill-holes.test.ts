import { describe, expect, it } from '@jest/globals';
import { fillHoles } from '@lienthong/gateway/policy/taking-out/fill-holes';
import { takeOut } from '@lienthong/gateway/policy/taking-out/take-out';
import { buildSchema, parse } from 'graphql';

const schema = buildSchema(`
  type Query { citizen: Citizen  me: Citizen!  pets: [Pet]  grid: [[Citizen]]  people: [Citizen!] }
  type Citizen { id: ID!  name: String  religion: String  father: Citizen  blood: Blood! }
  type Blood { group: String }
  interface Pet { name: String }
  type Dog implements Pet { name: String  bark: Int  chip: ID! }
  type Cat implements Pet { name: String  meow: Int }
`);

interface Case {
  readonly asked: string;
  readonly refused: string;
  readonly answered: unknown;
  readonly variables?: Readonly<Record<string, unknown>>;
}
const filled = ({ asked, refused, answered, variables = {} }: Case): string => {
  const { holes } = takeOut(parse(asked), undefined, schema, new Set(refused.split(' ')));
  return JSON.stringify(fillHoles(answered, holes, variables));
};

const DOG = { __lt_type: 'Dog' };
const CAT = { __lt_type: 'Cat' };
const RELIGION = 'Citizen.religion';

describe('A filled answer', () => {
  it.each<[string, Case, unknown]>([
    [
      'has null where it was asked, under each name, in the order asked',
      {
        asked: '{ citizen { a: religion name b: religion } }',
        refused: RELIGION,
        answered: { citizen: { name: 'A' } },
      },
      { citizen: { a: null, name: 'A', b: null } },
    ],
    [
      'says nothing of a parent of which nothing was asked',
      { asked: '{ citizen { __typename religion } }', refused: RELIGION, answered: {} },
      { citizen: null },
    ],
    [
      'keeps a parent that is null for other reasons',
      { asked: '{ citizen { name religion } }', refused: RELIGION, answered: { citizen: null } },
      { citizen: null },
    ],
    [
      'merges what has one name',
      {
        asked:
          '{ citizen { religion } ...F citizen { __typename } } fragment F on Query { citizen { name } }',
        refused: RELIGION,
        answered: { citizen: { name: 'A' } },
      },
      { citizen: { religion: null, name: 'A', __typename: 'Citizen' } },
    ],
    [
      'has a hole only in objects of the type that refuses',
      {
        asked: '{ pets { name ... on Cat { meow } } }',
        refused: 'Dog.name Cat.meow',
        answered: { pets: [DOG, { ...CAT, name: 'B' }, null] },
      },
      { pets: [{ name: null }, { name: 'B', meow: null }, null] },
    ],
    [
      'nulls the object that cannot do without the field, and only that',
      {
        asked: '{ pets { __typename name ... on Dog { chip } } }',
        refused: 'Dog.chip',
        answered: {
          pets: [
            { ...DOG, name: 'A' },
            { ...CAT, name: 'B' },
          ],
        },
      },
      { pets: [null, { __typename: 'Cat', name: 'B' }] },
    ],
    [
      'reaches into lists of lists',
      {
        asked: '{ grid { religion name } }',
        refused: RELIGION,
        answered: { grid: [[{ name: 'A' }, null], null, []] },
      },
      { grid: [[{ religion: null, name: 'A' }, null], null, []] },
    ],
    [
      'nulls the nearest parent that may be null',
      {
        asked: '{ citizen { name father { id blood { group } } } }',
        refused: 'Blood.group',
        answered: { citizen: { name: 'A' } },
      },
      { citizen: { name: 'A', father: null } },
    ],
    [
      'is null where nothing between may be',
      { asked: '{ me { name blood { group } } }', refused: 'Citizen.blood', answered: {} },
      null,
    ],
    [
      'is null where the answer is',
      { asked: '{ me { name religion } }', refused: RELIGION, answered: null },
      null,
    ],
    [
      'does not tell how many there are of whom nothing was asked',
      { asked: '{ people { religion } me { name } }', refused: RELIGION, answered: { me: { name: 'A' } } },
      { people: null, me: { name: 'A' } },
    ],
  ])('%s', (_, given, expected) => {
    expect(filled(given)).toBe(JSON.stringify(expected));
  });

  it.each<[string, Readonly<Record<string, unknown>>, unknown]>([
    ['a hole where the field is asked', { x: true, y: true }, { citizen: { religion: null, name: 'A' } }],
    ['no hole where it is skipped', { x: false, y: true }, { citizen: { name: 'A' } }],
    ['no parent where nothing else is asked', { x: true, y: false }, { citizen: null }],
    ['an empty parent where nothing at all is asked', { x: false, y: false }, { citizen: {} }],
    ['what defaults say', { y: true }, { citizen: { religion: null, name: 'A' } }],
  ])('has %s', (_, variables, expected) => {
    const asked = `query ($x: Boolean = true, $y: Boolean!) {
      citizen { religion @include(if: $x) name @include(if: $y) }
    }`;
    const answered = { citizen: variables['y'] === true ? { name: 'A' } : {} };
    expect(filled({ asked, refused: RELIGION, answered, variables })).toBe(JSON.stringify(expected));
  });

  it('has what the default of a variable says, whatever it is called', () => {
    const asked =
      'query ($constructor: Boolean = true) { citizen { religion @include(if: $constructor) name } }';
    const answered = { citizen: { name: 'A' } };
    expect(filled({ asked, refused: RELIGION, answered })).toBe('{"citizen":{"religion":null,"name":"A"}}');
  });

  it('leaves what it was given as it is', () => {
    const answered = Object.freeze({ pets: Object.freeze([Object.freeze({ ...DOG, bark: 1 })]) });
    expect(filled({ asked: '{ pets { name ... on Dog { bark } } }', refused: 'Dog.name', answered })).toBe(
      '{"pets":[{"name":null,"bark":1}]}',
    );
  });
});
