import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { agreementsInForce, followOwnAgreements } from '@lienthong/shared/agreements/own-agreements';
import { replay } from '@lienthong/shared/agreements/agreement-change';
import { OutboxEntry } from '@lienthong/shared/changes/outbox-entry';
import type { Change } from '@lienthong/shared/changes/changes';
import fc from 'fast-check';
import { silent } from '../support/log.ts';
import { eventually } from './eventually.ts';
import type { Owner } from './owner.ts';

/** What a change feed promises, on whichever database. */
export function keepsAFeed(open: () => Promise<Owner>): void {
  let at: Owner;
  beforeEach(async () => {
    at = await open();
  });
  afterEach(() => at.close());
  const note = (payload: unknown): Promise<number> => at.feed.record((_, append) => append('note', payload));

  it('numbers changes from 1 without a gap, however many are made at once and whichever of them fail', async () => {
    const made = await Promise.allSettled(
      Array.from({ length: 60 }, (_, index) =>
        at.feed.record(async (_manager, append) => {
          const number = await append('note', index);
          if (index % 3 === 0) throw new Error('thought better of it');
          return number;
        }),
      ),
    );
    const numbers = made.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
    const { changes, last } = await at.feed.read(0);
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    expect([changes.map(({ number }) => number), last]).toEqual([numbers, 40]);
    expect(changes.some(({ payload }) => Number(payload) % 3 === 0)).toBe(false);
  });

  it('never tells of what is not committed', async () => {
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let appended = (): void => {};
    const waiting = new Promise<void>((resolve) => (appended = resolve));
    const failing = at.feed.record(async (_, append) => {
      await append('note', 'uncommitted');
      appended();
      await held;
      throw new Error('thought better of it');
    });
    await waiting;
    const reading = at.feed.read(0);
    letGo();
    await expect(failing).rejects.toThrow('thought better of it');
    expect(await reading).toEqual({ changes: [], last: 0 });
  });

  it('goes on from any number, page by page', async () => {
    await at.feed.record(async (_, append) => {
      for (let index = 1; index <= 1_200; index += 1) await append('note', index);
    });
    const first = await at.feed.read(0);
    const second = await at.feed.read(500);
    expect([first.changes.length, first.changes[0]!.number, first.last]).toEqual([500, 1, 1_200]);
    expect([second.changes[0]!.number, (await at.feed.read(1_199)).changes.length]).toEqual([501, 1]);
    expect(await at.feed.read(1_200)).toEqual({ changes: [], last: 1_200 });
  });

  it('wakes who waits as soon as something is there', async () => {
    const waiting = at.feed.wait(0, 10_000);
    const begun = performance.now();
    await note('news');
    expect((await waiting).changes.map(({ payload }) => payload)).toEqual(['news']);
    expect(performance.now() - begun).toBeLessThan(900);
  });

  it('answers empty when the time is over, or when told to stop, or to who is ahead of it', async () => {
    expect(await at.feed.wait(0, 30)).toEqual({ changes: [], last: 0 });
    const stop = new AbortController();
    const waiting = at.feed.wait(0, 60_000, stop.signal);
    stop.abort();
    expect(await waiting).toEqual({ changes: [], last: 0 });
    expect(await at.feed.wait(7, 60_000)).toEqual({ changes: [], last: 0 });
  });

  it('keeps an owner’s own agreements current: what is in the table is what it decides by', async () => {
    const early = await at.agree();
    let told = 0;
    const own = await followOwnAgreements(at.feed, () => (told += 1), silent);
    try {
      expect(own.grants().map(({ id }) => id)).toEqual([early.id]);
      await at.take(early.id, 'SUSPEND');
      await eventually(() => expect(own.grants().map(({ status }) => status)).toEqual(['SUSPENDED']));
      expect(told).toBeGreaterThan(0);
    } finally {
      await own.stop();
    }
  });

  it('starts an owner’s own agreements over when its database was put back', async () => {
    await at.agree();
    const own = await followOwnAgreements(at.feed, () => {}, silent);
    try {
      await at.database.getRepository(OutboxEntry).clear();
      await note('the first of another history');
      await eventually(() => expect(own.grants()).toEqual([]));
    } finally {
      await own.stop();
    }
  });

  it('replays to the same agreements from any number, and again from any earlier one', async () => {
    const choice = fc.array(fc.record({ which: fc.nat(3), what: fc.nat(6) }), { maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(choice, fc.nat(), fc.nat(), async (choices, cut, back) => {
        const before = (await at.feed.read(0)).last;
        const asked = await Promise.all([at.ask(), at.ask(), at.ask(), at.ask()]);
        for (const { which, what } of choices)
          await at.take(asked[which]!.id, STEPS[what]!).catch(() => null);
        const all: Change[] = [];
        for (let last = -1; all.length !== last;) {
          last = all.length;
          all.push(...(await at.feed.read(last)).changes);
        }
        const middle = before + (cut % (all.length - before + 1));
        const again = back % (middle + 1);
        const resumed = replay(all.slice(again), replay(all.slice(0, middle)));
        const byId = [...resumed.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
        expect(byId).toEqual(await agreementsInForce(at.database));
      }),
      { numRuns: 15 },
    );
  });
}

const STEPS = ['APPROVE', 'COUNTERSIGN', 'SUSPEND', 'RESUME', 'REVOKE', 'REFUSE', 'COUNTERSIGN'] as const;
