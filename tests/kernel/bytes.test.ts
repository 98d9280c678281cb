import { expect, it } from '@jest/globals';
import { asBytes, fromBytes, keepBytes, sameBytes, toBytes } from '@lienthong/shared/bytes';

it('Few bytes wait as text, and are the same bytes either way', () => {
  const few = toBytes('{"ten":"An"}');
  expect(keepBytes(few)).toBe(few);
  expect(fromBytes(few)).toBe('{"ten":"An"}');
  const many = toBytes(`"${'ễ'.repeat(10_000)}"`);
  expect(asBytes(keepBytes(many))).toBe(many);
  expect(fromBytes(keepBytes(many))).toBe(fromBytes(many));
  const pieces = [many.slice(0, 100), many.slice(100)];
  expect(keepBytes(pieces)).toEqual(keepBytes(many));
  expect([asBytes(pieces), fromBytes(pieces)]).toEqual([many, fromBytes(many)]);
});

it.each([
  ['a', 'a', true],
  ['a', 'b', false],
  [['a', 'b'], ['a', 'b'], true],
  [['a', 'b'], ['a', 'c'], false],
  [['a', 'b'], ['a', 'b', 'c'], false],
  [['a', 'b', 'c'], ['a', 'b'], false],
  [['a'], 'a', false],
])('%j and %j are the same bytes: %s', (one, other, same) => {
  expect(sameBytes(one, other)).toBe(same);
  expect(sameBytes(other, one)).toBe(same);
});
