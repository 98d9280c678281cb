import { agencyNamed, type Mention } from './agencies.ts';
import { linesBetween, rowsOf, type Document } from './document.ts';
import type { Agency, HandKept, InBothLanguages } from './hand-kept.ts';
import { bracketedNumbers, bracketedRomans, cutAtDashes, cutAtMarks, letters, type Item } from './marks.ts';
import { SourceFault } from './source-fault.ts';
import { passage, printedOf, textOf, withoutEnd, type Passage, type Span } from './span.ts';

export interface LabelledPassage extends Passage {
  readonly label: string | null;
}

export interface PriorityDatabaseRecord {
  readonly id: string;
  readonly ordinal: number;
  readonly line: number;
  readonly printedName: string;
  readonly name: string;
  readonly nameEn: string;
  readonly lead: string;
  readonly tasks: readonly LabelledPassage[];
  readonly mechanisms: readonly LabelledPassage[];
  readonly deadline: { readonly line: number; readonly printed: string; readonly iso: string };
  readonly databases: readonly string[];
  readonly databasesNote: InBothLanguages | null;
}

const rows = (document: Document) => rowsOf(linesBetween(document, 'PHỤ LỤC II', 'PHỤ LỤC III'), 6);

export const annexTwoMentions = (document: Document): Mention[] =>
  rows(document).map(([, , lead]) => ({ annex: 'II', agency: lead! }));

/** Annex II. Every row is linked by hand to the rows of Annex I it means, or to none with the reason. */
export function priorityDatabases(
  document: Document,
  agencies: readonly Agency[],
  links: HandKept['priority-links'],
  ids: ReadonlySet<string>,
): PriorityDatabaseRecord[] {
  return rows(document).map(([number, printedName, lead, tasks, mechanisms, deadline]) => {
    const ordinal = Number(textOf(number!));
    const id = `P-${String(ordinal).padStart(2, '0')}`;
    const name = withoutEnd(printedName!, /\.$/);
    const link = linkOf(id, links, ids);
    return {
      id,
      ordinal,
      line: name.line.number,
      printedName: printedOf(name),
      name: textOf(name),
      nameEn: link.nameEn,
      lead: agencyNamed(agencies, lead!),
      tasks: itemised(tasks!),
      mechanisms: itemised(mechanisms!),
      deadline: {
        line: deadline!.line.number,
        printed: printedOf(deadline!),
        iso: textOf(deadline!).split('/').reverse().join('-'),
      },
      databases: link.databases,
      databasesNote: link.note,
    };
  });
}

function linkOf(id: string, links: HandKept['priority-links'], ids: ReadonlySet<string>) {
  const fault = (what: string) => new SourceFault('priority-links.json', id, what);
  const link = links.find((each) => each.id === id);
  if (!link) throw fault('the entry is missing.');
  if (link.databases.length === 0 && !link.note) throw fault('a row linked to no database needs a note.');
  const unknown = link.databases.find((database) => !ids.has(database));
  if (unknown) throw fault(`Annex I has no database ${unknown}.`);
  return link;
}

/** "4.1." and "4.2." stayed behind from another document; they still divide the cell they stand in. */
const schemes = [letters, bracketedNumbers, bracketedRomans, ['4.1.', '4.2.']];

/** A cell by its own outermost marks; lists nested under them stay inside their item. */
const itemised = (cell: Span): LabelledPassage[] =>
  outermost(cell).map(({ mark, span }) => ({ label: mark, ...passage(span) }));

function outermost(cell: Span): Item[] {
  const marks = schemes.find(([first]) => ` ${textOf(cell)}`.includes(` ${first} `));
  return marks ? cutAtMarks(cell, marks) : cutAtDashes(cell);
}
