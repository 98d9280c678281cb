import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { readYaml } from '../policy/reading/read-yaml.ts';
import { agreementsFile, holidaysFile } from '../policy/reading/shapes.ts';
import { BadRules } from '../rule-files.ts';
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
  const { countersignedBy, answerWithin } = read(join(folder, 'agreements.yaml'), agreementsFile);
  const calendar = calendarOf(read(join(folder, 'holidays.yaml'), holidaysFile));
  return { countersignedBy, answerWithin: answerWithin.workingDays, calendar };
}

function read<S extends z.ZodType>(file: string, shape: S): z.infer<S> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new BadRules([
      { file, line: 1, column: 1, message: `cannot be read: ${(error as Error).message}.` },
    ]);
  }
  const { read: found, faults } = readYaml(file, text, shape);
  if (faults) throw new BadRules(faults);
  return found.value;
}
