import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createFeedClient, type FeedClient } from '@lienthong/gateway/agreements/ask-for-changes';
import {
  followAgreements,
  type FollowedAgreements,
  type FollowOptions,
} from '@lienthong/gateway/agreements/follow-agreements';
import { compile } from '@lienthong/shared/policy/compile';
import { decide } from '@lienthong/shared/policy/decide';
import type { Caller, Grant } from '@lienthong/shared/policy/types';
import { temporaryFolder, type TemporaryFolder } from '../support/folder.ts';
import { keptLog, silent } from '../support/log.ts';
import { eventually } from './eventually.ts';
import { serveFeed, type FeedServer } from './feed-server.ts';
import { DAY, NOON } from './owner.ts';
import { classes, rulesWith } from './rules.ts';

const caller: Caller = {
  kind: 'agency',
  agency: 'mps',
  purpose: 'birth-registration',
  procedure: '1.001193',
  case: { id: 'case-1', subjects: ['000000000001'] },
};
const statuses = ({ grants }: FollowedAgreements): string[] => grants().map(({ status }) => status);

describe('Over HTTP, a gateway', () => {
  let folder: TemporaryFolder;
  let server: FeedServer;
  let client: FeedClient;
  const running: FollowedAgreements[] = [];
  beforeEach(async () => {
    folder = temporaryFolder();
    server = await serveFeed(folder.path);
    client = createFeedClient({ seal: async (agency) => `sealed for ${agency}`, maxAnswerBytes: 1_000_000 });
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((each) => each.stop()));
    await client.close();
    await server.stop();
    folder.remove();
  });
  const follow = (options: Partial<FollowOptions> = {}): FollowedAgreements => {
    const agencies = [{ name: 'moj', url: server.url }];
    const following = followAgreements({
      agencies,
      ask: client.ask,
      onChange: () => {},
      log: silent,
      ...options,
    });
    running.push(following);
    return following;
  };

  it('feels each step of an agreement within a second, and so does every other gateway', async () => {
    const gateways = [follow(), follow()];
    const { id } = await server.owner.agree();
    const steps = [
      [() => Promise.resolve(), 'ACTIVE'],
      [() => server.owner.take(id, 'SUSPEND'), 'SUSPENDED'],
      [() => server.owner.take(id, 'RESUME'), 'ACTIVE'],
      [() => server.owner.take(id, 'REVOKE'), 'REVOKED'],
    ] as const;
    for (const [step, status] of steps) {
      await step();
      for (const gateway of gateways) await eventually(() => expect(statuses(gateway)).toEqual([status]));
    }
  });

  it('decides by it: what was refused is given a moment after the centre has countersigned', async () => {
    let grants: readonly Grant[] = [];
    const gateway: FollowedAgreements = follow({ onChange: () => (grants = gateway.grants()) });
    const outcome = (): string => {
      const rules = compile(rulesWith(grants), classes);
      const verdict = decide({ caller, coordinates: ['BirthRegistration.number'] }, rules, NOON).refusals[0];
      return verdict?.reason ?? 'given';
    };
    const { id } = await server.owner.ask();
    await server.owner.take(id, 'APPROVE');
    expect(outcome()).toBe('NO_GRANT');
    await server.owner.take(id, 'COUNTERSIGN');
    await eventually(() => expect(outcome()).toBe('given'));
    await server.owner.take(id, 'SUSPEND');
    await eventually(() => expect(outcome()).toBe('SUSPENDED'));
  });

  it('that starts later, or again, knows all that was ever agreed', async () => {
    await server.owner.agree();
    const { id } = await server.owner.agree();
    await server.owner.take(id, 'REVOKE');
    const late = follow();
    await late.firstRound;
    expect(statuses(late).sort()).toEqual(['ACTIVE', 'REVOKED']);
  });

  it('goes on where it stopped when the owner was away, and loses nothing', async () => {
    const first = await server.owner.agree();
    const { log, lines } = keptLog();
    const gateway = follow({ log });
    await eventually(() => expect(statuses(gateway)).toEqual(['ACTIVE']));
    const { port } = server;
    await server.stop();
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(statuses(gateway)).toEqual(['ACTIVE']);

    server = await serveFeed(folder.path, port);
    await server.owner.take(first.id, 'SUSPEND');
    const second = await server.owner.agree();
    await eventually(() => expect(statuses(gateway).sort()).toEqual(['ACTIVE', 'SUSPENDED']));
    expect(gateway.grants().map(({ id }) => id)).toEqual([first.id, second.id]);
    const said = lines.map(({ msg }) => msg);
    expect(said.filter((msg) => msg === 'its agreements cannot be followed').length).toBe(1);
    expect(said.at(-1)).toBe('its agreements are followed again');
  });

  it('starts over with an owner whose database was put back', async () => {
    await server.owner.agree();
    await server.owner.agree();
    const gateway = follow();
    await eventually(() => expect(statuses(gateway).length).toBe(2));
    const { port } = server;
    await server.stop();
    for (const end of ['', '-wal', '-shm', '-journal'])
      rmSync(join(folder.path, `moj.sqlite${end}`), { force: true });
    server = await serveFeed(folder.path, port);
    const { id } = await server.owner.agree();
    await eventually(() => expect(gateway.grants().map((grant) => grant.id)).toEqual([id]));
  });

  it('whose seal is refused hears nothing, says so once, and stops when told to', async () => {
    const { log, lines } = keptLog();
    const stranger = createFeedClient({ seal: async () => 'forged', maxAnswerBytes: 1_000_000 });
    const gateway = follow({ ask: stranger.ask, log });
    await gateway.firstRound;
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect([gateway.heardAt('moj'), gateway.grants(), lines.map(({ level }) => level)]).toEqual([
      -Infinity,
      [],
      ['warn'],
    ]);
    await stranger.close();
  });

  it('stops at once although polls wait', async () => {
    const gateway = follow();
    await gateway.firstRound;
    const begun = performance.now();
    await gateway.stop();
    expect(performance.now() - begun).toBeLessThan(500);
  });
});

