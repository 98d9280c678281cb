import { addDays, AS_OF } from '../world/days.ts';
import { TWICE } from '../world/personal-id.ts';
import type { Chance } from '../world/chance.ts';

export type Row = Readonly<Record<string, unknown>>;

/** What can be wrong with data: the kinds that rules of quality find. */
export type DefectKind = 'FORMAT' | 'CROSS_FIELD' | 'MISSING' | 'DUPLICATE' | 'STALE' | 'CONTRADICTION';

export interface Defect {
  readonly agency: string;
  readonly entity: string;
  /** The columns that tell its rows apart. */
  readonly key: readonly string[];
  readonly field: string;
  readonly kind: DefectKind;
  /** Of how many rows, from 0 to 1. */
  readonly often: number;
  /** The row as it should not be; a second row for a duplicate; null where there is nothing to spoil. */
  readonly spoil: (row: Row, chance: Chance) => Row | null;
}

/** What goes wrong, where, and how often. */
export const DEFECTS: readonly Defect[] = [
  {
    agency: 'mps',
    entity: 'Citizen',
    key: ['personalId'],
    field: 'permanentAddress',
    kind: 'MISSING',
    often: 0.006,
    spoil: (row) => ({ ...row, permanentAddress: '' }),
  },
  {
    agency: 'mps',
    entity: 'Citizen',
    key: ['personalId'],
    field: 'sex',
    kind: 'CROSS_FIELD',
    often: 0.003,
    // Of the grown alone: who was born in the digitised years would contradict the register of births as well.
    spoil: (row) =>
      String(row['dateOfBirth']) < '1995' ? { ...row, sex: row['sex'] === 'MALE' ? 'FEMALE' : 'MALE' } : null,
  },
  {
    agency: 'mps',
    entity: 'Citizen',
    key: ['personalId'],
    field: 'updatedOn',
    kind: 'STALE',
    often: 0.02,
    spoil: (row, chance) => ({ ...row, updatedOn: addDays(AS_OF, -chance.whole(500, 2_000)) }),
  },
  {
    agency: 'mps',
    entity: 'Citizen',
    key: ['personalId'],
    field: 'fullName+dateOfBirth+sex+permanentAddress',
    kind: 'DUPLICATE',
    often: 0.004,
    spoil: (row) => ({ ...row, personalId: `${TWICE}${String(row['personalId']).slice(3)}` }),
  },
  {
    agency: 'moj',
    entity: 'BirthRegistration',
    key: ['number'],
    field: 'dateOfBirth',
    kind: 'CONTRADICTION',
    often: 0.01,
    spoil: (row, chance) => ({ ...row, dateOfBirth: otherDay(String(row['dateOfBirth']), chance) }),
  },
  {
    agency: 'moj',
    entity: 'BirthRegistration',
    key: ['number'],
    field: 'registeredOn',
    kind: 'CROSS_FIELD',
    often: 0.01,
    spoil: (row, chance) => ({
      ...row,
      registeredOn: addDays(String(row['dateOfBirth']), -chance.whole(10, 400)),
    }),
  },
  {
    agency: 'moj',
    entity: 'BirthRegistration',
    key: ['number'],
    field: 'sex',
    kind: 'FORMAT',
    often: 0.008,
    spoil: (row) => ({ ...row, sex: row['sex'] === 'MALE' ? 'Nam' : 'Nữ' }),
  },
  {
    agency: 'mae',
    entity: 'LandParcel',
    key: ['id'],
    field: 'landUse',
    kind: 'FORMAT',
    often: 0.01,
    spoil: (row) => ({ ...row, landUse: 'Đất ở đô thị' }),
  },
  {
    agency: 'mae',
    entity: 'LandParcel',
    key: ['id'],
    field: 'certificateNumber',
    kind: 'MISSING',
    often: 0.008,
    spoil: (row) => ({ ...row, certificateNumber: '' }),
  },
  {
    agency: 'mae',
    entity: 'PlantingArea',
    key: ['code'],
    field: 'updatedOn',
    kind: 'STALE',
    often: 0.05,
    spoil: (row) => ({ ...row, issuedOn: addDays(AS_OF, -900), updatedOn: addDays(AS_OF, -500) }),
  },
];

/** Some weeks or months too early: nothing was registered before it. */
const otherDay = (day: string, chance: Chance): string => addDays(day, -chance.whole(20, 300));
