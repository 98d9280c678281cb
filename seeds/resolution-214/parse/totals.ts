import { agencyNamed } from './agencies.ts';
import { linesBetween, rowsOf, type Document } from './document.ts';
import type { Agency } from './hand-kept.ts';
import { SourceFault } from './source-fault.ts';
import { textOf } from './span.ts';

export interface PrintedTotal {
  readonly line: number;
  readonly printed: number;
}

export interface Totals {
  readonly rows: readonly (PrintedTotal & { readonly agency: string })[];
  readonly total: PrintedTotal;
}

/** Annex I part I: how many databases the Resolution says each agency has. `line` is where the number stands. */
export function totals(document: Document, agencies: readonly Agency[]): Totals {
  const lines = linesBetween(document, 'I. Tổng số CSDL', 'II. CHI TIẾT CSDL');
  const rows = rowsOf(lines, 4).map(([, name, count]) => ({
    agency: agencyNamed(agencies, name!),
    line: count!.line.number,
    printed: Number(textOf(count!)),
  }));
  const sum = lines[lines.findIndex(({ text }) => text === 'Tổng |') + 1];
  if (!sum) throw new SourceFault('resolution-214.vi.txt', 'Annex I part I', 'the row "Tổng" is missing.');
  return { rows, total: { line: sum.number, printed: Number.parseInt(sum.text, 10) } };
}
