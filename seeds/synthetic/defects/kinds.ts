import type { Chance } from '../world/chance.ts';
import { addDays, AS_OF } from '../world/days.ts';
import { LATER_MILLIONS, TWICE } from '../world/personal-id.ts';

export type Row = Readonly<Record<string, unknown>>;

/** What can be wrong with data: the kinds that rules of quality find. */
export type DefectKind = 'FORMAT' | 'CROSS_FIELD' | 'MISSING' | 'DUPLICATE' | 'STALE' | 'CONTRADICTION';

export interface Defect {
  readonly field: string;
  readonly kind: DefectKind;
  /** Of how many rows, from 0 to 1. */
  readonly often: number;
  /** The row as it should not be; a second row for a duplicate; null where there is nothing to spoil. */
  readonly spoil: (row: Row, chance: Chance) => Row | null;
}

/** What goes wrong with the rows of one table. */
export interface SpoiltTable {
  /** The columns that tell its rows apart. */
  readonly key: readonly string[];
  readonly defects: readonly Defect[];
}

/** What goes wrong in the tables of one agency, by entity. */
export type SpoiltTables = Readonly<Record<string, SpoiltTable>>;

export const spoilt = (key: string, ...defects: readonly Defect[]): SpoiltTable => ({
  key: key.split(' '),
  defects,
});

/** Nothing stands where something must. */
export const missing = (field: string, often: number): Defect => putting('MISSING', field, often, () => '');

/** A value that none of its kind can have. */
export const malformed = (field: string, often: number, value: unknown): Defect =>
  putting('FORMAT', field, often, () => value);

/** An identifier that lost its first sign, as a leading zero in a spreadsheet. */
export const shortened = (field: string, often: number): Defect =>
  putting('FORMAT', field, often, (was) => String(was).slice(1));

/** An identifier whose check digit is another. */
export const misread = (field: string, often: number): Defect =>
  putting(
    'FORMAT',
    field,
    often,
    (was) => `${String(was).slice(0, -1)}${(Number(String(was).at(-1)) + 1) % 10}`,
  );

/** A day that is yet to come, long after everything else. */
export const toCome = (field: string, often: number): Defect =>
  putting('FORMAT', field, often, (_, chance) => addDays(AS_OF, chance.whole(400, 900)));

/** A day before one that it follows. */
export const before = (field: string, other: string, often: number): Defect =>
  putting('CROSS_FIELD', field, often, (_, chance, row) =>
    isThere(row[other]) ? addDays(String(row[other]), -chance.whole(10, 400)) : undefined,
  );

/** A number above one that bounds it. */
export const above = (field: string, other: string, often: number): Defect =>
  putting('CROSS_FIELD', field, often, (_, chance, row) => Number(row[other]) + chance.whole(1, 40));

/** A day of confirmation that nobody has looked after since; an earlier day of the same row is made to precede it. */
export const stale = (field: string, often: number, earlier?: string): Defect => ({
  field,
  kind: 'STALE',
  often,
  spoil: (row, chance) => {
    const day = addDays(AS_OF, -chance.whole(1_200, 2_400));
    return {
      ...row,
      [field]: day,
      ...(earlier && String(row[earlier]) > day && { [earlier]: addDays(day, -30) }),
    };
  },
});

/** The number of somebody whom the population register does not know. */
export const nobody = (field: string, often: number): Defect =>
  putting('CONTRADICTION', field, often, (was) => {
    // Nobody was born in these centuries; people of the same sequence after the first million are told apart by them.
    const century = String(was).startsWith(LATER_MILLIONS[0]) ? 8 : 9;
    return `${TWICE}${century}${String(was).slice(4)}`;
  });

/** The tax code of a branch that the enterprise register does not know. */
export const unregistered = (field: string, often: number): Defect =>
  putting('CONTRADICTION', field, often, (was) => `${String(was)}-999`);

/** A name that is not the one the population register has. */
export const misnamed = (field: string, often: number): Defect =>
  putting('CONTRADICTION', field, often, (was) => `${String(was)} Nhầm`);

/** A second row beside one that it is the same as, under another key behind it. */
export const twice = (fields: string, key: string, often: number, again = anotherKey): Defect => ({
  field: fields.replaceAll(' ', '+'),
  kind: 'DUPLICATE',
  often,
  spoil: (row) =>
    fields.split(' ').every((field) => isThere(row[field]))
      ? { ...row, [key]: again(String(row[key])) }
      : null,
});

const anotherKey = (key: string): string => `${key}-2`;

/** Puts something else where a row holds something; leaves it where that would be nothing else, or undefined. */
export function putting(
  kind: DefectKind,
  field: string,
  often: number,
  change: (was: unknown, chance: Chance, row: Row) => unknown,
): Defect {
  return {
    field,
    kind,
    often,
    spoil: (row, chance) => {
      if (!isThere(row[field])) return null;
      const put = change(row[field], chance, row);
      return put === undefined || put === row[field] ? null : { ...row, [field]: put };
    },
  };
}

const isThere = (value: unknown): boolean => value !== null && value !== undefined && value !== '';
