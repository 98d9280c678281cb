import { isOrganisationCode } from './organisation-code.ts';

/*
 * The number of a dossier (mã số hồ sơ): code of the agency that took it in, day (yymmdd), serial of the day, such as
 * H29.12-251123-0001. Source: Circular 01/2018/TT-VPCP, Article 9.
 */

export interface DossierNumber {
  readonly organisation: string;
  /** ISO. */
  readonly day: string;
  readonly serial: number;
}

const PATTERN = /^([A-Z0-9.]+)-(\d{2})(\d{2})(\d{2})-(\d{4,})$/;

export const isDossierNumber = (text: string): boolean => parseDossierNumber(text) !== null;

export function parseDossierNumber(text: string): DossierNumber | null {
  const [, organisation, year, month, date, serial] = PATTERN.exec(text) ?? [];
  const day = `20${year}-${month}-${date}`;
  return organisation && isOrganisationCode(organisation) && isDay(day)
    ? { organisation, day, serial: Number(serial) }
    : null;
}

export const makeDossierNumber = ({ organisation, day, serial }: DossierNumber): string =>
  `${organisation}-${day.slice(2).replaceAll('-', '')}-${String(serial).padStart(4, '0')}`;

/** Whether the calendar has such a day. */
const isDay = (iso: string): boolean =>
  !Number.isNaN(Date.parse(iso)) && new Date(iso).toISOString().startsWith(iso);
