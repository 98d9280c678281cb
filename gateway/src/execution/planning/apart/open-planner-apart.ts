import { buildASTSchema, print } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { RequestRefused } from '@lienthong/shared/errors';
import { parseDocument } from '@lienthong/shared/graphql/parse-document';
import type { Logger } from '@lienthong/shared/log';
import type { OpenPlanner, Step } from '../plan.ts';
import { TooManyWays } from '../too-many-ways.ts';
import { PlannerBusy, PlannerNotStarted, PlannerUnavailable, PlanningTooLong } from './errors.ts';
import type { Question } from './messages.ts';
import {
  PlannerEnded,
  startPlannerProcess,
  type PlannerProcess,
  type ProcessOptions,
} from './planner-process.ts';
import { createTurns } from './turns.ts';

export interface ApartOptions extends ProcessOptions {
  /** How long one operation may take, and how long it may wait for those before it (milliseconds). */
  readonly mostMs: number;
  readonly log: Logger;
  /** Hears of each end that nobody wanted. */
  readonly onEnd?: (why: 'late' | 'fault') => void;
}

/** To start and to read a supergraph takes a second or two. */
const START_MS = 60_000;
/** What the planner ended over is not given to it again so soon. */
const REFUSED_FOR_MS = 60_000;
const REFUSED_AT_MOST = 1_000;

/**
 * A planner in a process of its own, which is ended where one operation takes too much of its time or memory, and started
 * again. Whatever has been planned goes on meanwhile. Rejects where the supergraph does not work.
 */
export async function openPlannerApart(supergraphSdl: string, options: ApartOptions): Promise<OpenPlanner> {
  const { mostMs, log, onEnd = () => {} } = options;
  const refused = new LRUCache<string, () => RequestRefused>({ max: REFUSED_AT_MOST, ttl: REFUSED_FOR_MS });
  const inTurn = createTurns(mostMs, () => new PlannerBusy(mostMs));
  let closed = false;
  let current = open();
  const { apiSchema, labels } = await current.opened.catch((error: unknown) => {
    throw error instanceof PlannerEnded ? new PlannerNotStarted(error) : error;
  });

  function open() {
    const planner = startPlannerProcess(options);
    const opened = read(planner);
    void opened.then(
      () => planner.ended.then(onEnded),
      () => planner.end(),
    );
    return { planner, opened };
  }

  async function read(planner: PlannerProcess) {
    const answer = await planner.ask({ supergraphSdl }, START_MS);
    if ('unusable' in answer) throw new Error(answer.unusable);
    return answer;
  }

  function onEnded(error: PlannerEnded): void {
    if (closed) return;
    const why = error.late ? 'late' : 'fault';
    log.error({ err: error, why }, 'the planner ended, and is started again');
    onEnd(why);
    openAgain();
  }

  function openAgain(): void {
    current = open();
    current.opened.catch((error: unknown) => log.error({ err: error }, 'the planner does not start'));
  }

  async function ready(): Promise<PlannerProcess> {
    try {
      await current.opened;
    } catch {
      // One that could not even begin is started when there is something to plan.
      openAgain();
      await current.opened.catch(() => {
        throw new PlannerUnavailable();
      });
    }
    return current.planner;
  }

  async function planned(question: Question, key: string): Promise<Step | null> {
    const planner = await ready();
    const answer = await planner.ask(question, mostMs).catch((error: unknown) => {
      if (!(error instanceof PlannerEnded)) throw error;
      const refuse = () => (error.late ? new PlanningTooLong(mostMs) : new PlannerUnavailable());
      refused.set(key, refuse);
      throw refuse();
    });
    if ('tooManyWays' in answer) throw new TooManyWays();
    if ('fault' in answer)
      throw Object.assign(new Error('The planner has no plan.'), { stack: answer.fault });
    return answer.step;
  }

  return {
    apiSchema: buildASTSchema(parseDocument(apiSchema, { noLocation: true }), { assumeValidSDL: true }),
    labels,
    plan: async (document, labelsOn = new Set()) => {
      const question = { document: print(document), labelsOn: [...labelsOn] };
      const key = JSON.stringify(question);
      const refuse = refused.get(key);
      if (refuse) throw refuse();
      return inTurn(() => planned(question, key));
    },
    close: async () => {
      closed = true;
      await current.planner.end();
    },
  };
}
