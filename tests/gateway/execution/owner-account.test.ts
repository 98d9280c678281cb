import { describe, expect, it } from '@jest/globals';
import { toBytes } from '@lienthong/shared/bytes';
import { readAccount } from '@lienthong/gateway/execution/owner-account';

const NOTHING = { rows: null, subjects: [] };

describe('What an owner says of its answer', () => {
  it.each<[string, unknown, unknown]>([
    ['rows and people', { rows: 2, subjects: ['001185000017'] }, { rows: 2, subjects: ['001185000017'] }],
    [
      'a name in Vietnamese',
      { rows: 1, subjects: [toBytes('Đà Nẵng 1')] },
      { rows: 1, subjects: ['Đà Nẵng 1'] },
    ],
    ['rows alone', { rows: 0 }, { rows: 0, subjects: [] }],
    ['people alone', { subjects: ['001185000017'] }, NOTHING],
    ['less than no rows', { rows: -1 }, NOTHING],
    ['half a row', { rows: 0.5 }, NOTHING],
    ['rows in words', { rows: '2' }, NOTHING],
    ['people who are no text', { rows: 2, subjects: [1] }, NOTHING],
    ['people who are no list', { rows: 2, subjects: '001185000017' }, NOTHING],
    ['an identifier too long to be one', { rows: 2, subjects: ['1'.repeat(65)] }, NOTHING],
    ['more people than any answer is about', { rows: 2, subjects: Array(100_001).fill('1') }, NOTHING],
    ['a list', [2], NOTHING],
    ['nothing', null, NOTHING],
  ])('is taken whole or not at all: %s', (_, exchange, account) => {
    expect(readAccount({ exchange })).toEqual(account);
  });

  it.each([undefined, null, 'rows', []])('is missing from %j', (extensions) => {
    expect(readAccount(extensions)).toEqual(NOTHING);
  });
});
