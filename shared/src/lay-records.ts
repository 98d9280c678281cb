import type { DataSource, EntityMetadata, ObjectLiteral, QueryRunner } from 'typeorm';
import type { EntityClass } from './define-subgraph.ts';
import { LAID_APART, SeedState } from './seeding.ts';

/** Lays rows into tables as they come, however many there are. */
export interface RecordLayer {
  /** Rows by the entity that holds them, those that others point at first. */
  add(rows: Readonly<Record<string, readonly ObjectLiteral[]>>): Promise<void>;
  /** Writes what is waiting. From now on a start leaves the records as they are; `from` says where they came from. */
  finish(from: string): Promise<void>;
  /** Gives up what is not written. */
  abandon(): Promise<void>;
}

/** So many rows are written in one transaction. */
const AT_ONCE = 5_000;

/** Writes rows of one entity, in the transaction that is open. */
type Insert = (metadata: EntityMetadata, rows: readonly ObjectLiteral[]) => Promise<void>;

/**
 * Empties the tables of an agency's records and lays others into them. Until it is finished the next start lays down its
 * own seed again.
 */
export async function layRecords(
  database: DataSource,
  entities: readonly EntityClass[],
): Promise<RecordLayer> {
  const runner = database.createQueryRunner();
  const state = runner.manager.getRepository(SeedState);
  const inSqlite = database.options.type !== 'postgres';
  const insert = inSqlite ? intoSqlite(database) : intoPostgres(runner);
  const waiting = new Map<string, ObjectLiteral[]>(entities.map(({ name }) => [name, []]));
  let count = 0;

  await runner.startTransaction();
  await state.delete({ name: 'records' });
  for (const entity of [...entities].reverse())
    await runner.manager.createQueryBuilder().delete().from(entity).execute();
  await runner.commitTransaction();
  const indexed = inSqlite
    ? await withoutIndexes(
        runner,
        entities.map((entity) => database.getMetadata(entity)),
      )
    : AS_BEFORE;

  async function write(): Promise<void> {
    await runner.startTransaction();
    for (const entity of entities) {
      const rows = waiting.get(entity.name)!;
      if (rows.length > 0) await insert(database.getMetadata(entity), rows.splice(0));
    }
    await runner.commitTransaction();
    count = 0;
  }

  return {
    add: async (rows) => {
      for (const [entity, some] of Object.entries(rows)) {
        for (const row of some) waiting.get(entity)!.push(row);
        count += some.length;
      }
      if (count >= AT_ONCE) await write();
    },
    finish: async (from) => {
      await write();
      await indexed();
      await state.save({ name: 'records', hash: `${LAID_APART}${from}` });
      await runner.release();
    },
    abandon: async () => {
      if (runner.isTransactionActive) await runner.rollbackTransaction();
      await indexed();
      await runner.release();
    },
  };
}

const columnList = ({ columns }: EntityMetadata): string =>
  columns.map(({ databaseName }) => `"${databaseName}"`).join(', ');

/** What a column keeps, as SQLite takes it. */
const stored = (value: unknown): unknown =>
  typeof value === 'boolean'
    ? Number(value)
    : typeof value === 'object' && value !== null
      ? JSON.stringify(value)
      : (value ?? null);

const AS_BEFORE = (): Promise<void> => Promise.resolve();

/** Kilobytes of pages that an agency's database keeps in memory while rows are laid into it. */
const LOADING_CACHE = 8_000;
/** SQLite's own setting. */
const USUAL_CACHE = 2_000;

/**
 * Takes the indexes off tables that are to be filled: building one at the end sorts once, where keeping it looks for a place
 * for every row. What comes back builds them again. A process that dies in between is no harm: the next start makes the
 * tables what their entities say.
 */
async function withoutIndexes(
  runner: QueryRunner,
  tables: readonly EntityMetadata[],
): Promise<() => Promise<void>> {
  const all = await runner.manager.query<{ name: string; tbl_name: string; sql: string }[]>(
    `SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL`,
  );
  const names = new Set(tables.map(({ tableName }) => tableName));
  const dropped = all.filter(({ tbl_name: table }) => names.has(table));
  for (const { name } of dropped) await runner.query(`DROP INDEX "${name}"`);
  await runner.query(`PRAGMA synchronous = OFF`);
  await runner.query(`PRAGMA cache_size = -${LOADING_CACHE}`);
  return async () => {
    // One that cannot be built is not tried again by who gives up because of it.
    for (let next = dropped.pop(); next; next = dropped.pop()) await runner.query(next.sql);
    await runner.query(`PRAGMA synchronous = FULL`);
    await runner.query(`PRAGMA cache_size = -${USUAL_CACHE}`);
  };
}

interface SqliteHandle {
  prepare(sql: string): { run(values: readonly unknown[]): void };
}

function intoSqlite(database: DataSource): Insert {
  const handle = (database.driver as unknown as { databaseConnection: SqliteHandle }).databaseConnection;
  const statements = new Map<string, ReturnType<SqliteHandle['prepare']>>();
  return async (metadata, rows) => {
    const { tableName, columns } = metadata;
    const statement =
      statements.get(tableName) ??
      handle.prepare(
        `INSERT INTO "${tableName}" (${columnList(metadata)}) VALUES (${columns.map(() => '?').join(', ')})`,
      );
    statements.set(tableName, statement);
    const properties = columns.map(({ propertyName }) => propertyName);
    for (const row of rows) statement.run(properties.map((property) => stored(row[property])));
  };
}

/** One parameter brings all rows: PostgreSQL takes them apart by the table's own columns. */
function intoPostgres(runner: QueryRunner): Insert {
  return async (metadata, rows) => {
    const { tablePath, columns } = metadata;
    const table = tablePath
      .split('.')
      .map((part) => `"${part}"`)
      .join('.');
    const named = rows.map((row) =>
      Object.fromEntries(
        columns.map(({ databaseName, propertyName, type }) => {
          const value = (row[propertyName] ?? null) as unknown;
          return [databaseName, type === 'simple-json' && value !== null ? JSON.stringify(value) : value];
        }),
      ),
    );
    await runner.query(
      `INSERT INTO ${table} (${columnList(metadata)})
         SELECT ${columnList(metadata)} FROM json_populate_recordset(NULL::${table}, $1)`,
      [JSON.stringify(named)],
    );
  };
}
