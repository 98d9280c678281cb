import { AgencyCard, Database, type Context } from '@lienthong/shared';
import { checkAgency } from './known-agency.ts';
import { pageOf, type PageArguments } from './page.ts';
import { searchDatabases } from './search.ts';

interface DatabaseFilter extends PageArguments {
  readonly search?: string | null;
  readonly agency?: string | null;
  readonly group?: string | null;
  readonly form?: string | null;
  readonly priority?: boolean | null;
}

/** One page of the register: best match first when searched, else in the order of the agencies and the Annex. */
export async function findDatabases(_: unknown, filter: DatabaseFilter, context: Context) {
  const { search, agency, group, form, priority, ...page } = filter;
  const { database, loaders } = context;
  await checkAgency(agency, context);

  // Ids alone decide the order, the count and the page; only the page's rows are read whole.
  const query = database
    .getRepository(Database)
    .createQueryBuilder('row')
    .select('row.id', 'id')
    .innerJoin(AgencyCard, 'owner', 'owner.id = row.ownerId')
    .orderBy({ 'owner.position': 'ASC', 'row.group': 'ASC', 'row.ordinal': 'ASC' });
  if (agency) query.andWhere('row.ownerId = :agency', { agency });
  if (group) query.andWhere('row.group = :group', { group });
  if (form) query.andWhere('row.form = :form', { form });
  if (priority === true) query.andWhere(`row.priorityIds <> '${NO_PRIORITY}'`);
  if (priority === false) query.andWhere(`row.priorityIds = '${NO_PRIORITY}'`);

  const filtered = (await query.getRawMany<{ id: string }>()).map(({ id }) => id);
  const ordered = search?.trim() ? inOrderOf(await searchDatabases(database, search), filtered) : filtered;
  return pageOf(ordered, page, async (id) => (await loaders.one(Database, 'id', id))!);
}

/** How an empty list stands in the column. */
const NO_PRIORITY = JSON.stringify([]);

function inOrderOf(ranked: readonly string[], ids: readonly string[]): string[] {
  const kept = new Set(ids);
  return ranked.filter((id) => kept.has(id));
}
