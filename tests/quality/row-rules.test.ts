import { describe, expect, it } from '@jest/globals';
import { qualityFile, type Check } from '@lienthong/shared/quality/quality-file';
import { rowRulesOf, type Row } from '@lienthong/shared/quality/row-rules';

const TODAY = '2026-11-01';

function rulesOf(table: object, limitDays?: number) {
  const read = qualityFile.parse({
    databases: [{ id: 'mps-A-13', tables: [{ entity: 'Citizen', ...table }] }],
  });
  return rowRulesOf(read.databases[0]!.tables[0]!, limitDays, TODAY);
}

/** Whether a row fails a check; null where there is nothing to check. */
const fails = (check: Check, row: Row): boolean | null => rulesOf({ correct: [check] })[0]!.faulty(row);

describe('A check within a row', () => {
  it.each<[string, Check, Row, boolean | null]>([
    ['a well-formed personal id', { field: 'id', identifier: 'personal-id' }, { id: '003220000013' }, false],
    [
      'a personal id one digit short',
      { field: 'id', identifier: 'personal-id' },
      { id: '00322000001' },
      true,
    ],
    ['nothing where an identifier should be', { field: 'id', identifier: 'personal-id' }, { id: '' }, null],
    [
      'the sex the number says',
      { field: 'sex', agreesWith: 'id' },
      { id: '003220000013', sex: 'MALE' },
      false,
    ],
    ['the other sex', { field: 'sex', agreesWith: 'id' }, { id: '003220000013', sex: 'FEMALE' }, true],
    [
      'the year the number says',
      { field: 'born', agreesWith: 'id' },
      { id: '003220000013', born: '2020-05-01' },
      false,
    ],
    [
      'the year before',
      { field: 'born', agreesWith: 'id' },
      { id: '003220000013', born: '2019-05-01' },
      true,
    ],
    [
      'the same year a century ago',
      { field: 'born', agreesWith: 'id' },
      { id: '003220000013', born: '1920-05-01' },
      true,
    ],
    [
      'the ending of a card',
      { field: 'card', endsWith: 'book' },
      { card: 'TE1790000000001', book: '0000000001' },
      false,
    ],
    [
      'another ending',
      { field: 'card', endsWith: 'book' },
      { card: 'TE1790000000002', book: '0000000001' },
      true,
    ],
    ['a value of the list', { field: 'sex', oneOf: ['MALE'] }, { sex: 'MALE' }, false],
    ['a value that is not', { field: 'sex', oneOf: ['MALE'] }, { sex: 'Nam' }, true],
    ['the same day', { field: 'on', notBefore: 'born' }, { on: '2020-05-01', born: '2020-05-01' }, false],
    ['the day before', { field: 'on', notBefore: 'born' }, { on: '2020-04-30', born: '2020-05-01' }, true],
    ['today', { field: 'on', notAfterToday: true }, { on: TODAY }, false],
    ['tomorrow', { field: 'on', notAfterToday: true }, { on: '2026-11-02' }, true],
    ['the last number', { field: 'points', from: 0, to: 12 }, { points: 12 }, false],
    ['one beyond', { field: 'points', from: 0, to: 12 }, { points: 13 }, true],
    ['as many as there are', { field: 'sold', notAbove: 'homes' }, { sold: 9, homes: 9 }, false],
    ['more than there are', { field: 'sold', notAbove: 'homes' }, { sold: 10, homes: 9 }, true],
    ['one below', { field: 'points', from: 0, to: 12 }, { points: -1 }, true],
  ])('%s', (_, check, row, expected) => {
    expect(fails(check, row)).toBe(expected);
  });
});

describe('A mandatory column', () => {
  const [rule] = rulesOf({ mandatory: ['name'] });
  it.each([
    ['Mẫu', false],
    ['', true],
    ['  ', true],
    [null, true],
    [0, false],
    [false, false],
  ])('that holds %p', (name, missing) => {
    expect(rule!.faulty({ name })).toBe(missing);
  });
});

describe('A row is alive', () => {
  const [rule] = rulesOf({ updated: 'updatedOn' }, 365);
  it.each([
    ['2025-11-01', false],
    ['2025-10-31', true],
    [null, true],
  ])('confirmed on %p: %p', (updatedOn, stale) => {
    expect(rule!.faulty({ updatedOn })).toBe(stale);
  });

  it('for ever, where the database sets no limit', () => {
    expect(rulesOf({ updated: 'updatedOn' })).toEqual([]);
  });
});
