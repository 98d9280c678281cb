import { describe, expect, it } from '@jest/globals';
import { repeatsBeyond } from '@lienthong/shared/graphql/repeated-fields';
import { parse } from 'graphql';

/** The fewest steps that are enough. */
function stepsOf(query: string): number {
  const document = parse(query);
  let most = 0;
  while (repeatsBeyond(document, most)) most += 1;
  return most;
}

describe('To see which fields of a document are one takes', () => {
  it.each([
    ['a step for each field', '{ a b { c } }', 3],
    ['one more for each two of a name', '{ a a a a }', 4 + 6],
    ['none for two names', '{ a: x b: x }', 2],
    ['one for two fields that share an alias', '{ a: x a: y }', 2 + 1],
    ['none for a name in two places', '{ a { x } b { x } }', 4],
    ['one for two in the same place, also below', '{ a { x } a { x } }', 4 + 2],
    ['a step for each inline fragment', '{ ... on A { x } ... on B { x } }', 2 + 2 + 1],
    [
      'one for a fragment, and those of its fields where it is spread',
      '{ a { ...F } } fragment F on A { x }',
      2 + 1 + 1,
    ],
    ['no more where it is spread twice', '{ ...F ...F } fragment F on A { x }', 2 + 1 + 1],
    [
      'a comparison of what a fragment asks with what stands beside it',
      '{ x ...F } fragment F on A { x }',
      3 + 1 + 1,
    ],
  ])('%s: %s', (_, query, steps) => {
    expect(stepsOf(query)).toBe(steps);
  });

  it('no step twice for what stands in many places', () => {
    const doubling = Array.from(
      { length: 50 },
      (_, index) => `fragment F${index} on A { a { ...F${index + 1} } b { ...F${index + 1} } }`,
    );
    expect(stepsOf(`{ ...F0 } ${doubling.join(' ')} fragment F50 on A { x }`)).toBeLessThan(500);
  });

  it.each([
    ['itself', '{ ...A } fragment A on Query { a ...A }'],
    ['itself below a field', '{ ...A } fragment A on Query { a { ...A } }'],
    [
      'one that spreads it, side by side',
      '{ a { ...A ...B } } fragment A on T { a { ...A ...B } } fragment B on T { a { ...A ...B } }',
    ],
    ['one there is not', '{ ...A }'],
  ])('an end, also where a fragment spreads %s', (_, query) => {
    expect(stepsOf(query)).toBeLessThan(50);
  });

  it('as many as are allowed and not one more, however often it repeats itself', () => {
    expect(repeatsBeyond(parse(`{ ${'a '.repeat(100_000)} }`), 10_000)).toBe(true);
  });
});
