import { describe, expect, it } from '@jest/globals';
import {
  EVERY_ROW,
  narrow,
  reaches,
  reachOf,
  subjectsOfRow,
  type Reach,
} from '@lienthong/shared/access/reach';
import type { RecordBinding } from '@lienthong/shared/access/record-binding';
import type { AgencyCaller, Caller, Permit, RowScope } from '@lienthong/shared/policy/types';

const permit = (rows: RowScope): Permit => ({
  allowed: true,
  coordinate: 'Person.name',
  by: 'GRANT',
  grant: 'register-moh',
  basis: [],
  rows,
  mask: null,
  quota: null,
  consent: null,
  sensitive: false,
  riskAssessed: false,
});
const people = (...subjects: string[]): Reach => ({ ...EVERY_ROW, subjects: new Set(subjects) });
const records = (...named: string[]): Reach => ({ ...people(...named), keys: new Set(named) });
const territory = (code: string): Reach => ({ ...EVERY_ROW, territory: code });
const contributor = (agency: string): Reach => ({ ...EVERY_ROW, contributor: agency });
const NO_ROW = people();

const officer: AgencyCaller = {
  kind: 'agency',
  agency: 'moh',
  case: { id: 'HS-1', subjects: ['a', 'b'] },
  territory: '01',
};
const { case: _case, ...withoutCase } = officer;
const { territory: _territory, ...withoutTerritory } = officer;
const citizen: Caller = { kind: 'citizen', personalId: 'a' };
const anonymous: Caller = { kind: 'anonymous' };

describe('A permit reaches', () => {
  it.each<[RowScope, string, Caller, Reach]>([
    ['all', 'an officer', officer, EVERY_ROW],
    ['case', 'an officer', officer, people('a', 'b')],
    ['case', 'an officer without a case', withoutCase, NO_ROW],
    ['record', 'an officer', officer, records('a', 'b')],
    ['record', 'an officer without a case', withoutCase, records()],
    ['record', 'a citizen', citizen, NO_ROW],
    ['record', 'nobody known', anonymous, NO_ROW],
    ['own-territory', 'an officer', officer, territory('01')],
    ['own-territory', 'an officer of no territory', withoutTerritory, NO_ROW],
    ['own-territory', 'an officer of a territory without a name', { ...officer, territory: '' }, NO_ROW],
    ['own-contribution', 'an officer', officer, contributor('moh')],
    ['self', 'a citizen', citizen, people('a')],
    ['self', 'an officer', officer, NO_ROW],
    ['case', 'a citizen', citizen, NO_ROW],
    ['own-territory', 'a citizen', citizen, NO_ROW],
    ['own-contribution', 'a citizen', citizen, NO_ROW],
    ['case', 'nobody known', anonymous, NO_ROW],
    ['self', 'nobody known', anonymous, NO_ROW],
  ])('%s, asked by %s', (rows, _, caller, reach) => {
    expect(reachOf(permit(rows), caller)).toEqual(reach);
  });
});

describe('Two reaches together reach', () => {
  it.each<[string, Reach, Reach, Reach]>([
    ['what both reach of people', people('a', 'b'), people('b', 'c'), people('b')],
    ['the records alone, of a case and its records', people('a', 'b'), records('a', 'b'), records('a', 'b')],
    ['nobody, where they share no person', people('a'), people('b'), NO_ROW],
    ['what the one reaches, where the other reaches every row', EVERY_ROW, people('a'), people('a')],
    ['their territory, where it is the same', territory('01'), territory('01'), territory('01')],
    ['nobody, of two territories', territory('01'), territory('79'), NO_ROW],
    ['nobody, of two contributors', contributor('moh'), contributor('mps'), NO_ROW],
    [
      'people of a territory, as contributed',
      { ...people('a'), territory: '01' },
      contributor('moh'),
      { ...people('a'), territory: '01', contributor: 'moh' },
    ],
    ['every row', EVERY_ROW, EVERY_ROW, EVERY_ROW],
  ])('%s, in either order', (_, one, other, both) => {
    expect([narrow(one, other), narrow(other, one)]).toEqual([both, both]);
  });
});

describe('A row', () => {
  const binding: RecordBinding = {
    subjects: ['childId', 'motherId'],
    territories: ['province', 'commune'],
    contributor: 'by',
  };
  const keyed = { ...binding, keys: ['name'] };
  const row = { childId: 'a', motherId: 'b', province: '01', commune: '00004', by: 'moh', name: 'c' };

  it.each<[string, Reach, RecordBinding | undefined, Readonly<Record<string, unknown>>, boolean]>([
    ['is reached by its first person', people('a'), binding, row, true],
    ['is reached by another person it is about', people('b', 'z'), binding, row, true],
    ['is not reached by what stands in another column', people('c'), binding, row, false],
    ['is reached by nobody', NO_ROW, binding, row, false],
    ['is reached by its province', territory('01'), binding, row, true],
    ['is reached by its commune', territory('00004'), binding, row, true],
    ['is not reached by the beginning of a code', territory('0000'), binding, row, false],
    ['is reached by who contributed it', contributor('moh'), binding, row, true],
    ['is not reached by another agency', contributor('mps'), binding, row, false],
    ['named in the case with somebody it is about is reached', records('c', 'a'), keyed, row, true],
    ['named in the case without them is not', records('c'), keyed, row, false],
    ['that only shares its people with the case is not', records('a', 'b'), keyed, row, false],
    ['without a key is reached by no key', records('c', 'a'), binding, row, false],
    ['about nobody is reached by its key alone', records('c'), { keys: ['name'] }, row, true],
    ['must hold every demand', { ...people('a'), territory: '79' }, binding, row, false],
    [
      'is not reached where its person is not known',
      people('a'),
      binding,
      { ...row, childId: null, motherId: null },
      false,
    ],
    [
      'is not reached by a number that looks like a code',
      territory('1'),
      binding,
      { ...row, province: 1 },
      false,
    ],
    ['without a binding is reached where nothing is demanded', EVERY_ROW, undefined, row, true],
    ['without a binding is reached by no person', people('a'), undefined, row, false],
    ['without a binding is reached by no territory', territory('01'), undefined, row, false],
    ['without a binding is reached by no contributor', contributor('moh'), undefined, row, false],
    [
      'whose binding names no contributor is reached by none',
      contributor('moh'),
      { subjects: ['childId'] },
      row,
      false,
    ],
  ])('%s', (_, reach, bound, of, expected) => {
    expect(reaches(reach, bound, of)).toBe(expected);
  });

  it('is about everybody whose number stands in it', () => {
    expect(subjectsOfRow(binding, row)).toEqual(['a', 'b']);
    expect(subjectsOfRow(binding, { ...row, motherId: null })).toEqual(['a']);
    expect(subjectsOfRow(undefined, row)).toEqual([]);
  });
});
