import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { syntheticFiles, textOf } from '../records/synthetic.ts';

/** A value nobody can take for anything else: which field it stands in, and the people its record is about. */
export interface Marker {
  readonly field: string;
  readonly people: readonly string[];
}

type Row = Readonly<Record<string, unknown>>;

interface Marking {
  readonly type: string;
  readonly columns: readonly string[];
  readonly people: readonly string[];
}

const MARKED: Readonly<Record<string, Marking>> = {
  'mps/Citizen': {
    type: 'Citizen',
    columns: ['fullName', 'permanentAddress', 'nationality', 'ethnicity', 'religion'],
    people: ['personalId'],
  },
  'moj/BirthRegistration': {
    type: 'BirthRegistration',
    columns: ['placeOfBirth', 'registrarName', 'adoptionOrigin'],
    people: ['childId', 'motherId', 'fatherId'],
  },
  'moh/HealthRecord': {
    type: 'HealthRecord',
    columns: ['allergies', 'bloodGroup', 'conditions', 'referral'],
    people: ['citizenId'],
  },
  'moh/TestResult': { type: 'TestResult', columns: ['value'], people: ['citizenId'] },
  'moh/Claim': { type: 'Claim', columns: ['encounter', 'serviceCode'], people: ['citizenId'] },
};

/** Writes the synthetic records into a folder, with a marker for every value of what is not open. */
export function writeMarkedRecords(folder: string): void {
  for (const file of syntheticFiles()) {
    const target = join(folder, `${file}.json`);
    const rows = JSON.parse(textOf(file)) as Row[];
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(
      target,
      JSON.stringify(MARKED[file] ? rows.map((row) => marked(row, MARKED[file]!)) : rows),
    );
  }
}

function marked(row: Row, { type, columns, people }: Marking): Row {
  const about = people.flatMap((column) => (typeof row[column] === 'string' ? [row[column]] : []));
  const marks = columns.map((column) => {
    const marker = `⟦${type}.${column}:${about.join('+')}⟧`;
    return [column, Array.isArray(row[column]) ? [marker] : marker];
  });
  return { ...row, ...(Object.fromEntries(marks) as Row) };
}

/** Every marker in a text, wherever it stands. */
export const markersIn = (text: string): Marker[] =>
  [...text.matchAll(/⟦([\w.]+):([\d+]*)⟧/g)].map(([, field, people]) => ({
    field: field!,
    people: people!.split('+'),
  }));
