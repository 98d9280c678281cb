import { AgencyCard, Database, ExchangeError, type Context } from '@lienthong/shared';
import { pageOf, type PageArguments } from './page.ts';
import { searchDatabases } from './search.ts';

interface DatabaseFilter extends PageArguments {
  readonly search?: string | null;
  readonly agency?: string | null;
  readonly group?: string | null;
  readonly form?: string | null;
  readonly priority?: boolean | null;
}

/** An agency asked for by an id that is none: an empty page would hide the slip. */
class UnknownAgency extends ExchangeError {
  constructor(id: string) {
    super('UNKNOWN_AGENCY', 400, `There is no agency with the id ${JSON.stringify(id.slice(0, 40))}.`, {
      argument: 'agency',
    });
  }
}

/** One page of the register: best match first when searched, else in the order of the agencies and the Annex. */
export async function findDatabases(_: unknown, filter: DatabaseFilter, { database, loaders }: Context) {
  const { search, agency, group, form, priority, ...page } = filter;
  if (agency && !(await loaders.one(AgencyCard, 'id', agency))) throw new UnknownAgency(agency);

  const query = database
    .getRepository(Database)
    .createQueryBuilder('row')
    .innerJoin(AgencyCard, 'owner', 'owner.id = row.ownerId')
    .orderBy({ 'owner.position': 'ASC', 'row.group': 'ASC', 'row.ordinal': 'ASC' });
  if (agency) query.andWhere('row.ownerId = :agency', { agency });
  if (group) query.andWhere('row.group = :group', { group });
  if (form) query.andWhere('row.form = :form', { form });

  const filtered = (await query.getMany()).filter(
    ({ priorityIds }) => priority === null || priority === undefined || priorityIds.length > 0 === priority,
  );
  const found = search?.trim() ? byRank(filtered, await searchDatabases(database, search)) : filtered;
  return pageOf(found, page);
}

function byRank(rows: readonly Database[], ids: readonly string[]): Database[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
