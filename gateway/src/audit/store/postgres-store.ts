import pg from 'pg';
import {
  COLUMNS,
  createTable,
  onConflict,
  rowsOf,
  TABLES,
  whereEntriesAreWhole,
  type LedgerStore,
  type Table,
} from '../ledger-store.ts';

const SCHEMA_PREFIX = 'ledger_';

/** The schema of one replica's log: replicas share a server, and no table. */
export const ledgerSchema = (replica: string): string =>
  `${SCHEMA_PREFIX}${replica.toLowerCase().replaceAll(/[.-]/g, '_')}`;

/** How long the server may take for anything, in milliseconds. */
const PATIENCE_MS = 10_000;
/** Sizes and places are numbers, not text as is the driver's default. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, Number);

/** Opens the log in a schema of a PostgreSQL database to write it, making it where there is none. */
export async function openPostgresStore(url: string, schema: string): Promise<LedgerStore> {
  const pool = connect(url, schema);
  try {
    await pool.query(
      [
        `CREATE SCHEMA IF NOT EXISTS "${schema}"`,
        ...TABLES.map((table) => createTable(table, TYPE_WORDS)),
      ].join(';'),
    );
  } catch (error) {
    await pool.end();
    throw error;
  }
  return storeOn(pool);
}

/** Opens the log in a schema to read it. */
export const readPostgresStore = (url: string, schema: string): LedgerStore => storeOn(connect(url, schema));

/** Reads the logs of a database, however many, over a few connections. */
export interface PostgresReader {
  /** The schemas that hold logs. */
  readonly schemas: () => Promise<readonly string[]>;
  /** The log in one of them, to be read; it is closed with the reader. */
  readonly store: (schema: string) => LedgerStore;
  readonly close: () => Promise<void>;
}

export function openPostgresReader(url: string): PostgresReader {
  const pool = connect(url, 'public');
  return {
    schemas: async () => {
      const { rows } = await pool.query<{ name: string }>(
        `SELECT table_schema AS name FROM information_schema.tables
          WHERE table_name = 'checkpoint' AND starts_with(table_schema, $1) ORDER BY 1`,
        [SCHEMA_PREFIX],
      );
      return rows.map(({ name }) => name);
    },
    store: (schema) => ({ ...storeOn(pool, schema), close: async () => {} }),
    close: () => pool.end(),
  };
}

/** The schemas of a database that hold logs. */
export async function listLedgerSchemas(url: string): Promise<readonly string[]> {
  const reader = openPostgresReader(url);
  try {
    return await reader.schemas();
  } finally {
    await reader.close();
  }
}

const NO_SUCH_TABLE = '42P01';

/** Ids and times sort by their characters, whatever language the database is in. */
const TYPE_WORDS = { text: 'TEXT COLLATE "C"' };

function connect(url: string, schema: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: 3,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
    // A commit that has not reached the disk is none, whatever the server's default is.
    options: `-c search_path="${schema}" -c synchronous_commit=on`,
    types,
  });
  // A connection that breaks while idle is replaced at the next use; who is using one hears of it there.
  pool.on('error', () => {});
  return pool;
}

/** `schema` where the connections are not for this log alone. */
function storeOn(pool: pg.Pool, schema?: string): LedgerStore {
  const query = schema === undefined ? pool.query.bind(pool) : within(pool, schema);
  return {
    rows: async <Row>(sql: string, parameters: readonly unknown[] = []) => {
      const read = (text: string) => query(text, [...parameters]);
      const { rows } = await read(sql).catch((error: { readonly code?: string }) => {
        if (error.code !== NO_SUCH_TABLE) throw error;
        return read(whereEntriesAreWhole(sql));
      });
      return rows as Row[];
    },

    write: async (group) => {
      const rows = rowsOf(group);
      const parameters = TABLES.flatMap((table) =>
        Object.keys(COLUMNS[table]).map((column) => rows[table].map((row) => row[column])),
      );
      await pool.query({
        name: 'write',
        text: WRITE,
        values: [...parameters, group.follows?.size, group.follows?.note],
      });
    },

    firstAbsent: async (table, wanted) => {
      const columns = Object.entries(COLUMNS[table]);
      const names = columns.map(([name]) => `"${name}"`).join(', ');
      const arrays = columns.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ');
      const { rows } = await query(
        `SELECT place FROM unnest(${arrays}) WITH ORDINALITY AS wanted (${names}, place)
          WHERE NOT EXISTS (SELECT 1 FROM "${table}" found WHERE ${columns
            .map(([name]) => `found."${name}" = wanted."${name}"`)
            .join(' AND ')})
          ORDER BY place LIMIT 1`,
        columns.map(([name]) => wanted.map((row) => (row as unknown as Record<string, unknown>)[name])),
      );
      const place = (rows[0] as { place: number } | undefined)?.place;
      return place === undefined ? null : wanted[place - 1]!;
    },

    close: () => pool.end(),
  };
}

/** Asks in a schema, whichever the connection was in before. */
const within =
  (pool: pg.Pool, schema: string) =>
  async (text: string, parameters: unknown[]): Promise<pg.QueryResult> => {
    const connection = await pool.connect();
    let broken = true;
    try {
      await connection.query(`SET search_path TO "${schema}"`);
      const result = await connection.query(text, parameters);
      broken = false;
      return result;
    } finally {
      connection.release(broken);
    }
  };

/** One statement, one journey, and by itself a transaction: columns travel as arrays. */
const WRITE = writeStatement();

function writeStatement(): string {
  let parameter = 0;
  const insert = (table: Table): string => {
    const columns = Object.entries(COLUMNS[table]);
    const names = columns.map(([name]) => `"${name}"`).join(', ');
    const arrays = columns.map(([, type]) => `$${(parameter += 1)}::${type}[]`).join(', ');
    return `INSERT INTO "${table}" (${names}) SELECT * FROM unnest(${arrays})${onConflict(table)}`;
  };
  const steps = TABLES.map((table) => `${table}_rows AS (${insert(table)})`);
  // Where the checkpoint that is followed is gone, a division by zero undoes the statement.
  const [size, note] = [`$${parameter + 1}::bigint`, `$${parameter + 2}::text`];
  return `WITH past AS (DELETE FROM checkpoint WHERE size = ${size} AND kept = 0), ${steps.join(', ')}
    SELECT 1 / CASE WHEN ${note} IS NULL OR ${note} IN (SELECT note FROM checkpoint WHERE size = ${size})
      THEN 1 ELSE 0 END`;
}
