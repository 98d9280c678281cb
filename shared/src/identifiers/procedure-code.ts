/*
 * The code of an administrative procedure in the national database (mã TTHC): a series digit and six digits, and two for a
 * case of it. Source: the codes of the national public service portal, such as 1.001193 and 1.004222.
 */

export interface ProcedureCode {
  readonly series: string;
  readonly number: string;
  readonly subcase: string | null;
}

const PATTERN = /^(\d)\.(\d{6})(?:\.(\d{2}))?$/;

export const isProcedureCode = (text: string): boolean => PATTERN.test(text);

export function parseProcedureCode(text: string): ProcedureCode | null {
  const [, series, number, subcase] = PATTERN.exec(text) ?? [];
  return series ? { series, number: number!, subcase: subcase ?? null } : null;
}

export const makeProcedureCode = ({ series, number, subcase }: ProcedureCode): string =>
  [series, number, ...(subcase === null ? [] : [subcase])].join('.');
