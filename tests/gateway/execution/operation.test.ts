import { describe, expect, it } from '@jest/globals';
import { readOperation } from '@lienthong/gateway/execution/planning/operation';
import { buildSchema, parse, print, type DocumentNode } from 'graphql';
import { planOperation } from '@lienthong/gateway/execution/planning/plan-operation';

const plain = (query: string, variables = {}, name?: string): string =>
  print(readOperation(parse(query), name).plainFor(variables)).replace(/\s+/g, ' ');

describe('An operation is planned', () => {
  it.each([
    [
      'with only plain fields under names of their own',
      '{ person(id: 1) { name id: name age(in: DAYS) name: name } }',
      '{ __lt_person: person(id: 1) { name __lt_id: name __lt_age: age(in: DAYS) name } }',
    ],
    [
      'without what is skipped, and without conditions',
      '{ a @include(if: true) b @skip(if: $yes) ...F @skip(if: $no) ... @include(if: $no) { c } } fragment F on Query { d }',
      '{ a ...F } fragment F on Query { d }',
    ],
    [
      'with a name of its own for the variable that a plan asks entities with',
      'query ($representations: [ID!]) { people(ids: $representations) { id } }',
      'query ($__lt_representations: [ID!]) { __lt_people: people(ids: $__lt_representations) { id } }',
    ],
    [
      'without the other operations of its document',
      'query One { a } query Two { b } fragment F on Query { d }',
      'query Two { b } fragment F on Query { d }',
    ],
  ])('%s', (_, query, planned) => {
    const name = query.includes('Two') ? 'Two' : undefined;
    expect(plain(query, { yes: true, no: false }, name)).toBe(planned);
  });
});

describe('Variables are one way', () => {
  it('where they skip and include the same', () => {
    const query =
      'query ($a: Boolean = true, $b: Boolean!, $c: ID) { x(c: $c) @skip(if: $a) y @include(if: $b) }';
    const { wayFor } = readOperation(parse(query), undefined);
    expect(wayFor({ a: true, b: true, c: '1' })).toBe(wayFor({ a: true, b: true, c: '2' }));
    const ways = [true, false].flatMap((a) => [true, false].map((b) => wayFor({ a, b })));
    expect(new Set(ways).size).toBe(4);
  });

  it('whatever another operation of the document skips by one that is called so', () => {
    const query = `query One($x: ID) { ...F y(id: $x) } query Two($x: Boolean!) { ...G }
      fragment F on Query { z } fragment G on Query { ...F y(id: 1) @skip(if: $x) }`;
    const ways = ['One', 'Two'].map((name) =>
      ['a', 'b'].map((x) => readOperation(parse(query), name).wayFor({ x })),
    );
    expect(ways).toEqual([
      ['', ''],
      ['a', 'b'],
    ]);
  });
});

describe('What a planner is asked for', () => {
  const plannedOf = async (query: string): Promise<string[]> => {
    const planned: string[] = [];
    const planner = {
      labels: [],
      apiSchema: buildSchema('type Query { a: ID }'),
      plan: (document: DocumentNode) => (planned.push(print(document).replace(/\s+/g, ' ')), null),
    };
    await planOperation(planner, readOperation(parse(query), undefined).plainFor({}));
    return planned;
  };

  it('is never nothing: where everything is skipped, whether there is anything', async () => {
    expect(await plannedOf('{ person { name @skip(if: true) } }')).toEqual(['{ person { __typename } }']);
  });

  it('is one change at a time, with everything that is asked of it', async () => {
    const query = `mutation { a { x } ...F ... { a { y } } c: a { x } }
      fragment F on Mutation { b @skip(if: true) { x } d { ...G } }
      fragment G on Thing { x }`;
    expect((await plannedOf(query)).map((each) => each.replace(/ fragment.*/, ''))).toEqual([
      'mutation { a { x } a { y } }',
      'mutation { d { ...G } }',
      'mutation { __lt_c: a { x } }',
    ]);
  });
});
