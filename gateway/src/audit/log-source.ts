import { createReadStream, existsSync, readdirSync, readSync, openSync, closeSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { namedServer, reasonOf, StartError } from '@lienthong/shared/errors';
import type { LedgerStore } from './ledger-store.ts';
import type { LogItems } from './log-item.ts';
import { readLines } from './log-lines.ts';
import { readLog } from './store/log-store.ts';
import { listLedgerSchemas, readPostgresStore } from './store/postgres-store.ts';
import { readSqliteStore } from './store/sqlite-store.ts';

/** A log that can be read: in the store of a gateway, or exported to a file of lines. */
export interface LogSource {
  readonly name: string;
  /** Null for an exported log. */
  readonly store: LedgerStore | null;
  readonly items: () => LogItems;
  readonly close: () => Promise<void>;
}

/** Opens a file, whichever kind it is. Throws {@link NoSuchLog} and {@link LogUnreadable}. */
export function openLogFile(file: string): LogSource {
  if (!existsSync(file)) throw new NoSuchLog(file);
  // A pipe gives its bytes once, and what kind of log they are is told by the first of them.
  if (!statSync(file).isFile()) throw new LogUnreadable(file, 'it is no regular file');
  let store: LedgerStore | null;
  try {
    store = isSqlite(file) ? readSqliteStore(file) : null;
  } catch (error) {
    throw new LogUnreadable(file, error);
  }
  if (store) return ofStore(basename(file), store);
  const items = () =>
    readLines(createReadStream(file, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>);
  return { name: basename(file), store: null, items, close: async () => {} };
}

/**
 * Opens the logs of all replicas of a deployment: files under its data folder, schemas in its database. Throws
 * {@link NoSuchLog} where there are none at all, and {@link LogUnreadable}.
 */
export async function openLogsOf(dataDir: string, databaseUrl?: string): Promise<LogSource[]> {
  const folder = join(dataDir, 'ledger');
  const files = filesIn(folder).filter((name) => name.endsWith('.sqlite'));
  const schemas = databaseUrl === undefined ? [] : await schemasIn(databaseUrl);
  if (files.length + schemas.length === 0) throw new NoSuchLog(folder);
  return [
    ...files.sort().map((name) => openLogFile(join(folder, name))),
    ...schemas.map((schema) => ofStore(schema, readPostgresStore(databaseUrl!, schema))),
  ];
}

/** There is no log where one was looked for. */
export class NoSuchLog extends StartError {
  constructor(place: string) {
    super(
      'NO_SUCH_LOG',
      `There is no log at ${place}. Name a file (.sqlite, or exported lines), or set DATA_DIR.`,
    );
  }
}

/** What stands where a log was looked for cannot be read as one: says which, and why. */
export class LogUnreadable extends StartError {
  constructor(log: string, why: unknown) {
    super('LOG_UNREADABLE', `${log} cannot be read as a log: ${reasonOf(why)}.`);
  }
}

function filesIn(folder: string): string[] {
  try {
    return existsSync(folder) ? readdirSync(folder) : [];
  } catch (error) {
    throw new LogUnreadable(folder, error);
  }
}

async function schemasIn(databaseUrl: string): Promise<readonly string[]> {
  try {
    return await listLedgerSchemas(databaseUrl);
  } catch (error) {
    throw new LogUnreadable(`The database ${namedServer(databaseUrl)}`, error);
  }
}

const ofStore = (name: string, store: LedgerStore): LogSource => ({
  name,
  store,
  items: () => readLog(store, { from: 0 }),
  close: () => store.close(),
});

const SQLITE_MAGIC = 'SQLite format 3\0';

function isSqlite(file: string): boolean {
  const head = Buffer.alloc(SQLITE_MAGIC.length);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, head, 0, head.length, 0);
  } finally {
    closeSync(descriptor);
  }
  return head.toString('latin1') === SQLITE_MAGIC;
}
