import type {
  ExplainedCitation,
  ExplainedPermit,
  ExplainedRefusal,
  Explanation,
  Need,
} from '@lienthong/shared/policy/explain';
import type { Reader } from '@lienthong/shared/policy/readers';

/** An explanation for reading, field by field, in both languages. */
export function printExplanation({ agency, purpose, day, ruleSet, fields }: Explanation): string {
  const allowed = fields.filter((field) => field.allowed).length;
  return [
    `${agency ?? 'vô danh / anonymous'}${purpose === null ? '' : `, ${purpose}`}, ${day}: ${allowed} / ${fields.length} được đọc / allowed`,
    `quy tắc / rules ${ruleSet}`,
    ...fields.map((field) => (field.allowed ? printPermit(field) : printRefusal(field))),
  ].join('\n\n');
}

function printPermit({ coordinate, permit, basis, needs }: ExplainedPermit): string {
  const terms = [
    `rows ${permit.rows}`,
    ...(permit.mask ? [`mask ${permit.mask}`] : []),
    ...(permit.quota ? [`quota ${JSON.stringify(permit.quota)}`] : []),
  ];
  return lines(`✓ ${coordinate}  ${permit.grant ?? permit.by}`, [
    ['điều kiện / terms', terms.join(', ')],
    ...basis.map((citation): Row => ['căn cứ / basis', printCitation(citation)]),
    ['cần có / needs', needs.map(printNeed).join(', ')],
  ]);
}

function printRefusal(field: ExplainedRefusal): string {
  const { nearest } = field;
  return lines(`✗ ${field.coordinate}  ${field.reason}`, [
    ['vì / because', field.text.vi],
    ['', field.text.en],
    ['căn cứ / basis', printCitation(field.basis)],
    ['chưa đạt / failed', `${field.failed}: ${field.demands.vi} / ${field.demands.en}`],
    ['quy định / rule', field.rule ?? ''],
    [
      'gần nhất / nearest',
      nearest
        ? `${nearest.id} (${nearest.provider} → ${nearest.grantee}, ${nearest.purpose}, ${nearest.validFrom} – ${nearest.validTo ?? '…'})${nearest.lacks ? ` ${nearest.lacks.condition}: ${nearest.lacks.reason}` : ''}`
        : '',
    ],
    ['ai cấp / issued by', field.issuers.join(', ')],
    ['cách hỏi / how to ask', field.howToAsk.vi],
    ['', field.howToAsk.en],
  ]);
}

/** Who reads, or what is read: one line each. */
export const printReaders = (readers: readonly Reader[]): string =>
  readers.length === 0
    ? 'Không ai / nobody.'
    : readers
        .map(({ who, purpose, permit }) =>
          [
            who,
            purpose ?? '–',
            permit.coordinate,
            permit.grant ?? permit.by,
            permit.rows,
            permit.basis.join('; '),
          ].join('  '),
        )
        .join('\n');

type Row = readonly [label: string, value: string];

const lines = (head: string, rows: readonly Row[]): string =>
  [
    head,
    ...rows.filter(([, value]) => value !== '').map(([label, value]) => `    ${label.padEnd(22)} ${value}`),
  ].join('\n');

const printCitation = ({ citation, act, says, certainty }: ExplainedCitation): string =>
  [`${citation} [${certainty}]`, says?.vi ?? act?.vi].filter(Boolean).join(' – ');

const printNeed = (need: Need): string => (need.kind === 'PROCEDURE' ? `PROCEDURE ${need.code}` : need.kind);
