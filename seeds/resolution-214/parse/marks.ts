import { part, textOf, type Span } from './span.ts';

export interface Item {
  readonly mark: string | null;
  readonly span: Span;
}

const upTo = (count: number, mark: (n: number) => string) =>
  Array.from({ length: count }, (_, i) => mark(i + 1));

export const ordinals = upTo(99, (n) => `${n}.`);
export const romans = ['I.', 'II.', 'III.', 'IV.', 'V.', 'VI.', 'VII.', 'VIII.'];
export const letters = [...'abcdđeghik'].map((letter) => `${letter})`);
export const bracketedNumbers = upTo(20, (n) => `(${n})`);
export const bracketedRomans = ['(i)', '(ii)', '(iii)', '(iv)', '(v)', '(vi)'];

/**
 * Cuts a text at marks that follow one another in this order, so that a number or letter inside an item
 * ("đảng viên 3.0", a nested list) is not taken for the next mark. What stands before the first mark has none.
 */
export function cutAtMarks(span: Span, marks: readonly string[]): Item[] {
  const text = ` ${textOf(span)} `;
  const starts: { mark: string; at: number }[] = [];
  for (const mark of marks) {
    const at = text.indexOf(` ${mark} `, starts.at(-1)?.at ?? 0);
    if (at < 0) break;
    starts.push({ mark, at });
  }
  const items: Item[] = starts.map(({ mark, at }, index) => ({
    mark,
    span: part(span, at + mark.length, starts[index + 1]?.at),
  }));
  return [{ mark: null, span: part(span, 0, starts[0]?.at) }, ...items].filter(
    ({ span }) => textOf(span) !== '',
  );
}

/** Cuts a text at its dashes: those before a capital letter, which open a point; others join words. */
export function cutAtDashes(span: Span): Item[] {
  const text = textOf(span);
  const starts = [...text.matchAll(/(?<=^|\s)- (?=\p{Lu})/gu)].map(({ index }) => index);
  const items = starts.map((at, index) => ({ mark: '-', span: part(span, at + 1, starts[index + 1]) }));
  return [{ mark: null, span: part(span, 0, starts[0]) }, ...items].filter(({ span }) => textOf(span) !== '');
}
