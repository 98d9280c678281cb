import { z } from 'zod';
import { readAnswered, type ReadSeed, type SeedRows } from '@lienthong/shared';
import {
  Committee,
  CommitteeDuty,
  CommitteeMember,
  ExcludedBody,
  Partner,
  PriorityDatabase,
  PriorityDatabaseRow,
  Requirement,
} from './entities.ts';

const bilingual = z.object({ vi: z.string(), en: z.string() });
const item = z
  .object({ label: z.string().nullable(), line: z.number(), text: z.string(), printed: z.string() })
  .transform(({ printed, ...rest }) => ({ ...rest, printedText: printed }));

const shapes = {
  partners: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      nameEn: z.string(),
      shortName: z.string(),
      printedVariants: z.array(z.string()),
    }),
  ),
  priorityDatabases: z.array(
    z.object({
      id: z.string(),
      ordinal: z.number(),
      line: z.number(),
      name: z.string(),
      printedName: z.string(),
      lead: z.string(),
      tasks: z.array(item),
      mechanisms: z.array(item),
      deadline: z.object({ printed: z.string(), iso: z.string() }),
      databases: z.array(z.string()),
      databasesNote: bilingual.nullable(),
    }),
  ),
  requirements: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      line: z.number(),
      text: z.string(),
      says: z.string(),
      gateway: z.string(),
      strength: z.string(),
    }),
  ),
  committee: z.object({
    name: z.string(),
    nameEn: z.string(),
    function: z.object({ text: z.string() }),
    standingBody: z.object({ agency: z.string() }),
    members: z.array(
      z.object({
        line: z.number(),
        title: z.string(),
        titleEn: z.string(),
        role: z.string().nullable(),
        roleEn: z.string().nullable(),
        rank: z.string(),
        agencies: z.array(z.string()),
      }),
    ),
    duties: z.array(z.object({ id: z.string(), line: z.number(), text: z.string() })),
  }),
  excludedBodies: z.array(
    z.object({ name: z.string(), nameEn: z.string(), line: z.number(), note: bilingual }),
  ),
};

/** The rows only the centre keeps, from the JSON of the Resolution. */
export function seed(read: ReadSeed): SeedRows {
  const priorities = read('priority-databases.json', shapes.priorityDatabases);
  const committee = read('committee.json', shapes.committee);
  const recordsOf = readAnswered(read);
  const numbered = <Row extends object>(rows: readonly Row[]) =>
    rows.map((row, position) => ({ ...row, position }));

  return [
    [Partner, numbered(read('partners.json', shapes.partners))],
    [
      PriorityDatabase,
      priorities.map(({ lead, deadline, databases: _, databasesNote, ...row }) => ({
        ...row,
        leadId: lead,
        deadline: deadline.iso,
        printedDeadline: deadline.printed,
        databasesNote: databasesNote?.vi ?? null,
        databasesNoteEn: databasesNote?.en ?? null,
        records: recordsOf(row.id),
      })),
    ],
    [
      PriorityDatabaseRow,
      priorities.flatMap(({ id: priorityDatabaseId, databases }) =>
        databases.map((databaseId) => ({ priorityDatabaseId, databaseId })),
      ),
    ],
    [
      Requirement,
      numbered(read('requirements.json', shapes.requirements)).map(({ strength, ...row }) => ({
        ...row,
        strength: strength.toUpperCase(),
      })),
    ],
    [
      Committee,
      [
        {
          name: committee.name,
          nameEn: committee.nameEn,
          function: committee.function.text,
          standingBodyId: committee.standingBody.agency,
        },
      ],
    ],
    [
      CommitteeMember,
      numbered(committee.members).map(({ agencies, ...row }) => ({ ...row, agencyIds: agencies })),
    ],
    [CommitteeDuty, numbered(committee.duties)],
    [
      ExcludedBody,
      read('excluded-bodies.json', shapes.excludedBodies).map(({ note, ...row }) => ({
        ...row,
        note: note.vi,
        noteEn: note.en,
      })),
    ],
  ];
}
