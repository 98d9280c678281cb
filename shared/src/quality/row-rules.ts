import { IDENTIFIERS, agreesWithPersonalId } from './identifier-kinds.ts';
import type { Check, TableRules } from './quality-file.ts';
import type { FindingKind, Word } from './report.ts';

export type Row = Readonly<Record<string, unknown>>;

/** A rule that one row is held against by itself. */
export interface RowRule {
  readonly field: string;
  readonly word: Word;
  readonly kind: FindingKind;
  /** Null where the row gives it nothing to check. */
  readonly faulty: (row: Row) => boolean | null;
}

/** The rules of a table that need no other row; `today` and the days in rows are ISO. */
export function rowRulesOf(table: TableRules, limitDays: number | undefined, today: string): RowRule[] {
  const { mandatory, correct, updated } = table;
  return [
    ...mandatory.map((field): RowRule => ({
      field,
      word: 'COMPLETE',
      kind: 'MISSING',
      faulty: (row) => isEmpty(row[field]),
    })),
    ...correct.map((check): RowRule => ({ field: check.field, word: 'CORRECT', ...checkOf(check, today) })),
    ...(updated !== undefined && limitDays !== undefined
      ? [
          {
            field: updated,
            word: 'ALIVE' as const,
            kind: 'STALE' as const,
            faulty: (row: Row) =>
              isEmpty(row[updated]) || daysBetween(String(row[updated]), today) > limitDays,
          },
        ]
      : []),
  ];
}

/** Nothing, or nothing to read. */
export const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === 'string' && value.trim() === '');

const DAY = 86_400_000;
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY;

/** Passed over where one of the columns is empty. */
const over =
  (columns: readonly string[], holds: (row: Row) => boolean) =>
  (row: Row): boolean | null =>
    columns.some((column) => isEmpty(row[column])) ? null : !holds(row);

function checkOf(check: Check, today: string): Pick<RowRule, 'kind' | 'faulty'> {
  const { field } = check;
  const text = (row: Row, column = field) => String(row[column]);
  if ('identifier' in check)
    return { kind: 'FORMAT', faulty: over([field], (row) => IDENTIFIERS[check.identifier](text(row))) };
  if ('oneOf' in check)
    return { kind: 'FORMAT', faulty: over([field], (row) => check.oneOf.includes(text(row))) };
  if ('agreesWith' in check)
    return {
      kind: 'CROSS_FIELD',
      faulty: over([field, check.agreesWith], (row) =>
        agreesWithPersonalId(text(row), text(row, check.agreesWith)),
      ),
    };
  if ('endsWith' in check)
    return {
      kind: 'CROSS_FIELD',
      faulty: over([field, check.endsWith], (row) => text(row).endsWith(text(row, check.endsWith))),
    };
  if ('notBefore' in check)
    return {
      kind: 'CROSS_FIELD',
      faulty: over([field, check.notBefore], (row) => text(row) >= text(row, check.notBefore)),
    };
  if ('notAbove' in check)
    return {
      kind: 'CROSS_FIELD',
      faulty: over([field, check.notAbove], (row) => Number(row[field]) <= Number(row[check.notAbove])),
    };
  if ('notAfterToday' in check) return { kind: 'FORMAT', faulty: over([field], (row) => text(row) <= today) };
  const { from = -Infinity, to = Infinity } = check;
  return {
    kind: 'FORMAT',
    faulty: over([field], (row) => Number(row[field]) >= from && Number(row[field]) <= to),
  };
}
