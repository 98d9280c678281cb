/*
 * The number of a judgment: serial of the year, year, kind of case and instance, such as 12/2025/HS-ST. General knowledge,
 * from published judgments; courts have no confirmed list of codes, so a number is unique only together with its court.
 */

/** Criminal, civil, marriage and family, business, labour, administrative. */
export const CASE_KINDS = ['HS', 'DS', 'HNGĐ', 'KDTM', 'LĐ', 'HC'] as const;
/** First instance, appeal, cassation, reopening. */
export const INSTANCES = ['ST', 'PT', 'GĐT', 'TT'] as const;

export interface CourtCaseNumber {
  readonly serial: number;
  readonly year: number;
  readonly kind: (typeof CASE_KINDS)[number];
  readonly instance: (typeof INSTANCES)[number];
}

const PATTERN = new RegExp(
  `^([1-9]\\d*|0\\d)/((?:19|20)\\d{2})/(${CASE_KINDS.join('|')})-(${INSTANCES.join('|')})$`,
);

export const isCourtCaseNumber = (text: string): boolean => PATTERN.test(text);

export function parseCourtCaseNumber(text: string): CourtCaseNumber | null {
  const [, serial, year, kind, instance] = PATTERN.exec(text) ?? [];
  if (!serial) return null;
  return {
    serial: Number(serial),
    year: Number(year),
    kind: kind as CourtCaseNumber['kind'],
    instance: instance as CourtCaseNumber['instance'],
  };
}

/** Serials below ten are written with a leading zero, as courts do. */
export const makeCourtCaseNumber = ({ serial, year, kind, instance }: CourtCaseNumber): string =>
  `${String(serial).padStart(2, '0')}/${year}/${kind}-${instance}`;
