import { AgencyCard, Database, PartnerLink, Task, type Context } from '@lienthong/shared';
import { Partner, PriorityDatabase, Requirement } from './entities.ts';

/** Counts everything when asked: nothing here is stored twice. */
export async function statistics(_: unknown, __: unknown, { database }: Context) {
  const count = (entity: new () => object) => database.getRepository(entity).count();
  const countBy = async (column: 'group' | 'form') => {
    const counts = await database
      .getRepository(Database)
      .createQueryBuilder('row')
      .select(`row.${column}`, column)
      .addSelect('COUNT(*)', 'count')
      .groupBy(`row.${column}`)
      .getRawMany<{ group: string; form: string; count: number | string }>();
    // Ordered here: what stands first in a database depends on its collation.
    return counts.sort((one, other) => (one[column] < other[column] ? -1 : 1));
  };

  return {
    agencies: count(AgencyCard),
    databases: count(Database),
    databasesByGroup: await countBy('group'),
    databasesByForm: await countBy('form'),
    priorityDatabases: count(PriorityDatabase),
    partners: count(Partner),
    partnerLinks: count(PartnerLink),
    tasks: count(Task),
    requirements: count(Requirement),
  };
}
