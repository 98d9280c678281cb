import { styleText } from 'node:util';
import type { QualityReport, RuleReport, Share } from '@lienthong/shared/quality/report';
import type { SharedUse } from './shared-use.ts';

export interface MeasuredQuality extends QualityReport {
  readonly agency: string;
  readonly use: SharedUse;
}

const HEAD = ['CSDL', 'bản ghi', 'đúng', 'đủ', 'sạch', 'sống', 'thống nhất', 'dùng chung'];
const COLUMNS = ['CORRECT', 'COMPLETE', 'CLEAN', 'ALIVE', 'CONSISTENT'] as const;
const WORST = 10;
/** Of a handful of rows a single one would be the worst field of the nation. */
const ENOUGH = 30;

/** The national table, the fields with the greatest part of faulty rows, and where agencies contradict each other. */
export function renderTable(measured: readonly MeasuredQuality[]): string {
  if (measured.length === 0) return 'Không có CSDL nào để đo / no database is measured by these agencies.\n';
  const rows = measured.map(({ database, rows: count, shares, use }) => [
    database,
    count.toLocaleString('en'),
    ...COLUMNS.map((word) => percent(shares[word])),
    `${use.consumers} cơ quan`,
  ]);
  const all = [
    `${measured.length} CSDL`,
    measured.reduce((sum, each) => sum + each.rows, 0).toLocaleString('en'),
    ...COLUMNS.map((word) => percent(total(measured.flatMap(({ shares }) => shares[word] ?? [])))),
    '',
  ];
  const widths = HEAD.map((head, column) =>
    Math.max(head.length, ...[...rows, all].map((row) => row[column]!.length)),
  );
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  ')}`.trimEnd();
  const head = styleText('dim', line(HEAD));
  const isNextAgency = (index: number) =>
    index > 0 && measured[index]!.agency !== measured[index - 1]!.agency;
  const rules = measured.flatMap((each) => each.rules.map((rule) => ({ database: each.database, ...rule })));
  return [
    '',
    `${styleText('bold', 'Chất lượng dữ liệu / quality of data')}: đúng correct · đủ complete · sạch no duplicates · sống alive · thống nhất agrees with the master source · dùng chung consumers`,
    '',
    head,
    ...rows.flatMap((row, index) => [...(isNextAgency(index) ? [''] : []), line(row)]),
    '',
    head,
    styleText('bold', line(all)),
    ...section(
      'Trường yếu nhất / the worst fields',
      rules.filter(({ checked }) => checked >= Math.min(ENOUGH, mostChecked(rules))),
    ),
    ...section(
      'Các nguồn mâu thuẫn / where sources differ',
      rules.filter(({ kind }) => kind === 'CONTRADICTION'),
    ),
    '',
    '',
  ].join('\n');
}

type Placed = RuleReport & { readonly database: string };

function section(title: string, rules: readonly Placed[]): string[] {
  const worst = rules
    .filter(({ faulty }) => faulty > 0)
    .sort((one, other) => other.faulty / other.checked - one.faulty / one.checked)
    .slice(0, WORST);
  return worst.length === 0 ? [] : ['', styleText('bold', title), '', ...worst.map(told)];
}

const told = ({ database, entity, field, kind, faulty, checked, between }: Placed): string =>
  `  ${database}  ${entity}.${field}  ${KINDS[kind]}  ${faulty.toLocaleString('en')} / ${checked.toLocaleString('en')}` +
  (between ? `  ${between.sources.join(' ≠ ')}, tin / believed: ${between.authoritative}` : '');

const mostChecked = (rules: readonly Placed[]): number =>
  rules.reduce((most, { checked }) => Math.max(most, checked), 0);

const total = (shares: readonly Share[]): Share => ({
  good: shares.reduce((sum, { good }) => sum + good, 0),
  of: shares.reduce((sum, { of }) => sum + of, 0),
});

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
