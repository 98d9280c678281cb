import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { LedgerStore } from './ledger-store.ts';
import { ledgerSchema, openPostgresReader } from './store/postgres-store.ts';
import { ledgerFile, readSqliteStore } from './store/sqlite-store.ts';

export interface AllLogs {
  /** The logs there are now: this replica's own, and those of every other it can reach. */
  readonly stores: () => Promise<readonly LedgerStore[]>;
  /** Closes those of the others. */
  close(): Promise<void>;
}

/** How long a list of logs counts, in milliseconds: replicas come and go. */
const LIST_FOR = 5_000;

/**
 * Reads the logs of all replicas beside one's own: whoever read about a citizen may have asked any of them. They lie in
 * one folder, or in one database.
 */
export function openAllLogs(
  own: LedgerStore,
  { dataDir, databaseUrl, replica }: { dataDir: string; databaseUrl?: string | undefined; replica: string },
): AllLogs {
  const ownFile = ledgerFile(dataDir, replica);
  const others = new Map<string, LedgerStore>();
  const database = databaseUrl === undefined ? null : openPostgresReader(databaseUrl);
  let listedAt = -Infinity;
  let listing: Promise<void> | undefined;

  async function list(): Promise<void> {
    const names = database
      ? (await database.schemas()).filter((schema) => schema !== ledgerSchema(replica))
      : filesIn(dirname(ownFile)).filter((file) => file !== basename(ownFile));
    for (const name of names)
      if (!others.has(name))
        others.set(name, database?.store(name) ?? readSqliteStore(join(dirname(ownFile), name)));
    listedAt = performance.now();
  }

  return {
    stores: async () => {
      // Whoever asks meanwhile waits for the same list: without one of the logs an answer would be short, and nobody would know.
      if (performance.now() - listedAt >= LIST_FOR)
        await (listing ??= list().finally(() => (listing = undefined)));
      return [own, ...others.values()];
    },
    close: async () => {
      await Promise.all([...others.values()].map((store) => store.close()));
      await database?.close();
    },
  };
}

const filesIn = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.sqlite')) : [];
