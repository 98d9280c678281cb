import { describe, expect, it } from '@jest/globals';
import { coerceVariables } from '@lienthong/gateway/execution/planning/coerce-variables';
import { readOperation } from '@lienthong/gateway/execution/planning/operation';
import { buildSchema, parse, validate } from 'graphql';

const schema = buildSchema(`
  type Query { a(flag: Boolean, of: Kind, some: [Int]): ID  b: ID }
  enum Kind { PUBLIC  SECRET }
`);

const coerced = (query: string, given: Readonly<Record<string, unknown>>) => {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  return coerceVariables(schema, readOperation(document, query.includes('Two') ? 'One' : undefined), given);
};
const told = (...asked: Parameters<typeof coerced>) =>
  coerced(...asked).errors?.map(({ message, extensions, locations }) => [
    message,
    extensions['code'],
    locations?.[0]?.column,
  ]);

const NULL = 'Argument "if" of non-null type "Boolean!" must not be null.';

describe('A variable that is null', () => {
  it.each(['skip', 'include'])('is no condition of @%s, whatever its default', (directive) => {
    const query = `query ($yes: Boolean = true) { a @${directive}(if: $yes) }`;
    expect(told(query, { yes: null })).toEqual([[NULL, 'BAD_USER_INPUT', query.lastIndexOf('$') + 1]]);
    expect(coerced(query, {})).toEqual({ coerced: { yes: true } });
  });

  it('is told of once, wherever it is a condition: here in a fragment within a fragment', () => {
    const query = `query ($x: Boolean = true, $y: Boolean = true) { ...F }
      fragment F on Query { a @skip(if: $x) b @skip(if: $x) ...G @include(if: $y) } fragment G on Query { c: b @skip(if: $x) }`;
    expect(told(query, { x: null, y: true })).toHaveLength(1);
    expect(told(query, { x: null, y: null })).toHaveLength(2);
  });

  it('fits where it is none', () => {
    expect(coerced('query ($yes: Boolean = true) { a(flag: $yes) }', { yes: null })).toEqual({
      coerced: { yes: null },
    });
  });

  it('fits where it is one of another operation alone', () => {
    const query =
      'query One($x: Boolean = true) { a(flag: $x) } query Two($x: Boolean = true) { ...F } fragment F on Query { b @skip(if: $x) }';
    expect(coerced(query, { x: null })).toEqual({ coerced: { x: null } });
  });
});

describe('What is said of variables that do not fit', () => {
  it('names no value that the caller may not see', () => {
    expect(told('query ($kind: Kind) { a(of: $kind) }', { kind: 'SECRE' })).toEqual([
      [
        'Variable "$kind" got invalid value "SECRE"; Value "SECRE" does not exist in "Kind" enum.',
        'BAD_USER_INPUT',
        8,
      ],
    ]);
  });

  it('is no longer than what a server says that executes by itself', () => {
    const some = Array.from({ length: 1_000 }, () => 'none');
    expect(told('query ($some: [Int]) { a(some: $some) }', { some })).toHaveLength(51);
  });
});
