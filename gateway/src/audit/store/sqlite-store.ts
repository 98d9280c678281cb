import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database, { type Database as Handle, type Statement } from 'better-sqlite3';
import {
  COLUMNS,
  createTable,
  onConflict,
  rowsOf,
  TABLES,
  whereEntriesAreWhole,
  type Group,
  type LedgerStore,
  type Table,
} from '../ledger-store.ts';

/** The log of one replica as a file. */
export const ledgerFile = (dataDir: string, replica: string): string =>
  join(dataDir, 'ledger', `${replica}.sqlite`);

/** How long a write waits for another process that holds the file, in milliseconds: nothing else runs meanwhile. */
const PATIENCE_MS = 500;

/** Opens the file of a log to write it, making it where there is none. */
export function openSqliteStore(file: string): LedgerStore {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  return createSqliteStore(new Database(file, { timeout: PATIENCE_MS }));
}

/** Opens the file of a log to read it, beside the gateway that may be writing it. */
export const readSqliteStore = (file: string): LedgerStore =>
  storeOn(new Database(file, { readonly: true, fileMustExist: true }));

/**
 * A log in an open SQLite database. With a write-ahead log and `synchronous=FULL` a commit returns once its pages are
 * on the disk, and a process killed in the middle of one leaves no trace of it.
 */
export function createSqliteStore(database: Handle): LedgerStore {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  for (const table of TABLES)
    database.exec(createTable(table, TYPE_WORDS) + (CLUSTERED.has(table) ? ' WITHOUT ROWID' : ''));
  return storeOn(database);
}

const TYPE_WORDS = { bigint: 'INTEGER', bytea: 'BLOB', text: 'TEXT' };
/** Tables that are nothing but their key: SQLite need not keep them twice. */
const CLUSTERED: ReadonlySet<Table> = new Set<Table>(['hash', 'subject', 'owner']);

/** So many rows go into a table with one statement: to run one costs half of what it costs to insert a row. */
const AT_ONCE = 10;

const INSERTS = new Map(
  TABLES.map((table) => {
    const columns = Object.keys(COLUMNS[table]);
    const into = `INSERT INTO "${table}" ("${columns.join('", "')}") VALUES `;
    const row = `(${columns.map(() => '?').join(', ')})`;
    const end = onConflict(table);
    return [
      table,
      { columns, one: into + row + end, many: into + Array(AT_ONCE).fill(row).join(', ') + end },
    ];
  }),
);

function storeOn(database: Handle): LedgerStore {
  const prepared = new Map<string, Statement>();
  const prepare = (sql: string): Statement => {
    const statement = prepared.get(sql) ?? database.prepare(sql);
    prepared.set(sql, statement);
    return statement;
  };

  const prepareToRead = (sql: string): Statement => {
    try {
      return prepare(sql);
    } catch (error) {
      if (!/no such table: agencies/.test((error as Error).message)) throw error;
      return database.prepare(whereEntriesAreWhole(sql));
    }
  };

  function insert(group: Group): void {
    const { follows } = group;
    if (follows !== null) {
      const { size, note } = follows;
      const gone = prepare('DELETE FROM checkpoint WHERE size = ? AND note = ? AND kept = 0').run(size, note);
      if (
        gone.changes === 0 &&
        !prepare('SELECT 1 FROM checkpoint WHERE size = ? AND note = ?').get(size, note)
      )
        throw new Error('The log does not hold the checkpoint that this group follows.');
    }
    const rows = rowsOf(group);
    for (const [table, { columns, one, many }] of INSERTS)
      for (let first = 0; first < rows[table].length;) {
        const next = first + AT_ONCE <= rows[table].length ? first + AT_ONCE : first + 1;
        const values: unknown[] = [];
        for (; first < next; first += 1)
          for (const column of columns) values.push(rows[table][first]![column]);
        prepare(values.length > columns.length ? many : one).run(values);
      }
  }

  return {
    rows: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
      prepareToRead(sql).all(
        Object.fromEntries(parameters.map((value, index) => [index + 1, value])),
      ) as Row[],

    write: async (group) => {
      prepare('BEGIN IMMEDIATE').run();
      try {
        insert(group);
        prepare('COMMIT').run();
      } catch (error) {
        if (database.inTransaction) prepare('ROLLBACK').run();
        throw error;
      }
    },

    firstAbsent: async (table, rows) => {
      const columns = Object.keys(COLUMNS[table]) as (keyof (typeof rows)[number])[];
      const same = columns.map((column) => `"${String(column)}" = ?`).join(' AND ');
      const find = prepare(`SELECT 1 FROM "${table}" WHERE ${same}`);
      return rows.find((row) => find.get(columns.map((column) => row[column])) === undefined) ?? null;
    },

    close: async () => database.close(),
  };
}
