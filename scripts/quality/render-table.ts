import { styleText } from 'node:util';
import type { QualityReport, RuleReport, Share } from '@lienthong/shared/quality/report';
import type { SharedUse } from './shared-use.ts';

export interface MeasuredQuality extends QualityReport {
  readonly agency: string;
  readonly use: SharedUse;
}

const HEAD = ['CSDL', 'bản ghi', 'đúng', 'đủ', 'sạch', 'sống', 'thống nhất', 'dùng chung'];
const WORST = 5;

/** The national table, and beneath it the fields with the greatest part of faulty rows. */
export function renderTable(measured: readonly MeasuredQuality[]): string {
  if (measured.length === 0) return 'Không có CSDL nào để đo / no database is measured by these agencies.\n';
  const rows = measured.map(({ database, rows: count, shares, use }) => [
    database,
    count.toLocaleString('en'),
    percent(shares.CORRECT),
    percent(shares.COMPLETE),
    percent(shares.CLEAN),
    percent(shares.ALIVE),
    percent(shares.CONSISTENT),
    `${use.consumers} cơ quan`,
  ]);
  const widths = HEAD.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  ')}\n`;
  return [
    `\n${styleText('bold', 'Chất lượng dữ liệu / quality of data')}: đúng correct · đủ complete · sạch no duplicates · sống alive · thống nhất agrees with the master source · dùng chung consumers\n\n`,
    styleText('dim', line(HEAD)),
    ...rows.map(line),
    `\n${styleText('bold', 'Trường yếu nhất / the worst fields')}\n\n`,
    ...worst(measured).map(
      ({ database, entity, field, kind, faulty, checked, between }) =>
        `  ${database}  ${entity}.${field}  ${KINDS[kind]}  ${faulty.toLocaleString('en')} / ${checked.toLocaleString('en')}` +
        `${between ? `  ${between.sources.join(' ≠ ')}, tin / believed: ${between.authoritative}` : ''}\n`,
    ),
    '\n',
  ].join('');
}

const KINDS: Readonly<Record<RuleReport['kind'], string>> = {
  FORMAT: 'sai định dạng / malformed',
  CROSS_FIELD: 'mâu thuẫn giữa các trường / fields exclude each other',
  MISSING: 'thiếu / missing',
  DUPLICATE: 'trùng lặp / twice',
  STALE: 'quá hạn / stale',
  CONTRADICTION: 'mâu thuẫn nguồn / sources differ',
};

const percent = (share: Share | null): string =>
  share === null || share.of === 0 ? '–' : `${((100 * share.good) / share.of).toFixed(2)} %`;

const worst = (measured: readonly MeasuredQuality[]) =>
  measured
    .flatMap(({ database, rules }) => rules.map((rule) => ({ database, ...rule })))
    .filter(({ faulty }) => faulty > 0)
    .sort((one, other) => other.faulty / other.checked - one.faulty / one.checked)
    .slice(0, WORST);
