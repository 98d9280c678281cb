import { readFileSync } from 'node:fs';
import { resolution } from '../support/resolution.ts';

/** Everything an agency answers for itself. */
export const CATALOGUE = `fragment Catalogue on Agency {
  __typename id name nameEn abbreviation kind note noteEn
  databases {
    id name printedName group ordinal line form priorityIds
    records { status types { name entries } basis }
    owner { __typename id }
    sameAs { id certainty reason reasonEn }
  }
  partners { partner { id } printedName ordinal line }
  tasks {
    id section line text printedText request
    deadline { printed iso lastDay }
    recurrence { printed interval beforeDay }
  }
}`;

const databases = resolution('databases');
const partnerLinks = resolution('partner-links');
const tasks = resolution('tasks');

export const agencies = resolution('agencies');

/** The same, as the Resolution's data has it. */
export function expectedCatalogue(agencyId: string) {
  const { id, type, name, nameEn, abbreviation, kind, note } = agencies.find(
    (agency) => agency.id === agencyId,
  )!;
  return {
    __typename: type,
    id,
    name,
    nameEn,
    abbreviation,
    kind,
    note: note?.vi ?? null,
    noteEn: note?.en ?? null,
    databases: databases
      .filter(({ owner }) => owner === id)
      .map(({ owner: _, priority, sameAs, ...row }) => ({
        ...row,
        priorityIds: priority,
        records: expectedRecords(row.id),
        owner: { __typename: type, id },
        sameAs: sameAs.map(({ reason, ...other }) => ({ ...other, reason: reason.vi, reasonEn: reason.en })),
      })),
    partners: partnerLinks
      .filter(({ agency }) => agency === id)
      .map(({ agency: _, partner, ...link }) => ({ ...link, partner: { id: partner } })),
    tasks: tasks
      .filter(({ lead, cooperating }) => [...lead.agencies, ...cooperating.agencies].includes(id))
      .map(({ id: taskId, section, line, text, printed, deadline, recurrence, request }) => ({
        id: taskId,
        section,
        line,
        text,
        printedText: printed,
        request,
        deadline,
        recurrence,
      })),
  };
}

const answered = new Map(
  (
    JSON.parse(readFileSync('seeds/reference/answered.json', 'utf8')) as {
      database: string;
      types: { type: string; entries: string[] }[];
      closed: { basis: string[] } | null;
    }[]
  ).map((each) => [each.database, each]),
);

function expectedRecords(database: string) {
  const { types = [], closed = null } = answered.get(database) ?? {};
  return {
    status: closed ? 'CLOSED' : types.length > 0 ? 'ANSWERED' : 'NOT_YET',
    types: types.map(({ type, entries }) => ({ name: type, entries })),
    basis: closed?.basis ?? [],
  };
}

/** Ids of the tasks an agency leads, and of those it cooperates in. */
export function expectedParts(agencyId: string) {
  const having = (part: 'lead' | 'cooperating') =>
    tasks.filter((task) => task[part].agencies.includes(agencyId)).map(({ id }) => ({ id }));
  return { led: having('lead'), joined: having('cooperating') };
}
