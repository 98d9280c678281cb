import { agencyNamed, type Mention } from './agencies.ts';
import { linesBetween, rowsOf, type Document } from './document.ts';
import type { Agency } from './hand-kept.ts';
import { cutAtMarks, ordinals } from './marks.ts';
import { withoutEnd, type Span } from './span.ts';

/** The columns of Annex I part II: of Resolution 71, for the 82 online services, to be reviewed. */
export const groups = ['A', 'B', 'C'] as const;
export type DatabaseGroup = (typeof groups)[number];

export interface ListedDatabase {
  readonly id: string;
  readonly owner: string;
  readonly group: DatabaseGroup;
  readonly ordinal: number;
  readonly name: Span;
}

const rows = (document: Document) => rowsOf(linesBetween(document, 'II. CHI TIẾT CSDL', 'PHỤ LỤC II'), 5);

export const annexOneMentions = (document: Document): Mention[] =>
  rows(document).map(([, agency]) => ({ annex: 'I', agency: agency! }));

/** The databases of Annex I part II in printed order. A cell that holds one database prints it without a number. */
export const listedDatabases = (document: Document, agencies: readonly Agency[]): ListedDatabase[] =>
  rows(document).flatMap(([, agency, ...cells]) => {
    const owner = agencyNamed(agencies, agency!);
    return groups.flatMap((group, column) =>
      cutAtMarks(cells[column]!, ordinals).map(({ mark, span }) => {
        const ordinal = mark === null ? 1 : Number.parseInt(mark, 10);
        const id = `${owner}-${group}-${String(ordinal).padStart(2, '0')}`;
        return { id, owner, group, ordinal, name: withoutEnd(span, /[.;]$/) };
      }),
    );
  });
