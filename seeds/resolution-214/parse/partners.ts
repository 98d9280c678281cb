import { agencyNamed, type Mention } from './agencies.ts';
import { linesBetween, rowsOf, type Document } from './document.ts';
import type { Agency, Partner } from './hand-kept.ts';
import { cutAtMarks, romans } from './marks.ts';
import { SourceFault } from './source-fault.ts';
import { printedOf, textOf, type Span } from './span.ts';

export interface PartnerLinkRecord {
  readonly agency: string;
  readonly partner: string;
  readonly ordinal: number;
  readonly line: number;
  readonly printedName: string;
}

export interface PartnerRecord {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly shortName: string;
  readonly printedVariants: readonly string[];
}

const rows = (document: Document) => rowsOf(linesBetween(document, 'PHỤ LỤC III'), 3);

export const annexThreeMentions = (document: Document): Mention[] =>
  rows(document).map(([, agency]) => ({ annex: 'III', agency: agency! }));

/** Annex III: which enterprise accompanies which agency, in printed order. */
export const partnerLinks = (
  document: Document,
  agencies: readonly Agency[],
  partners: readonly Partner[],
): PartnerLinkRecord[] =>
  rows(document).flatMap(([, agency, cell]) =>
    cutAtMarks(cell!, romans).map(({ span }, index) => ({
      agency: agencyNamed(agencies, agency!),
      partner: partnerNamed(partners, span),
      ordinal: index + 1,
      line: span.line.number,
      printedName: printedOf(span),
    })),
  );

/** Each partner with every form its name is printed in, in order of appearance. */
export const partnerRecords = (
  partners: readonly Partner[],
  links: readonly PartnerLinkRecord[],
): PartnerRecord[] =>
  partners.map(({ id, name, nameEn, shortName }) => {
    const printed = links.filter(({ partner }) => partner === id).map(({ printedName }) => printedName);
    if (printed.length === 0)
      throw new SourceFault('partners.json', id, 'Annex III names this partner nowhere.');
    return { id, name, nameEn, shortName, printedVariants: [...new Set(printed)] };
  });

function partnerNamed(partners: readonly Partner[], name: Span): string {
  const partner = partners.find(({ variants }) => variants.includes(textOf(name)));
  if (!partner)
    throw new SourceFault(
      'partners.json',
      `line ${name.line.number} of the source`,
      `no partner is called "${textOf(name)}".`,
    );
  return partner.id;
}
