import { expect, it } from '@jest/globals';
import { EVERY_ROW, type Reach } from '@lienthong/shared/access/reach';
import type { RecordBinding } from '@lienthong/shared/access/record-binding';
import { rowConditions } from '@lienthong/shared/access/row-conditions';
import { In } from 'typeorm';

const people = (...subjects: string[]): Reach => ({ ...EVERY_ROW, subjects: new Set(subjects) });
const record = (...named: string[]): Reach => ({ ...people(...named), keys: new Set(named) });
const territory: Reach = { ...EVERY_ROW, territory: '01' };
const contributor: Reach = { ...EVERY_ROW, contributor: 'moh' };
const binding: RecordBinding = {
  subjects: ['childId', 'motherId'],
  territories: ['province', 'commune'],
  contributor: 'by',
};

it.each<[string, readonly Reach[], RecordBinding, unknown]>([
  ['nothing of a reach to every row', [EVERY_ROW], binding, null],
  ['nothing where one of several reaches every row', [people('a'), EVERY_ROW], binding, null],
  ['no row at all where nothing is reached', [], binding, []],
  [
    'one person or the other of the row',
    [people('a', 'b')],
    binding,
    [{ childId: In(['a', 'b']) }, { motherId: In(['a', 'b']) }],
  ],
  ['nobody of nobody', [people()], { subjects: ['id'] }, [{ id: In([]) }]],
  ['the province or the commune', [territory], binding, [{ province: '01' }, { commune: '01' }]],
  ['the contributor', [contributor], binding, [{ by: 'moh' }]],
  [
    'all of them together',
    [{ ...people('a'), territory: '01', contributor: 'moh' }],
    { subjects: ['id'], territories: ['province', 'commune'], contributor: 'by' },
    [
      { id: In(['a']), province: '01', by: 'moh' },
      { id: In(['a']), commune: '01', by: 'moh' },
    ],
  ],
  [
    'the record that is named with one of its people',
    [record('a', 'k')],
    { subjects: ['id'], keys: ['number'] },
    [{ id: In(['a', 'k']), number: In(['a', 'k']) }],
  ],
  ['the record of nobody by its key alone', [record('k')], { keys: ['number'] }, [{ number: In(['k']) }]],
  ['no row of a type without a key, by key', [record('a')], { subjects: ['id'] }, []],
  [
    'what either of two reaches',
    [contributor, people('a')],
    { subjects: ['id'], contributor: 'by' },
    [{ by: 'moh' }, { id: In(['a']) }],
  ],
  ['no row of a type without people, by person', [people('a')], {}, []],
  ['no row of a type without places, by territory', [territory], { subjects: ['id'] }, []],
  ['no row of a type without a contributor, by contribution', [contributor], { subjects: ['id'] }, []],
  [
    'no row where one demand of several cannot be held',
    [{ ...people('a'), territory: '01' }],
    { subjects: ['id'] },
    [],
  ],
])('asks for %s', (_, reaches, bound, conditions) => {
  expect(rowConditions(reaches, bound)).toEqual(conditions);
});
