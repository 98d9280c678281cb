import { describe, expect, it } from '@jest/globals';
import type { Data } from '@lienthong/gateway/execution/own';
import { pathOf } from '@lienthong/gateway/execution/place';
import { compileWriter } from '@lienthong/gateway/execution/shaping/compile-writer';
import { createShaper } from '@lienthong/gateway/execution/shaping/shape-answer';
import { asBytes, PIECE } from '@lienthong/shared/bytes';
import { readAskedFields } from '@lienthong/gateway/policy/taking-out/asked-fields';
import { readQuestion } from '@lienthong/gateway/policy/taking-out/question';
import type { Coordinate } from '@lienthong/shared/policy/types';
import { buildSchema, parse } from 'graphql';

const SCHEMA = buildSchema(`
  type Query { person: Person people: [Person!] must: Person! }
  interface Named { name: String }
  type Person implements Named { id: ID! name: String age: Int friends: [Named!]! }
  type Ship implements Named { name: String tons: Int }
`);

const MAY_REPEAT = new Set(['person', 'people', 'friends']);

/** Shapes an answer, and has the writer write it where nothing is wrong with it: the two agree. */
function shaperOf(query: string, refused: readonly string[] = []) {
  const question = readQuestion(parse(query), undefined, SCHEMA, new Set(refused as Coordinate[]));
  const fields = readAskedFields(question);
  const shape = createShaper(question, fields);
  const writers = [false, true].flatMap((escape) =>
    [false, true].map((repeated) =>
      compileWriter(fields.partsOf(question.operation.selectionSet), question.root, {
        ...{ schema: SCHEMA, fields, escape, repeated, mayRepeat: MAY_REPEAT },
      }),
    ),
  );
  return (answered: Data) => {
    const shaped = shape(answered);
    for (const write of writers) {
      const written = write(answered);
      expect(written && asBytes(written)).toBe(shaped.faults.length > 0 ? null : JSON.stringify(shaped.data));
    }
    const faults = shaped.faults.map(({ place, message }) => ({ path: pathOf(place), message }));
    return { ...shaped, faults, written: writers.map((write) => write(answered)) };
  };
}

describe('An answer has the form it was asked in', () => {
  it('fields in the order asked, merged, and nothing else', () => {
    const shape = shaperOf('{ person { name ...More id } } fragment More on Person { age name }');
    const { data, faults } = shape({ person: { id: '1', age: 3, name: 'An', more: true }, other: 1 });
    expect(JSON.stringify(data)).toBe('{"person":{"name":"An","age":3,"id":"1"}}');
    expect(faults).toEqual([]);
  });

  it('under the names it was asked under, whatever it was fetched under', () => {
    const shape = shaperOf('{ person { __lt_id: name } __lt_all: people { __lt_name: id } }');
    const people = [{ __lt_name: null, name: 'An' }];
    const { data, faults } = shape({ person: { __lt_id: 'An', id: '1' }, __lt_all: people });
    expect(data).toEqual({ person: { id: 'An' }, all: null });
    expect(faults).toMatchObject([{ path: ['all', 0, 'name'] }]);
  });

  it('one object in several places as what is asked in each', () => {
    const shape = shaperOf('{ person { name friends { name } } people { id name } must { age } }');
    const [an, binh] = [
      { id: '1', name: 'An', age: 3, friends: [] as object[] },
      { __typename: 'Person', id: '2', name: 'Bình', age: 4 },
    ];
    an.friends.push(binh, binh);
    expect(shape({ person: an, people: [an, binh, an], must: binh }).data).toEqual({
      person: { name: 'An', friends: [{ name: 'Bình' }, { name: 'Bình' }] },
      people: [
        { id: '1', name: 'An' },
        { id: '2', name: 'Bình' },
        { id: '1', name: 'An' },
      ],
      must: { age: 4 },
    });
  });

  it('by what each object is', () => {
    const shape = shaperOf('{ person { friends { __typename name ... on Ship { tons } } } }');
    const friends = [
      { __typename: 'Ship', name: 'Hải Âu', tons: 9 },
      { __typename: 'Person', name: 'Bình', tons: 9 },
    ];
    expect(shape({ person: { friends } }).data).toEqual({
      person: { friends: [friends[0], { __typename: 'Person', name: 'Bình' }] },
    });
  });

  it.each([undefined, 'Named'])(
    'as any type, of an object known by its interface alone (said: %s)',
    (name) => {
      const shape = shaperOf('{ person { friends { name ... on Named { called: name } } } }');
      const friends = [{ ...(name && { __typename: name }), name: 'Bình', called: 'Bình' }];
      const { data, faults } = shape({ person: { friends } });
      expect(data).toEqual({ person: { friends: [{ name: 'Bình', called: 'Bình' }] } });
      expect(faults).toEqual([]);
    },
  );

  it.each([
    '{ person { friends { __typename } } }',
    '{ person { friends { name ... on Ship { tons } } } }',
    '{ person { friends { ... on Ship { named: name } ... on Person { named: name } name ... on Ship { tons } } } }',
    '{ person { friends { ... on Ship { x: name } ... on Person { x: age } } } }',
  ])('and nothing of it where it depends on its type what is asked: %s', (query) => {
    for (const named of [{}, { __typename: 'Named' }, { __typename: 'Query' }]) {
      const { data, faults } = shaperOf(query)({
        person: { friends: [{ ...named, name: 'Bình', tons: 9 }] },
      });
      expect(data).toEqual({ person: null });
      expect(faults[0]).toMatchObject({ path: ['person', 'friends', 0] });
    }
  });

  it('under names that every object has of its own', () => {
    const shape = shaperOf('{ person { constructor: name toString: age } }');
    expect(JSON.stringify(shape({ person: {} }).data)).toBe(
      '{"person":{"constructor":null,"toString":null}}',
    );
  });
});

