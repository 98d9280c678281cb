import { join } from 'node:path';
import { agreementsFile, holidaysFile } from '../policy/reading/shapes.ts';
import { openRuleFile } from '../rule-files.ts';
import { calendarOf, type Calendar } from './working-days.ts';

/** What the law says of how agreements come about. */
export interface AgreementLaw {
  /** Whose officers countersign: the centre of the exchange. */
  readonly countersignedBy: string;
  /** Working days the owner has to answer. */
  readonly answerWithin: number;
  readonly calendar: Calendar;
}

/** Reads `agreements.yaml` and `holidays.yaml` of the law's folder. Throws {@link BadRules}. */
export function readAgreementLaw(folder: string): AgreementLaw {
  const { countersignedBy, answerWithin } = openRuleFile(join(folder, 'agreements.yaml'), agreementsFile);
  const calendar = calendarOf(openRuleFile(join(folder, 'holidays.yaml'), holidaysFile));
  return { countersignedBy, answerWithin: answerWithin.workingDays, calendar };
}
