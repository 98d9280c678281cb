import type { Trace, TraceRow } from './trace.ts';

const words = {
  held: 'held',
  planned: 'planned',
  outside: 'outside a gateway',
  unclassified: 'NOT CLASSIFIED',
} as const;

/** The trace for people: one entry a line, further tests of the same entry under it, the counts at the end. */
export const table = ({ rows, counts, faults }: Trace): string =>
  [
    ...rows.flatMap(linesOf),
    '',
    `${rows.length} entries: ${counts.held} held by tests, ${counts.planned} planned, ${counts.outside} outside a gateway` +
      (counts.unclassified ? `, ${counts.unclassified} not classified.` : '.'),
    ...faults.map((fault) => `Fault: ${fault}`),
  ].join('\n');

function linesOf({ id, line, standing, tests, reason }: TraceRow): string[] {
  const notes =
    standing === 'held'
      ? tests.map((test) => `${test.file}:${test.line}  ${test.title}`)
      : [reason?.en ?? ''];
  return notes.map((note, index) =>
    (index === 0
      ? `${id.padEnd(8)} line ${String(line).padEnd(4)} ${words[standing].padEnd(18)} ${note}`
      : `${' '.repeat(37)}${note}`
    ).trimEnd(),
  );
}
