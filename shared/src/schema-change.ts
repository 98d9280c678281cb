import type { DataSource, Table, TableColumn } from 'typeorm';
import { StartError } from './errors.ts';

/**
 * Brings the tables in line with the entities, and never at the price of data. An empty database gets its tables; one
 * that holds some runs the migrations it has not run; what then still differs is done only where it adds (a table, or
 * a column that may be empty). Anything else stops the start: a migration must say what becomes of the data.
 */
export async function updateSchema(database: DataSource, name: string): Promise<void> {
  const before = await tablesOf(database);
  if (before.length === 0) {
    await database.synchronize();
    if (database.migrations.length > 0) await database.runMigrations({ fake: true });
    return;
  }
  if (database.migrations.length > 0) await database.runMigrations();
  if (!(await differs(database))) return;

  const losses = lossesOf(database, await tablesOf(database));
  if (losses.length > 0) throw new SchemaChangeRefused(name, losses);
  await database.synchronize();
}

/** The entities no longer fit the tables, and fitting them could lose data. Nothing was changed. */
export class SchemaChangeRefused extends StartError {
  constructor(subgraph: string, losses: readonly string[]) {
    super(
      'SCHEMA_CHANGE_REFUSED',
      `The database of ${subgraph} does not fit its entities, and changing it could lose data: ${losses.join('; ')}. ` +
        `Nothing was changed. Write a migration in subgraphs/${subgraph}, or move the database away to start anew.`,
    );
  }
}

async function tablesOf(database: DataSource): Promise<Table[]> {
  const runner = database.createQueryRunner();
  try {
    return await runner.getTables(database.entityMetadatas.map(({ tablePath }) => tablePath));
  } finally {
    await runner.release();
  }
}

async function differs(database: DataSource): Promise<boolean> {
  const { upQueries } = await database.driver.createSchemaBuilder().log();
  return upQueries.length > 0;
}

function lossesOf({ driver, entityMetadatas }: DataSource, tables: readonly Table[]): string[] {
  return tables.flatMap((table) => {
    // All of them stand in one schema; what a driver calls a table elsewhere is its own affair.
    const { tableName } = driver.parseTableName(table);
    const entity = entityMetadatas.find((each) => driver.parseTableName(each).tableName === tableName);
    if (!entity) return [];
    const wanted = new Map(entity.columns.map((column) => [column.databaseName, column]));
    const held = new Set(table.columns.map(({ name }) => name));
    const gone = table.columns
      .filter(({ name }) => !wanted.has(name))
      .map(({ name }) => `${entity.name}.${name} would be dropped`);
    const altered = table.columns.flatMap((column) => {
      const { name, type, isPrimary, isNullable } = column;
      const next = wanted.get(name);
      if (!next) return [];
      if (formOf(next, driver.normalizeType(next)) !== formOf(column, type)) {
        return [`${entity.name}.${name} would change its type`];
      }
      if (next.isPrimary !== isPrimary) return [`${entity.name} would change its primary key (${name})`];
      if (isNullable && !next.isNullable)
        return [`${entity.name}.${name} would refuse the empty values it may hold`];
      return [];
    });
    const added = entity.columns
      .filter(({ databaseName }) => !held.has(databaseName))
      .flatMap(({ databaseName: name, isPrimary, isNullable, default: initial }) => {
        if (isPrimary) return [`${entity.name} would change its primary key (${name})`];
        if (isNullable || initial !== undefined) return [];
        return [`${entity.name}.${name} is new, may not be empty and has no default`];
      });
    return [...gone, ...altered, ...added];
  });
}

/** What a column can hold. Where it changes, TypeORM drops the column and adds it anew, empty, on some databases. */
const formOf = (column: ColumnForm, type: string): string =>
  [
    type,
    column.length,
    column.precision,
    column.scale,
    column.isArray,
    column.generatedType,
    column.asExpression,
  ]
    .map((part) => String(part ?? ''))
    .join(' ');

type ColumnForm = Partial<
  Pick<TableColumn, 'length' | 'isArray' | 'generatedType' | 'asExpression'> &
    Record<'precision' | 'scale', number | null>
>;
