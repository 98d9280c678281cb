/*
 * The code of goods in customs (mã HS): six digits of the Harmonized System, and two of the ASEAN tariff nomenclature. Source:
 * Circular 31/2022/TT-BTC, the list of exports and imports of Vietnam.
 */

export interface HsCode {
  /** What all countries share: chapter, heading, subheading. */
  readonly subheading: string;
  /** What ASEAN divides it into. */
  readonly line: string;
}

const PATTERN = /^(\d{6})(\d{2})$/;

export const isHsCode = (text: string): boolean => PATTERN.test(text);

export function parseHsCode(text: string): HsCode | null {
  const [, subheading, line] = PATTERN.exec(text) ?? [];
  return subheading ? { subheading, line: line! } : null;
}

export const makeHsCode = ({ subheading, line }: HsCode): string => `${subheading}${line}`;
