import { actorsAt, nobody, type Actors, type Naming } from './actors.ts';
import { deadlinesIn, recurrenceIn, type Deadline, type Recurrence } from './deadlines.ts';
import { childrenOf, headingsOf, type Paragraph } from './outline.ts';
import { SourceFault } from './source-fault.ts';
import { passage, textOf, type Passage } from './span.ts';

export interface TaskRecord extends Passage {
  readonly id: string;
  readonly section: string;
  readonly lead: Actors;
  readonly cooperating: Actors;
  readonly deadline: Deadline | null;
  readonly otherDeadlines: readonly Deadline[];
  readonly recurrence: Recurrence | null;
  readonly request: boolean;
}

/** Section IV.1 describes the Committee; only these of its paragraphs give someone work. */
const workOfTheCommittee = ['IV.1.c.3', 'IV.1.d.1', 'IV.1.d.2'];

/** One record for each paragraph that assigns work. A paragraph with others under it does so if it sets a deadline itself. */
export const tasks = (paragraphs: readonly Paragraph[], naming: Naming): TaskRecord[] =>
  paragraphs
    .filter(({ id, section, span }) =>
      section === 'IV.1'
        ? workOfTheCommittee.includes(id)
        : childrenOf(paragraphs, id).length === 0 || deadlinesIn(span).length > 0,
    )
    .map((paragraph) => {
      const { id, section, span } = paragraph;
      const [deadline = null, ...otherDeadlines] = deadlinesIn(span);
      return {
        id,
        section,
        ...passage(span),
        lead: leadOf(paragraph, naming),
        cooperating: cooperatingIn(paragraph, naming),
        deadline,
        otherDeadlines,
        recurrence: recurrenceIn(span),
        request: textOf(span).startsWith('Đề nghị'),
      };
    });

const opening = /^(?:Đề nghị |Giao |Báo cáo định kỳ của )?/;

/** Who a paragraph opens with; failing that, who its nearest heading names. */
function leadOf(paragraph: Paragraph, naming: Naming): Actors {
  for (const { span } of [paragraph, ...headingsOf(paragraph)]) {
    const actors = actorsAt(span, opening.exec(textOf(span))![0].length, naming);
    if (actors) return actors;
  }
  throw new SourceFault('actors.json', paragraph.id, 'no phrase names who leads this task.');
}

/** The paragraph's first "phối hợp …" that is followed by someone's name. */
function cooperatingIn({ span }: Paragraph, naming: Naming): Actors {
  for (const { index, 0: words } of textOf(span).matchAll(/phối hợp(?: chặt chẽ)?(?: với|, hỗ trợ)? /gi)) {
    const actors = actorsAt(span, index + words.length, naming);
    if (actors) return actors;
  }
  return nobody;
}
