import { z } from 'zod';
import type { ReadSeed, SeedRows } from '../seeding.ts';
import {
  AgencyCard,
  Database,
  DatabaseEquivalence,
  PartnerLink,
  Task,
  TaskAssignment,
  type DatabaseRecords,
} from './entities.ts';

const bilingual = z.object({ vi: z.string(), en: z.string() });

const agencies = z.array(
  z.object({
    id: z.string(),
    order: z.number(),
    type: z.string(),
    name: z.string(),
    nameEn: z.string(),
    abbreviation: z.string(),
    kind: z.string(),
    note: bilingual.nullable(),
  }),
);

const databases = z.array(
  z.object({
    id: z.string(),
    owner: z.string(),
    group: z.string(),
    ordinal: z.number(),
    line: z.number(),
    name: z.string(),
    printedName: z.string(),
    form: z.string(),
    priority: z.array(z.string()),
    sameAs: z.array(z.object({ id: z.string(), certainty: z.string(), reason: bilingual })),
  }),
);

const partnerLinks = z.array(
  z.object({
    agency: z.string(),
    partner: z.string(),
    ordinal: z.number(),
    line: z.number(),
    printedName: z.string(),
  }),
);

const party = z.object({
  printed: z.string().nullable(),
  agencies: z.array(z.string()),
  groups: z.array(z.string()),
  others: z.array(z.string()),
});

const tasks = z.array(
  z.object({
    id: z.string(),
    section: z.string(),
    line: z.number(),
    text: z.string(),
    printed: z.string(),
    deadline: z
      .object({ printed: z.string(), iso: z.string().nullable(), lastDay: z.string().nullable() })
      .nullable(),
    recurrence: z
      .object({ printed: z.string(), interval: z.string(), beforeDay: z.number().nullable() })
      .nullable(),
    request: z.boolean(),
    lead: party,
    cooperating: party,
  }),
);

const answered = z.array(
  z.object({
    database: z.string(),
    types: z.array(z.object({ type: z.string(), entries: z.array(z.string()) })),
    closed: z.object({ reason: bilingual, basis: z.array(z.string()) }).nullable(),
  }),
);

/** By database: where its records are answered, or what closes them. What is not on the list is not answered yet. */
export function readAnswered(read: ReadSeed): (database: string) => DatabaseRecords {
  const known = new Map(
    (read.has('answered.json') ? read('answered.json', answered) : []).map((each) => [each.database, each]),
  );
  return (database) => {
    const { types = [], closed = null } = known.get(database) ?? {};
    const status = closed ? 'CLOSED' : types.length > 0 ? 'ANSWERED' : 'NOT_YET';
    return {
      status,
      types: types.map(({ type: name, entries }) => ({ name, entries })),
      reason: closed?.reason.vi ?? (status === 'NOT_YET' ? NOT_YET.vi : null),
      reasonEn: closed?.reason.en ?? (status === 'NOT_YET' ? NOT_YET.en : null),
      basis: closed?.basis ?? [],
    };
  };
}

const NOT_YET = {
  vi: 'Chưa có kiểu dữ liệu nào mô tả hồ sơ của cơ sở dữ liệu này.',
  en: 'No type of this graph describes the records of this database yet.',
};

/**
 * The catalogue rows of one agency, or of all where `agency` is null, from `agencies.json`, `databases.json`,
 * `partner-links.json` and `tasks.json` of the seeds folder.
 */
export function readCatalogue(read: ReadSeed, agency: string | null): SeedRows {
  const mine = (id: string) => agency === null || id === agency;
  const recordsOf = readAnswered(read);
  const ownDatabases = read('databases.json', databases).filter(({ owner }) => mine(owner));
  const assignedTasks = read('tasks.json', tasks)
    .map((task, position) => ({ ...task, position }))
    .filter(
      ({ lead, cooperating }) => agency === null || [...lead.agencies, ...cooperating.agencies].some(mine),
    );

  return [
    [
      AgencyCard,
      read('agencies.json', agencies)
        .filter(({ id }) => mine(id))
        .map(({ order, note, ...card }) => ({
          ...card,
          position: order,
          note: note?.vi ?? null,
          noteEn: note?.en ?? null,
        })),
    ],
    [
      Database,
      ownDatabases.map(({ owner, priority, sameAs: _, ...row }) => ({
        ...row,
        ownerId: owner,
        priorityIds: priority,
        records: recordsOf(row.id),
      })),
    ],
    [
      DatabaseEquivalence,
      ownDatabases.flatMap(({ id: databaseId, sameAs }) =>
        sameAs.map(({ reason, ...other }) => ({
          ...other,
          databaseId,
          reason: reason.vi,
          reasonEn: reason.en,
        })),
      ),
    ],
    [
      PartnerLink,
      read('partner-links.json', partnerLinks)
        .filter(({ agency: id }) => mine(id))
        .map(({ agency: agencyId, partner: partnerId, ...link }) => ({ ...link, agencyId, partnerId })),
    ],
    [
      Task,
      assignedTasks.map(({ printed, ...task }) => ({
        ...task,
        printedText: printed,
        lead: said(task.lead),
        cooperating: said(task.cooperating),
      })),
    ],
    [
      TaskAssignment,
      assignedTasks.flatMap(({ id: taskId, lead, cooperating }) => [
        ...lead.agencies.filter(mine).map((agencyId) => ({ taskId, agencyId, role: 'LEAD' })),
        ...cooperating.agencies.filter(mine).map((agencyId) => ({ taskId, agencyId, role: 'COOPERATING' })),
      ]),
    ],
  ];
}

const said = ({ printed, groups, others }: z.output<typeof party>) => ({ printed, groups, others });
