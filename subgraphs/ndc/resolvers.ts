import {
  AgencyCard,
  byKey,
  Database,
  PartnerLink,
  Task,
  TaskAssignment,
  type Context,
  type Resolvers,
} from '@lienthong/shared';
import { findDatabases } from './databases.ts';
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
import { statistics } from './statistics.ts';
import { findTasks } from './tasks.ts';

const inOrder = { order: { position: 'ASC' } } as const;

async function agenciesOf(ids: Iterable<string>, { loaders }: Context): Promise<AgencyCard[]> {
  const cards = await Promise.all([...new Set(ids)].map((id) => loaders.one(AgencyCard, 'id', id)));
  return cards.filter((card) => card !== null).sort((one, other) => one.position - other.position);
}

const assigned =
  (role: string) =>
  async ({ id }: Task, _: unknown, context: Context) =>
    agenciesOf(
      (await context.loaders.many(TaskAssignment, 'taskId', id))
        .filter((row) => row.role === role)
        .map(({ agencyId }) => agencyId),
      context,
    );

export const resolvers: Resolvers = {
  Query: {
    agencies: (_, __, { database }) => database.getRepository(AgencyCard).find(inOrder),
    agency: (_, { id }: { id: string }, { loaders }) => loaders.one(AgencyCard, 'id', id),
    partners: (_, __, { database }) => database.getRepository(Partner).find(inOrder),
    partner: (_, { id }: { id: string }, { loaders }) => loaders.one(Partner, 'id', id),
    databases: findDatabases,
    database: (_, { id }: { id: string }, { loaders }) => loaders.one(Database, 'id', id),
    priorityDatabases: (_, __, { database }) =>
      database.getRepository(PriorityDatabase).find({ order: { ordinal: 'ASC' } }),
    priorityDatabase: (_, { id }: { id: string }, { loaders }) => loaders.one(PriorityDatabase, 'id', id),
    tasks: findTasks,
    requirements: (_, { kind }: { kind?: string }, { database }) =>
      database.getRepository(Requirement).find({ ...inOrder, where: kind ? { kind } : {} }),
    committee: async (_, __, { database }) => (await database.getRepository(Committee).find())[0],
    excludedBodies: (_, __, { database }) =>
      database.getRepository(ExcludedBody).find({ order: { name: 'ASC' } }),
    statistics,
  },
  Agency: {
    __resolveType: ({ type }: AgencyCard) => type,
  },
  Task: {
    __resolveReference: byKey(Task, 'id'),
    lead: assigned('LEAD'),
    leadPrinted: ({ lead }: Task) => lead.printed,
    leadOthers: ({ lead }: Task) => lead.others,
    cooperating: assigned('COOPERATING'),
    cooperatingPrinted: ({ cooperating }: Task) => cooperating.printed,
    cooperatingOthers: ({ cooperating }: Task) => cooperating.others,
  },
  Partner: {
    __resolveReference: byKey(Partner, 'id'),
    agencies: async ({ id }: Partner, _, context) =>
      agenciesOf(
        (await context.loaders.many(PartnerLink, 'partnerId', id)).map(({ agencyId }) => agencyId),
        context,
      ),
  },
  PriorityDatabase: {
    lead: ({ leadId }: PriorityDatabase, _, { loaders }) => loaders.one(AgencyCard, 'id', leadId),
    databases: async ({ id }: PriorityDatabase, _, { loaders }) => {
      const rows = await loaders.many(PriorityDatabaseRow, 'priorityDatabaseId', id);
      return Promise.all(rows.map(({ databaseId }) => loaders.one(Database, 'id', databaseId)));
    },
  },
  Committee: {
    standingBody: ({ standingBodyId }: Committee, _, { loaders }) =>
      loaders.one(AgencyCard, 'id', standingBodyId),
    members: (_, __, { database }) => database.getRepository(CommitteeMember).find(inOrder),
    duties: (_, __, { database }) => database.getRepository(CommitteeDuty).find(inOrder),
  },
  CommitteeMember: {
    agencies: ({ agencyIds }: CommitteeMember, _, context) => agenciesOf(agencyIds, context),
  },
};
