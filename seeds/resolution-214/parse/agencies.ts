import { lineOf, type Document } from './document.ts';
import type { Agency, HandKept, InBothLanguages } from './hand-kept.ts';
import { SourceFault } from './source-fault.ts';
import { printedOf, textOf, type Span } from './span.ts';

export type Annex = 'I' | 'II' | 'III';

/** Where one row of an annex names its agency. */
export interface Mention {
  readonly annex: Annex;
  readonly agency: Span;
}

export interface AgencyRecord {
  readonly id: string;
  readonly order: number;
  readonly name: string;
  readonly nameEn: string;
  readonly abbreviation: string;
  readonly kind: Agency['kind'];
  readonly type: string;
  readonly appearsIn: readonly {
    readonly annex: Annex;
    readonly line: number;
    readonly printedName: string;
  }[];
  readonly note: InBothLanguages | null;
}

/** The 24 agencies in their hand-kept order, each with the rows of the annexes that name it. */
export function agencyRecords(agencies: readonly Agency[], mentions: readonly Mention[]): AgencyRecord[] {
  const named = mentions.map(({ annex, agency }) => ({
    id: agencyNamed(agencies, agency),
    place: { annex, line: agency.line.number, printedName: printedOf(agency) },
  }));
  return agencies.map(({ id, name, nameEn, abbreviation, kind, type, note }, index) => {
    const appearsIn = named.filter((mention) => mention.id === id).map(({ place }) => place);
    if (appearsIn.length === 0)
      throw new SourceFault('agencies.json', `entry ${index + 1} (${id})`, 'no annex names this agency.');
    return { id, order: index + 1, name, nameEn, abbreviation, kind, type, appearsIn, note };
  });
}

export function agencyNamed(agencies: readonly Agency[], name: Span): string {
  const agency = agencies.find((each) => [each.name, ...each.alsoPrinted].includes(textOf(name)));
  if (!agency)
    throw new SourceFault(
      'agencies.json',
      `line ${name.line.number} of the source`,
      `no agency is called "${textOf(name)}".`,
    );
  return agency.id;
}

export interface ExcludedBodyRecord {
  readonly name: string;
  readonly nameEn: string;
  readonly line: number;
  readonly printedName: string;
  readonly note: InBothLanguages;
}

export const excludedBodies = (
  document: Document,
  bodies: HandKept['excluded-bodies'],
): ExcludedBodyRecord[] =>
  bodies.map(({ name, nameEn, line, note }) => {
    if (!lineOf(document, line).printed.includes(name))
      throw new SourceFault('excluded-bodies.json', name, `line ${line} does not name it.`);
    return { name, nameEn, line, printedName: name, note };
  });
