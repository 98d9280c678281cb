/*
 * The electronic identification code of an agency. Decision 20/2020/QĐ-TTg, Article 4: levels from left to right, joined by
 * dots, at most 35 signs (G15.01). QCVN 102:2016/BTTTT, older: from right to left, filled up with zeros (000.00.01.G15).
 * Both are still seen; the first is the normal form here.
 */

export interface OrganisationCode {
  /** The highest first: G15, then what belongs to it. */
  readonly levels: readonly [string, ...string[]];
}

const HIGHEST = /^[A-Z]\d{2}$/;
const NEWER = /^[A-Z]\d{2}(\.[A-Z0-9]+)*$/;
/** Three groups of digits, the lowest level first, then the highest level. */
const OLDER = /^\d{3}(\.\d{2}){1,2}\.[A-Z]\d{2}$/;

export const isOrganisationCode = (text: string): boolean =>
  text.length <= 35 && (NEWER.test(text) || OLDER.test(text));

export function parseOrganisationCode(text: string): OrganisationCode | null {
  if (!isOrganisationCode(text)) return null;
  const parts = text.split('.');
  if (HIGHEST.test(parts[0]!)) return { levels: parts as [string, ...string[]] };
  const levels = parts.reverse();
  while (/^0+$/.test(levels.at(-1)!)) levels.pop();
  return { levels: levels as [string, ...string[]] };
}

export const makeOrganisationCode = ({ levels }: OrganisationCode): string => levels.join('.');

/** The same code in the newer style; null where it is none. */
export function normaliseOrganisationCode(text: string): string | null {
  const code = parseOrganisationCode(text);
  return code && makeOrganisationCode(code);
}
