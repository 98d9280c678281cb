import { mendLine, type Correction, type MendedLine } from './mended-line.ts';
import { SourceFault } from './source-fault.ts';
import { textOf, wholeLine, withoutEnd, type Span } from './span.ts';

/** The source text, line by line, mended. */
export type Document = readonly MendedLine[];

export function documentFrom(source: string, corrections: readonly Correction[]): Document {
  const lines = source.split('\n');
  const stray = corrections.find(({ line }) => line > lines.length);
  if (stray)
    throw new SourceFault(
      'corrections.json',
      `line ${stray.line}`,
      `the source ends at line ${lines.length}.`,
    );
  return lines.map((printed, index) =>
    mendLine(
      index + 1,
      printed,
      corrections.filter(({ line }) => line === index + 1),
    ),
  );
}

export function lineOf(document: Document, number: number): MendedLine {
  const line = document[number - 1];
  if (!line) throw new SourceFault('resolution-214.vi.txt', `line ${number}`, 'there is no such line.');
  return line;
}

/** The lines after one heading and before another, or to the end. */
export function linesBetween(document: Document, heading: string, next?: string): Document {
  const from = indexOfHeading(document, heading);
  return document.slice(from + 1, next === undefined ? undefined : indexOfHeading(document, next));
}

/** The rows of a table printed one cell a line, from the row numbered 1 on; a row cut short by the end is left out. */
export function rowsOf(lines: Document, columns: number): Span[][] {
  const cells = lines.map((line) => withoutEnd(wholeLine(line), /\s*\|$/));
  const first = cells.findIndex((cell) => textOf(cell) === '1');
  if (first < 0)
    throw new SourceFault('resolution-214.vi.txt', `line ${lines[0]?.number}`, 'no row numbered 1 follows.');
  const rows: Span[][] = [];
  for (let at = first; at + columns <= cells.length; at += columns) rows.push(cells.slice(at, at + columns));
  return rows;
}

function indexOfHeading(document: Document, heading: string): number {
  const index = document.findIndex(({ text }) => text === heading);
  if (index < 0) throw new SourceFault('resolution-214.vi.txt', `heading "${heading}"`, 'no line reads so.');
  return index;
}
