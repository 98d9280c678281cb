import { setMaxListeners } from 'node:events';
import { replay, type Grants } from '@lienthong/shared/agreements/agreement-change';
import { changesAnswer, type Changes } from '@lienthong/shared/changes/changes';
import type { Logger } from '@lienthong/shared/log';
import type { Grant, GrantStatus } from '@lienthong/shared/policy/types';
import { FeedUnreadable } from './feed-unreadable.ts';

export interface FollowedAgency {
  readonly name: string;
  /** Where its GraphQL is asked for. */
  readonly url: string;
}

/** Asks an agency for its changes after a number, waiting up to `waitMs` for one. What it answers is not yet trusted. */
export type AskForChanges = (
  agency: FollowedAgency,
  after: number,
  waitMs: number,
  signal: AbortSignal,
) => Promise<unknown>;

export interface FollowOptions {
  readonly agencies: readonly FollowedAgency[];
  readonly ask: AskForChanges;
  /** Called when {@link FollowedAgreements.grants} would answer otherwise than before. */
  readonly onChange: () => void;
  readonly log: Logger;
  readonly now?: () => number;
  readonly waitMs?: number;
  /** How long an agency may go unheard before what was agreed with it counts no longer. */
  readonly staleAfterMs?: number;
}

export interface FollowedAgreements {
  /** The agreements made at run time, of all agencies. */
  readonly grants: () => readonly Grant[];
  /** When an agency was last heard (milliseconds); -Infinity: never. */
  readonly heardAt: (agency: string) => number;
  /** Resolves once all that every agency had to say is known, or that it does not answer. */
  readonly firstRound: Promise<void>;
  stop(): Promise<void>;
}

interface Followed {
  readonly agency: FollowedAgency;
  last: number;
  grants: Grants;
  heardAt: number;
  stale: boolean;
  failing: boolean;
}

/** No status of a grant that rules know: what cannot be confirmed any more is refused as RULESET_STALE. */
const UNCONFIRMED = 'UNCONFIRMED' as GrantStatus;
const AGAIN_MS = { atLeast: 100, atMost: 500 };
const LOOK_MS = 1_000;

/**
 * Follows the change feeds of all agencies from their beginning, so that a gateway needs no memory: of each agreement
 * the last that was said holds. An agency that does not answer is asked again within {@link AGAIN_MS}, from where it
 * stopped.
 */
export function followAgreements(options: FollowOptions): FollowedAgreements {
  const { ask, onChange, log, now = Date.now, waitMs = 20_000, staleAfterMs = 60_000 } = options;
  const stopping = new AbortController();
  // One for each agency: no leak.
  setMaxListeners(0, stopping.signal);
  const followed = options.agencies.map((agency): Followed => ({
    agency,
    last: 0,
    grants: new Map(),
    heardAt: -Infinity,
    stale: false,
    failing: false,
  }));
  let list: readonly Grant[] = [];

  function tellChange(): void {
    list = followed.flatMap(({ grants, stale }) =>
      [...grants.values()].map((grant) => (stale ? { ...grant, status: UNCONFIRMED } : grant)),
    );
    onChange();
  }

  /** Asks once and takes in what was said. Returns whether that was all there is. */
  async function hear(of: Followed): Promise<boolean> {
    const { changes, last } = read(await askOnce(of), of);
    const putBack = last < of.last;
    if (putBack) {
      log.warn(
        { agency: of.agency.name, heard: of.last, last },
        'the feed is behind what it said: followed anew',
      );
      of.last = 0;
      of.grants = new Map();
    } else if (changes.length > 0) {
      of.grants = grantsIn(changes, of);
      of.last = changes.at(-1)!.number;
    }
    const news = putBack || changes.length > 0 || of.stale;
    of.heardAt = now();
    of.stale = false;
    if (news) tellChange();
    return of.last === last;
  }

  /** A connection that died silently must not hold a feed up for ever. */
  async function askOnce({ agency, last, heardAt, failing }: Followed): Promise<unknown> {
    // Whether it is there is told at once; only then it may take its time.
    const wait = heardAt === -Infinity || failing ? 0 : waitMs;
    const poll = new AbortController();
    const abort = (): void => poll.abort();
    const timer = setTimeout(abort, wait + 5_000);
    stopping.signal.addEventListener('abort', abort);
    try {
      return await ask(agency, last, wait, poll.signal);
    } finally {
      clearTimeout(timer);
      stopping.signal.removeEventListener('abort', abort);
    }
  }

  async function follow(of: Followed, asked: () => void): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const all = await hear(of);
        if (of.failing) log.info({ agency: of.agency.name }, 'its agreements are followed again');
        of.failing = false;
        if (all) asked();
      } catch (error) {
        asked();
        if (stopping.signal.aborted) break;
        // Once, not with every attempt: an agency may be away for days.
        if (!of.failing)
          log.warn({ err: error, agency: of.agency.name }, 'its agreements cannot be followed');
        of.failing = true;
        await pause(AGAIN_MS.atLeast + Math.random() * (AGAIN_MS.atMost - AGAIN_MS.atLeast), stopping.signal);
      }
    }
    asked();
  }

  function lookForStale(): void {
    const late = followed.filter(({ stale, heardAt }) => !stale && now() - heardAt > staleAfterMs);
    for (const of of late) of.stale = true;
    if (late.some(({ grants }) => grants.size > 0)) tellChange();
  }

  const looking = setInterval(lookForStale, LOOK_MS);
  looking.unref();
  const rounds: Promise<void>[] = [];
  const following = followed.map((of) => {
    let asked = (): void => {};
    rounds.push(new Promise((resolve) => (asked = resolve)));
    return follow(of, asked);
  });

  return {
    grants: () => list,
    heardAt: (name) => followed.find(({ agency }) => agency.name === name)?.heardAt ?? -Infinity,
    firstRound: Promise.all(rounds).then(() => {}),
    stop: async () => {
      clearInterval(looking);
      stopping.abort();
      await Promise.all(following);
    },
  };
}

/** An answer in the form of a feed, that goes on where the last one ended. */
function read(answer: unknown, { agency, last: heard }: Followed): Changes {
  const { success, data, error } = changesAnswer.safeParse(answer);
  if (!success) throw new FeedUnreadable(agency.name, error.issues[0]!.message);
  const { changes, last } = data;
  const gap = changes.findIndex(({ number }, index) => number !== heard + index + 1);
  if (gap >= 0) {
    throw new FeedUnreadable(
      agency.name,
      `change ${changes[gap]!.number} stands where ${heard + gap + 1} should`,
    );
  }
  if (changes.length > 0 && last < changes.at(-1)!.number) {
    throw new FeedUnreadable(agency.name, `it says more changes than the ${last} there are`);
  }
  return data;
}

/** What an agency says of its own data; it cannot speak for another. */
function grantsIn(changes: Changes['changes'], { agency: { name }, grants: before }: Followed): Grants {
  let grants: Grants;
  try {
    grants = replay(changes, before);
  } catch {
    throw new FeedUnreadable(name, 'an agreement in it is not in the form of one');
  }
  for (const { id, provider } of grants.values()) {
    if (provider !== name) throw new FeedUnreadable(name, `${id} is of the data of ${provider}`);
  }
  return grants;
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