const grant: Grant = {
  id: 'moj-mps-1',
  provider: 'moj',
  grantee: 'mps',
  purpose: 'birth-registration',
  basis: ['D278/2025 Art 4(2)'],
  fields: ['BirthRegistration.number'],
  rows: 'case',
  mask: {},
  quota: null,
  conditions: [],
  validFrom: '2026-01-01',
  validTo: null,
  status: 'ACTIVE',
  riskAssessedUntil: null,
};
const change = (number: number, said: object = {}, kind = 'agreement') => ({
  number,
  at: '2026-11-02T05:00:00.000Z',
  kind,
  payload: { id: 'moj-mps-1', status: 'ACTIVE', grant: { ...grant, ...said } },
});

/** An agency that answers what a test says, once, and then nothing new. */
function followSaid(answers: unknown[], options: Partial<FollowOptions> = {}): FollowedAgreements {
  return followAgreements({
    agencies: [{ name: 'moj', url: 'http://127.0.0.1/graphql' }],
    ask: async (_, after, _wait, signal) => {
      if (answers.length > 0) return answers.shift();
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, 50);
        signal.addEventListener('abort', () => {
          clearTimeout(timer);
          resolve(null);
        });
      });
      return { changes: [], last: after };
    },
    onChange: () => {},
    log: silent,
    ...options,
  });
}

describe('A feed that cannot be trusted is not taken in:', () => {
  it.each([
    ['no feed at all', 'hello'],
    ['a number that is none', { changes: [{ ...change(1), number: 'one' }], last: 1 }],
    ['a member nobody knows', { changes: [change(1)], last: 1, more: true }],
    ['a gap', { changes: [change(1), change(3)], last: 3 }],
    ['a beginning in the middle', { changes: [change(2)], last: 2 }],
    ['more than there is', { changes: [change(1), change(2)], last: 1 }],
    ['a grant of another’s data', { changes: [change(1, { provider: 'mof' })], last: 1 }],
    ['a limit nobody knows', { changes: [change(1, { onlyOnSundays: true })], last: 1 }],
    ['a scope nobody knows', { changes: [change(1, { rows: 'everything' })], last: 1 }],
    ['a status nobody knows', { changes: [change(1, { status: 'PERHAPS' })], last: 1 }],
  ])('%s', async (_, answer) => {
    const { log, lines } = keptLog();
    const gateway = followSaid([answer], { log });
    try {
      await gateway.firstRound;
      expect([gateway.grants(), gateway.heardAt('moj'), lines.map(({ level }) => level)]).toEqual([
        [],
        -Infinity,
        ['warn'],
      ]);
    } finally {
      await gateway.stop();
    }
  });

  it('and what it says afterwards is', async () => {
    const gateway = followSaid(['hello', { changes: [change(1)], last: 1 }]);
    await eventually(() => expect(statuses(gateway)).toEqual(['ACTIVE']));
    await gateway.stop();
  });

  it('but kinds of change that are none of its business are passed over', async () => {
    const gateway = followSaid([{ changes: [change(1, {}, 'record'), change(2)], last: 2 }]);
    await eventually(() => expect(gateway.grants()).toEqual([grant]));
    await gateway.stop();
  });
});

it('What an agency has not confirmed for a minute decides nothing until it is heard again', async () => {
  let now = 0;
  let away = false;
  let told = 0;
  const answers: unknown[] = [{ changes: [change(1)], last: 1 }];
  const gateway = followAgreements({
    agencies: [{ name: 'moj', url: 'http://127.0.0.1/graphql' }],
    ask: async (_, after) => {
      if (away) throw new Error('away');
      await new Promise((resolve) => setTimeout(resolve, 20));
      return answers.shift() ?? { changes: [], last: after };
    },
    onChange: () => (told += 1),
    log: silent,
    now: () => now,
  });
  const reason = () => {
    const rules = compile(rulesWith(gateway.grants()), classes);
    return decide({ caller, coordinates: grant.fields }, rules, NOON + DAY).refusals.map(
      (each) => each.reason,
    );
  };
  try {
    await eventually(() => expect(reason()).toEqual([]));
    away = true;
    await new Promise((resolve) => setTimeout(resolve, 100));
    now = 60_001;
    await eventually(() => expect(reason()).toEqual(['RULESET_STALE']), 2_000);
    away = false;
    await eventually(() => expect(reason()).toEqual([]));
    expect(told).toBe(3);
  } finally {
    await gateway.stop();
  }
});
