import type { MendedLine } from './mended-line.ts';

/** A stretch of one line: read it mended, quote it as printed. */
export interface Span {
  readonly line: MendedLine;
  readonly start: number;
  readonly end: number;
}

export interface Passage {
  readonly line: number;
  readonly printed: string;
  readonly text: string;
}

export const wholeLine = (line: MendedLine): Span => ({ line, start: 0, end: line.text.length });

export const textOf = ({ line, start, end }: Span): string => line.text.slice(start, end);

export const printedOf = ({ line, start, end }: Span): string =>
  line.printed.slice(line.origin[start], line.origin[end]);

/** The part of a span between two offsets of its text, without the white space at its ends. */
export function part(span: Span, from: number, to = span.end - span.start): Span {
  const text = textOf(span).slice(from, to);
  const start = span.start + from + (text.length - text.trimStart().length);
  return { line: span.line, start, end: Math.max(start, span.start + from + text.trimEnd().length) };
}

/** The part without what its end matches, such as the bar that closes a table cell. */
export function withoutEnd(span: Span, end: RegExp): Span {
  const found = end.exec(textOf(span));
  return found ? part(span, 0, found.index) : span;
}

export const passage = (span: Span): Passage => ({
  line: span.line.number,
  printed: printedOf(span),
  text: textOf(span),
});
