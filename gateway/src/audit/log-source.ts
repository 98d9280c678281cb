import { createReadStream, existsSync, readdirSync, readSync, openSync, closeSync } from 'node:fs';
import { basename, join } from 'node:path';
import { StartError } from '@lienthong/shared/errors';
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

/** Opens a file, whichever kind it is. */
export function openLogFile(file: string): LogSource {
  if (!existsSync(file)) throw new NoSuchLog(file);
  if (isSqlite(file)) return ofStore(basename(file), readSqliteStore(file));
  const items = () =>
    readLines(createReadStream(file, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>);
  return { name: basename(file), store: null, items, close: async () => {} };
}

/** Opens the logs of all replicas of a deployment: files under its data folder, schemas in its database. */
export async function openLogsOf(dataDir: string, databaseUrl?: string): Promise<LogSource[]> {
  const folder = join(dataDir, 'ledger');
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.sqlite')) : [];
  const schemas = databaseUrl === undefined ? [] : await listLedgerSchemas(databaseUrl);
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
