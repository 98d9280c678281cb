import { In, type DataSource } from 'typeorm';
import type { ChangeFeed } from '../changes/change-feed.ts';
import type { Logger } from '../log.ts';
import { GRANT_STATUSES, type Grant } from '../policy/types.ts';
import { grantOf, replay, type Grants } from './agreement-change.ts';
import { Agreement } from './entities.ts';

/** The agreements of a database that are or were in force, as grants. */
export async function agreementsInForce(database: DataSource): Promise<Grant[]> {
  const rows = await database.getRepository(Agreement).find({
    where: { status: In([...GRANT_STATUSES]) },
    order: { id: 'ASC' },
  });
  return rows.map((row) => grantOf(row)!);
}

/** An owner's own agreements, kept at hand: deciding by them reads no table. */
export interface OwnAgreements {
  readonly grants: () => readonly Grant[];
  stop(): Promise<void>;
}

const WAIT_MS = 20_000;
const AGAIN_MS = 200;

/** Keeps an owner's agreements current by its own feed. All that holds now is known when it returns. */
export async function followOwnAgreements(
  feed: ChangeFeed,
  onChange: () => void,
  log: Logger,
): Promise<OwnAgreements> {
  const stopping = new AbortController();
  let grants: Grants = new Map();
  let list: readonly Grant[] = [];
  let last = 0;

  async function take(waitMs: number): Promise<boolean> {
    const found = await feed.wait(last, waitMs, stopping.signal);
    if (found.last < last) {
      // The database was put back: what it no longer tells of never was.
      log.warn({ heard: last, last: found.last }, 'the outbox is behind what it said: read anew');
      [grants, list, last] = [new Map(), [], 0];
      return true;
    }
    if (found.changes.length === 0) return false;
    grants = replay(found.changes, grants);
    list = [...grants.values()];
    last = found.changes.at(-1)!.number;
    return true;
  }

  while (await take(0));
  const following = (async () => {
    while (!stopping.signal.aborted) {
      try {
        if (await take(WAIT_MS)) onChange();
      } catch (error) {
        if (stopping.signal.aborted) return;
        log.error({ err: error }, 'the outbox could not be read');
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  })();

  return {
    grants: () => list,
    stop: async () => {
      stopping.abort();
      await following;
    },
  };
}
