import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { coordinatesOf } from '@lienthong/shared/policy/operation-fields';

const schema = buildSchema(`
  type Query { person: Person  thing: Thing  any: Any  things: [Thing!] }
  type Mutation { forget: Person }
  interface Thing { id: ID  of: Person }
  type Person { id: ID  name: String  friend: Person }
  type Car implements Thing { id: ID  of: Person  plate: String }
  type House implements Thing { id: ID  of: Person  street: String }
  union Any = Person | Car
`);
const fields = (text: string): string => coordinatesOf(parse(text), schema).join(' ');

describe('The fields of an operation', () => {
  it.each([
    [
      'are schema fields, whatever they are called in the answer',
      '{ person { id: name } }',
      'Person.name Query.person',
    ],
    ['count when they are skipped', '{ person { name @skip(if: true) } }', 'Person.name Query.person'],
    [
      'count when they are included by a variable',
      'query ($x: Boolean!) { person { ... @include(if: $x) { name } } }',
      'Person.name Query.person',
    ],
    [
      'of an interface are those of every object behind it',
      '{ thing { id } }',
      'Car.id House.id Query.thing',
    ],
    [
      'below an interface are followed once',
      '{ things { of { name } } }',
      'Car.of House.of Person.name Query.things',
    ],
    ['of a fragment are those of its type', '{ thing { ... on Car { plate } } }', 'Car.plate Query.thing'],
    [
      'of a fragment on a wider type stay those of the object',
      '{ person { ...F } } fragment F on Any { ... on Person { name } }',
      'Person.name Query.person',
    ],
    [
      'of a union are those of its fragments',
      '{ any { ... on Thing { id } ... on Person { name } } }',
      'Car.id House.id Person.name Query.any',
    ],
    [
      'of a fragment count for each type it stands on, and no other',
      '{ thing { ... on Car { ...F } } any { ... on Person { name } } } fragment F on Thing { id }',
      'Car.id Person.name Query.any Query.thing',
    ],
    [
      'of a fragment count wherever it stands again',
      '{ thing { ... on Car { ...F } ... on House { ...F } } } fragment F on Thing { id }',
      'Car.id House.id Query.thing',
    ],
    [
      'include those of every operation of the document',
      'query A { person { id } } mutation B { forget { name } }',
      'Mutation.forget Person.id Person.name Query.person',
    ],
    [
      'leave introspection out',
      '{ __schema { types { name } } person { __typename id } }',
      'Person.id Query.person',
    ],
    ['leave out what is no field', '{ person { nothing } nobody { id } }', 'Query.person'],
  ])('%s', (_, text, expected) => {
    expect(fields(text)).toBe(expected);
  });

  it('are those of the named operation alone', () => {
    const both = parse('query A { person { id } } query B { person { name } }');
    expect(coordinatesOf(both, schema, 'B')).toEqual(['Person.name', 'Query.person']);
  });

  it('end where fragments spread each other', () => {
    expect(
      fields(
        '{ person { ...A } } fragment A on Person { name friend { ...B } } fragment B on Person { id friend { ...A } }',
      ),
    ).toBe('Person.friend Person.id Person.name Query.person');
  });

  it('are collected in time however deep interfaces stand in interfaces', () => {
    const deep = buildSchema(`
      type Query { node: Node }
      interface Node { next: Node }
      ${Array.from({ length: 20 }, (_, index) => `type N${index} implements Node { next: Node }`).join('\n')}
    `);
    const text = `{ node ${'{ next '.repeat(30)} { __typename } ${'}'.repeat(30)} }`;
    expect(coordinatesOf(parse(text), deep)).toHaveLength(21);
  });

  it('are collected in time however often fragments spread fragments', () => {
    const fragments = Array.from(
      { length: 60 },
      (_, index) => `fragment F${index} on Person { ...F${index + 1} friend { ...F${index + 1} } }`,
    );
    const text = `{ person { ...F0 } } ${fragments.join(' ')} fragment F60 on Person { id }`;
    expect(fields(text)).toBe('Person.friend Person.id Query.person');
  });
});
