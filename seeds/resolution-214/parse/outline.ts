import { linesBetween, type Document } from './document.ts';
import { part, wholeLine, type Span } from './span.ts';

/** A paragraph of sections III and IV, called by its place: section, number, letter, bullet, sub-bullet. */
export interface Paragraph {
  readonly id: string;
  readonly section: string;
  readonly parent: Paragraph | null;
  readonly span: Span;
}

const levels: readonly RegExp[] = [/^(III|IV)\. /, /^(\d)\. /, /^([a-zđ])\) /, /^- /, /^\+ /];
const bullet = 3;

/** Marked paragraphs take their mark as name; bullets, and paragraphs without a mark, are counted under their heading. */
export function outline(document: Document): Paragraph[] {
  const lines = linesBetween(document, 'II. YÊU CẦU', 'PHỤ LỤC I');
  const counted = new Map<Paragraph, number>();
  const next = (parent: Paragraph) => {
    counted.set(parent, (counted.get(parent) ?? 0) + 1);
    return counted.get(parent);
  };

  const open: (Paragraph | undefined)[] = [];
  return lines.slice(lines.findIndex(({ text }) => text.startsWith('III. '))).map((line) => {
    const found = levels.findIndex((mark) => mark.test(line.text));
    const [mark = '', name] = levels[found]?.exec(line.text) ?? [];
    const level = found < 0 ? bullet : found;
    const parent = open.slice(0, level).findLast((each) => each !== undefined) ?? null;
    const id = parent ? `${parent.id}.${name ?? next(parent)}` : name!;
    const section = id.split('.').slice(0, 2).join('.');
    const paragraph: Paragraph = { id, section, parent, span: part(wholeLine(line), mark.length) };
    open.length = level;
    open[level] = paragraph;
    return paragraph;
  });
}

export const childrenOf = (paragraphs: readonly Paragraph[], id: string): Paragraph[] =>
  paragraphs.filter(({ parent }) => parent?.id === id);

/** Headings around a paragraph, nearest first. */
export const headingsOf = ({ parent }: Paragraph): Paragraph[] =>
  parent ? [parent, ...headingsOf(parent)] : [];
