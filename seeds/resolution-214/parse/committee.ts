import { agenciesIn, type Naming } from './actors.ts';
import type { HandKept } from './hand-kept.ts';
import { childrenOf, type Paragraph } from './outline.ts';
import { SourceFault } from './source-fault.ts';
import { part, passage, textOf, withoutEnd, type Passage, type Span } from './span.ts';

export interface CommitteeMember extends Omit<Passage, 'text'> {
  readonly title: string;
  readonly titleEn: string;
  readonly role: string;
  readonly roleEn: string;
  readonly rank: HandKept['committee']['roles'][string]['rank'];
  readonly agencies: readonly string[];
}

export interface CommitteePassage extends Passage {
  readonly id: string;
}

export interface Committee {
  readonly name: string;
  readonly nameEn: string;
  readonly function: Passage;
  readonly standingBody: { readonly agency: string; readonly line: number; readonly printed: string };
  readonly members: readonly CommitteeMember[];
  readonly duties: readonly CommitteePassage[];
  readonly workingRules: readonly CommitteePassage[];
  readonly supportGroup: Passage;
  readonly funding: Passage;
  readonly local: Omit<Passage, 'text'>;
}

/** Section IV.1: the National Steering Committee on Data. */
export function committee(
  paragraphs: readonly Paragraph[],
  naming: Naming,
  known: HandKept['committee'],
): Committee {
  const at = (id: string): Span => {
    const paragraph = paragraphs.find((each) => each.id === id);
    if (!paragraph) throw new SourceFault('resolution-214.vi.txt', id, 'the paragraph is missing.');
    return paragraph.span;
  };
  const within = (id: string) =>
    childrenOf(paragraphs, id).map((paragraph) => ({ id: paragraph.id, ...passage(paragraph.span) }));

  const purpose = at('IV.1.a.1');
  const standing = part(at('IV.1.d.1'), 0, textOf(at('IV.1.d.1')).indexOf(';'));
  return {
    name: textOf(purpose).slice(0, textOf(purpose).indexOf(' (sau đây')),
    nameEn: known.nameEn,
    function: passage(purpose),
    standingBody: { agency: agenciesIn(textOf(standing), naming)[0]!, ...quoted(standing) },
    members: childrenOf(paragraphs, 'IV.1.a.2').map(({ span }) => member(span, naming, known)),
    duties: [{ id: 'IV.1.a.4', ...passage(at('IV.1.a.4')) }, ...within('IV.1.b')],
    workingRules: within('IV.1.c'),
    supportGroup: passage(at('IV.1.d.2')),
    funding: passage(at('IV.1.đ.1')),
    local: quoted(at('IV.1.a.3')),
  };
}

/** "Title, role." – or, for representatives, a title that opens with the role. */
function member(span: Span, naming: Naming, { titles, roles }: HandKept['committee']): CommitteeMember {
  const whole = withoutEnd(span, /\.$/);
  const text = textOf(whole);
  const role = Object.keys(roles).find((each) => text.endsWith(`, ${each}`) || text.startsWith(each));
  const title = role && text.endsWith(`, ${role}`) ? text.slice(0, -role.length - 2) : text;
  const titleEn = titles[title];
  if (!role || !titleEn)
    throw new SourceFault('committee.json', `line ${span.line.number}`, `"${text}" is not known.`);
  return { ...quoted(whole), title, titleEn, role, ...roles[role]!, agencies: agenciesIn(title, naming) };
}

function quoted(span: Span) {
  const { line, printed } = passage(span);
  return { line, printed };
}
