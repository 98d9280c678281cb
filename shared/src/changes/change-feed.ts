import { Between, type DataSource, type EntityManager } from 'typeorm';
import type { Changes } from './changes.ts';
import { inLine } from './in-line.ts';
import { OutboxEntry } from './outbox-entry.ts';

/** Writes a change into the outbox and says its number. */
export type Append = (kind: string, payload: unknown) => Promise<number>;

/** The numbered changes of one database: written with what they tell of, read from any number on. */
export interface ChangeFeed {
  /** Runs `work` in a transaction of its own, after every other; what it appends is there if and only if it commits. */
  record<T>(work: (manager: EntityManager, append: Append) => Promise<T>): Promise<T>;
  /** The changes after a number. */
  read(after: number): Promise<Changes>;
  /** The same, but where there is none yet, waits for one: until it comes, the time is over or `signal` says so. */
  wait(after: number, ms: number, signal?: AbortSignal): Promise<Changes>;
}

const PAGE = 500;
/** How often another replica's changes are looked for. */
const POLL_MS = 200;

/**
 * Opens the feed of a database: one for each, as SQLite's single connection knows only one transaction at a time. With
 * PostgreSQL several replicas may write: each sees the others' changes within {@link POLL_MS}.
 */
export function createChangeFeed(database: DataSource, now: () => number = Date.now): ChangeFeed {
  const postgres = database.options.type === 'postgres';
  const queue = inLine();
  const sleepers = new Set<() => void>();
  let heard = 0;

  // Waits its turn too: on SQLite's one connection it would see what a transaction has not yet committed.
  const read = (after: number): Promise<Changes> =>
    queue(async () => {
      const entries = database.getRepository(OutboxEntry);
      const last = (await entries.maximum('number')) ?? 0;
      const changes =
        after < last
          ? await entries.find({
              where: { number: Between(after + 1, last) },
              order: { number: 'ASC' },
              take: PAGE,
            })
          : [];
      return { changes, last };
    });

  return {
    record: async (work) => {
      const result = await queue(() =>
        database.transaction(async (manager) => {
          // Held until the commit: the order of numbers is the order of commits, and no number is taken twice.
          if (postgres) {
            const { tablePath } = manager.getRepository(OutboxEntry).metadata;
            await manager.query(`LOCK TABLE ${quoted(tablePath)} IN EXCLUSIVE MODE`);
          }
          let last = (await manager.getRepository(OutboxEntry).maximum('number')) ?? 0;
          return work(manager, async (kind, payload) => {
            last += 1;
            const at = new Date(now()).toISOString();
            await manager.insert(OutboxEntry, { number: last, at, kind, payload: payload as object });
            return last;
          });
        }),
      );
      heard += 1;
      for (const wake of [...sleepers]) wake();
      return result;
    },

    read,

    wait: async (after, ms, signal) => {
      const end = performance.now() + ms;
      for (;;) {
        const before = heard;
        const found = await read(after);
        const left = end - performance.now();
        if (found.last !== after || left <= 0 || signal?.aborted) return found;
        // What was recorded while it read has woken nobody here.
        if (heard === before) await sleep(postgres ? Math.min(left, POLL_MS) : left, signal);
      }
    },
  };

  /** Until something is recorded here, the time is over or `signal` says so. */
  function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        sleepers.delete(wake);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      sleepers.add(wake);
      signal?.addEventListener('abort', wake);
    });
  }
}

const quoted = (path: string): string =>
  path
    .split('.')
    .map((part) => `"${part}"`)
    .join('.');