describe('A long answer is written in pieces', () => {
  const people = Array.from({ length: 10_000 }, (_, number) => ({
    id: `${number}`,
    friends: [] as object[],
  }));
  const lengthsOf = (written: unknown): number[] =>
    Array.isArray(written) ? written.map((piece: string) => piece.length) : [];

  it('none of which is much longer than it has to be', () => {
    const { written } = shaperOf('{ people { id friends { name } } }')({ people });
    for (const each of written) {
      expect(lengthsOf(each).length).toBeGreaterThan(2);
      expect(Math.max(...lengthsOf(each))).toBeLessThan(PIECE + 100);
    }
  });

  it('wherever in it a list is long', () => {
    const friends = people.map(({ id }) => ({ __typename: 'Person', name: id }));
    const { written } = shaperOf('{ person { id friends { name } } must { id } }')({
      person: { id: 'a', friends },
      must: { id: 'b' },
    });
    expect(written.filter((each) => lengthsOf(each).length > 1)).not.toEqual([]);
  });

  it('also where one object of it is that long, and stands there twice', () => {
    const friends = people.map(({ id }) => ({ __typename: 'Person', name: id, id }));
    const person = { id: 'a', friends };
    shaperOf('{ person { friends { name } } people { id friends { name ... on Person { id } } } }')({
      person,
      people: [person, ...people, person],
    });
  });

  it('and of one that could not be written nothing is left in the next', () => {
    const shape = shaperOf('{ people { id } }');
    expect(shape({ people: [...people, { id: null }] }).data).toEqual({ people: null });
    expect(shape({ people: [{ id: 'a' }] }).written).toEqual(Array(4).fill('{"people":[{"id":"a"}]}'));
  });
});

describe('A null that may not stand takes what holds it, as far as it must, and is told once', () => {
  it.each([
    [
      'in an object that may be null',
      '{ person { id } }',
      { person: {} },
      { person: null },
      ['person', 'id'],
    ],
    [
      'in a list that may be null',
      '{ people { id } }',
      { people: [{ id: '1' }, { id: null }] },
      { people: null },
      ['people', 1, 'id'],
    ],
    ['up to the root', '{ must { id } }', { must: { name: 'An' } }, null, ['must', 'id']],
    [
      'a list itself',
      '{ person { friends { name } } }',
      { person: {} },
      { person: null },
      ['person', 'friends'],
    ],
  ])('%s', (_, query, answered, data, path) => {
    const shaped = shaperOf(query)(answered);
    expect(shaped.data).toEqual(data);
    expect(shaped.faults).toMatchObject([{ path }]);
  });

  it.each([
    [
      'text for a number',
      '{ person { age } }',
      { person: { age: 'three' } },
      { person: { age: null } },
      ['person', 'age'],
    ],
    ['an object for a list', '{ people { id } }', { people: { id: '1' } }, { people: null }, ['people']],
    [
      'a type that cannot stand there',
      '{ person { friends { name } } }',
      { person: { friends: [{ __typename: 'Query' }] } },
      { person: null },
      ['person', 'friends', 0],
    ],
  ])('so does a value that is none of its type: %s', (_, query, answered, data, path) => {
    const shaped = shaperOf(query)(answered);
    expect(shaped.data).toEqual(data);
    expect(shaped.faults).toMatchObject([{ path }]);
  });
});

it('What is refused is null, and takes what cannot stand without it, with no word of its own', () => {
  const answered = { person: { name: 'An' }, must: { name: 'An' } };
  const refused = ['Person.id', 'Person.age'];
  expect(shaperOf('{ person { age name } }', refused)(answered)).toMatchObject({
    data: { person: { age: null, name: 'An' } },
    faults: [],
  });
});
