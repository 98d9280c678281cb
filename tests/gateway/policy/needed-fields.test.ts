import { describe, expect, it } from '@jest/globals';
import { neededFields } from '@lienthong/gateway/policy/deciding/needed-fields';
import { parse, validate } from 'graphql';
import { joins, schema } from './joined-graph.ts';

/** By needed field, what it is fetched for. */
function needed(source: string, operationName?: string): Record<string, readonly string[]> {
  const document = parse(source);
  expect(validate(schema, document)).toEqual([]);
  const found = neededFields(document, operationName, schema, joins);
  return Object.fromEntries(
    [...found].map(([coordinate, dependents]) => [coordinate, [...dependents].sort()]),
  );
}

const HOME_KEY = (...of: string[]) => ({ 'Home.place': of, 'Place.code': of, 'Home.number': of });

describe('Beside what is asked, a plan may fetch', () => {
  it.each<[string, string, Record<string, readonly string[]>]>([
    ['nothing, where one agency answers it all', '{ person { name born home { number } } }', {}],
    ['nothing at the root', '{ person { name } birth { weight } }', {}],
    [
      'the key, where the next field is another agency’s',
      '{ person { birth { weight } } }',
      { 'Person.id': ['Person.birth'] },
    ],
    ['the key for each field it is for', '{ birth { weight score } }', { 'Birth.number': ['Birth.score'] }],
    [
      'the keys of every agency that may answer',
      '{ person { allergy } }',
      { 'Person.id': ['Person.allergy'], 'Person.card': ['Person.allergy'] },
    ],
    [
      'every key by which the next agency may be asked',
      '{ birth { mother { name } } }',
      { 'Person.id': ['Person.name'], 'Person.card': ['Person.name'] },
    ],
    [
      'the key of a field that moved to another agency',
      '{ person { street } }',
      { 'Person.card': ['Person.street'] },
    ],
    [
      'what a field requires, and the key to bring it there',
      '{ person { age } }',
      { 'Person.born': ['Person.age'], 'Person.id': ['Person.age'] },
    ],
    [
      'what a field requires, also below the same object',
      '{ person { neighbours } }',
      {
        'Person.home': ['Person.neighbours'],
        'Home.place': ['Person.neighbours'],
        'Place.name': ['Person.neighbours'],
        'Person.id': ['Person.neighbours'],
      },
    ],
    [
      'what a field requires, where its agency is being asked already',
      '{ birth { mother { age } } }',
      { 'Person.born': ['Person.age'], 'Person.id': ['Person.age'] },
    ],
    ['every part of a nested key', '{ person { home { visits } } }', HOME_KEY('Home.visits')],
    [
      'the key of what was only referred to',
      '{ birth { clinic { beds } } }',
      { 'Clinic.id': ['Clinic.beds'] },
    ],
    ['nothing for a reference that is not followed', '{ birth { clinic { id } } }', {}],
    ['nothing for a value several agencies answer whole', '{ person { home { place { code name } } } }', {}],
    ['the key of an entry of a list', '{ people { birth { weight } } }', { 'Person.id': ['Person.birth'] }],
    [
      'the key of the object behind an interface',
      '{ being { id ... on Person { birth { weight } } ... on Dog { bark } } }',
      { 'Person.id': ['Person.birth'] },
    ],
    [
      'the key for what stands in a fragment, under another name, or is skipped',
      `query ($no: Boolean!) { a: person { ...F } }
       fragment F on Person { b: birth @include(if: $no) { w: weight } }`,
      { 'Person.id': ['Person.birth'] },
    ],
    [
      'the key for a fragment used where it is needed and where it is not',
      `{ birth { mother { ...F } } person { ...F } } fragment F on Person { birth { weight } }`,
      { 'Person.id': ['Person.birth'] },
    ],
    ['the key after a change', 'mutation { enter { birth { weight } } }', { 'Person.id': ['Person.birth'] }],
  ])('%s', (_, source, expected) => {
    expect(needed(source)).toEqual(expected);
  });

  it('only what the operation that is run needs', () => {
    const source = 'query A { person { name } } query B { person { birth { weight } } }';
    expect([needed(source, 'A'), needed(source, 'B')]).toEqual([{}, { 'Person.id': ['Person.birth'] }]);
  });
});
