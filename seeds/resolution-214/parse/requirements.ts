import { lineOf, type Document } from './document.ts';
import { SourceFault } from './source-fault.ts';

const kinds = { OBJ: 'OBJECTIVE', REQ: 'REQUIREMENT', RULE: 'RULE' } as const;
const strengths = ['directive', 'must', 'request'] as const;

export interface Requirement {
  readonly id: string;
  readonly kind: (typeof kinds)[keyof typeof kinds];
  readonly line: number;
  readonly text: string;
  readonly says: string;
  readonly gateway: string;
  readonly strength: (typeof strengths)[number];
}

const row =
  /^\| (?<id>(?<prefix>OBJ|REQ|RULE)-\d\d) \| (?<line>\d+) \| (?<says>.+) \| (?<gateway>.+) \| (?<strength>\w+) \|$/;

/** The table of requirements.md, each entry with the line of the Resolution it comes from. */
export const requirements = (table: string, document: Document): Requirement[] =>
  table
    .split('\n')
    .filter((each) => /^\| [A-Z]+-/.test(each))
    .map((each) => {
      const { id, prefix, line, says, gateway, strength } = row.exec(each)?.groups ?? {};
      if (!strengths.some((known) => known === strength))
        throw new SourceFault(
          'requirements.md',
          each.slice(0, 12),
          'the row does not read as the others do.',
        );
      return {
        id: id!,
        kind: kinds[prefix as keyof typeof kinds],
        line: Number(line),
        text: lineOf(document, Number(line)).text.replace(/\s*\|$/, ''),
        says: says!,
        gateway: gateway!,
        strength: strength as Requirement['strength'],
      };
    });
