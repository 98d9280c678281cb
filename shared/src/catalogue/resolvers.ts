import type { Context, Resolvers } from '../define-subgraph.ts';
import { QualityFinding } from '../quality/finding-entity.ts';
import { AgencyCard, Database, DatabaseEquivalence, PartnerLink, Task, TaskAssignment } from './entities.ts';

interface AgencyReference {
  id: string;
}

/** How the catalogue's value types are answered, in every subgraph alike. */
export const catalogueResolvers: Resolvers = {
  Database: {
    owner: ({ ownerId }: Database, _, { loaders }) => loaders.one(AgencyCard, 'id', ownerId),
    sameAs: ({ id }: Database, _, { loaders }) => loaders.many(DatabaseEquivalence, 'databaseId', id),
    quality: ({ id }: Database) => ({ __typename: 'QualityReport', database: id }),
  },
  PartnerLink: {
    partner: ({ partnerId }: PartnerLink) => ({ __typename: 'Partner', id: partnerId }),
  },
};

/** How one agency answers for itself: `type` is its GraphQL type, `id` its key. */
export function agencyResolvers(type: string, id: string): Resolvers {
  const card =
    (column: keyof AgencyCard) =>
    async (agency: AgencyReference, _: unknown, { loaders }: Context) =>
      (await loaders.one(AgencyCard, 'id', agency.id))?.[column];

  return {
    Query: { [rootFieldOf(type)]: () => ({ id }) },
    Agency: { __resolveType: () => type },
    [type]: {
      __resolveReference: (reference: AgencyReference) => (reference.id === id ? { id } : null),
      name: card('name'),
      nameEn: card('nameEn'),
      abbreviation: card('abbreviation'),
      kind: card('kind'),
      note: card('note'),
      noteEn: card('noteEn'),
      databases: async (agency: AgencyReference, { group, form }: Partial<Database>, { loaders }) =>
        (await loaders.many(Database, 'ownerId', agency.id)).filter(
          (row) => (!group || row.group === group) && (!form || row.form === form),
        ),
      qualityFindings: async (
        agency: AgencyReference,
        { database }: { database?: string | null },
        { loaders },
      ) =>
        (await loaders.many(QualityFinding, 'agency', agency.id)).filter(
          (row) => !database || row.database === database,
        ),
      partners: (agency: AgencyReference, _, { loaders }) => loaders.many(PartnerLink, 'agencyId', agency.id),
      tasks: async (agency: AgencyReference, { role }: { role?: string }, { loaders }) => {
        const assigned = await loaders.many(TaskAssignment, 'agencyId', agency.id);
        const ids = new Set(assigned.filter((row) => !role || row.role === role).map(({ taskId }) => taskId));
        const tasks = await Promise.all([...ids].map((taskId) => loaders.one(Task, 'id', taskId)));
        return tasks.filter((task) => task !== null).sort((one, other) => one.position - other.position);
      },
    },
  };
}

/** `MinistryOfJustice` is asked for at the root as `ministryOfJustice`. */
export const rootFieldOf = (type: string): string => type[0]!.toLowerCase() + type.slice(1);
