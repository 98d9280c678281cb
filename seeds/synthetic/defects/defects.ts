import type { Chance } from '../world/chance.ts';

export type Row = Readonly<Record<string, unknown>>;

/** What can be wrong with data: the kinds that rules of quality find. */
export type DefectKind =
  'FORMAT' | 'CHECK_DIGIT' | 'CROSS_FIELD' | 'MISSING' | 'DUPLICATE' | 'STALE' | 'CONTRADICTION';

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
    spoil: (row) => ({ ...row, sex: row['sex'] === 'MALE' ? 'FEMALE' : 'MALE' }),
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
];

/** A day of another month, which every month has. */
function otherDay(day: string, chance: Chance): string {
  const month = 1 + ((Number(day.slice(5, 7)) + chance.whole(0, 10)) % 12);
  return `${day.slice(0, 5)}${String(month).padStart(2, '0')}-15`;
}
