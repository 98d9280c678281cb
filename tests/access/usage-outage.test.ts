import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { openUsageCounter } from '@lienthong/shared/access/open-usage-counter';
import { openRedisUsage } from '@lienthong/shared/access/redis-usage';
import {
  QuotaUnavailable,
  type UsageCounter,
  type UsageQuestion,
} from '@lienthong/shared/access/usage-counter';
import { keptLog } from '../support/log.ts';
import { describeWithRedisServer, redisServer, tellRedis, type RedisServer } from '../support/redis.ts';
import { people, questionsTo, rules, said } from './usage-questions.ts';

describeWithRedisServer('While Redis is away', () => {
  let server: RedisServer;
  let counter: UsageCounter | undefined;
  beforeEach(async () => {
    server = await redisServer();
  });
  afterEach(async () => {
    await counter?.close();
    await server.remove();
  });

  const oneADay = { distinctSubjects: 1, per: 'day' } as const;
  const ask = async (change: Partial<UsageQuestion>): Promise<unknown> =>
    said(await counter!.count(questionsTo('moh')({ quota: oneADay, ...change })));

  it('what must be counted is refused at once, and the error names nobody', async () => {
    counter = await openUsageCounter({ ...rules, redisUrl: server.url });
    const started = Date.now();
    const error = await counter
      .count(questionsTo('moh')({ sensitive: true, subjects: people(1, 3) }))
      .catch((e: unknown) => e);
    expect(Date.now() - started).toBeLessThan(1000);
    expect(error).toBeInstanceOf(QuotaUnavailable);
    expect(error).toMatchObject({
      code: 'QUOTA_UNAVAILABLE',
      status: 503,
      extensions: { code: 'QUOTA_UNAVAILABLE' },
    });
    expect(JSON.stringify(error) + (error as QuotaUnavailable).reason).not.toMatch(/001085|127\.0\.0\.1/);
  });

  it('what needs no counting passes', async () => {
    counter = await openUsageCounter({ ...rules, redisUrl: server.url });
    expect(await ask({ quota: null, subjects: ['a'] })).toEqual({});
  });

  it('it is looked for until it is there, and counting goes on where it was', async () => {
    const { log, lines } = keptLog();
    counter = await openRedisUsage({ ...rules, url: server.url, log });
    await expect(ask({ subjects: ['a'] })).rejects.toThrow(QuotaUnavailable);
    for (let times = 0; times < 2; times += 1) {
      await server.start();
      await until(() => ask({ subjects: ['a'] }));
      expect(await ask({ subjects: ['b'] })).toEqual({ b: 'QUOTA_EXCEEDED' });
      await server.stop();
      await expect(ask({ subjects: ['a'] })).rejects.toThrow(QuotaUnavailable);
    }
    expect(lines.map(({ level }) => level)).toEqual(['warn', 'info', 'warn', 'info', 'warn']);
  });

  it('a question on its way when it stops is refused, not left waiting', async () => {
    await server.start();
    counter = await openUsageCounter({ ...rules, redisUrl: server.url });
    server.freeze();
    const refused = expect(ask({ subjects: ['a'] })).rejects.toThrow(QuotaUnavailable);
    await server.stop();
    await refused;
  });

  it('one that keeps its connections and says nothing makes nobody wait, and is asked again when it speaks', async () => {
    await server.start();
    counter = await openRedisUsage({ ...rules, url: server.url, patience: 200 });
    await ask({ subjects: ['a'] });
    server.freeze();
    const started = Date.now();
    await expect(Promise.all([ask({ subjects: ['a'] }), ask({ subjects: ['a'] })])).rejects.toThrow(
      QuotaUnavailable,
    );
    await expect(ask({ subjects: ['a'] })).rejects.toThrow(QuotaUnavailable);
    expect(Date.now() - started).toBeLessThan(2000);
    server.thaw();
    await until(() => ask({ subjects: ['a'] }));
    expect(await ask({ subjects: ['b'] })).toEqual({ b: 'QUOTA_EXCEEDED' });
  });

  it('one that says nothing from the start holds up no start', async () => {
    await server.start();
    server.freeze();
    const started = Date.now();
    counter = await openRedisUsage({ ...rules, url: server.url, patience: 200 });
    await expect(ask({ subjects: ['a'] })).rejects.toThrow(QuotaUnavailable);
    expect(Date.now() - started).toBeLessThan(2000);
    await delay(1000); // Until the connection that was never greeted has been given up.
    server.thaw();
    await until(() => ask({ subjects: ['a'] }));
  });

  it('a Redis that has forgotten the script is told it again', async () => {
    await server.start();
    counter = await openUsageCounter({ ...rules, redisUrl: server.url });
    await ask({ subjects: ['a'] });
    await tellRedis(server.url, 'SCRIPT', 'FLUSH');
    expect(await ask({ subjects: ['a', 'b'] })).toEqual({ b: 'QUOTA_EXCEEDED' });
  });

  it('one that is full counts nobody, and so lets nobody through', async () => {
    await server.start();
    counter = await openUsageCounter({ ...rules, redisUrl: server.url });
    await tellRedis(server.url, 'CONFIG', 'SET', 'maxmemory', '1');
    await expect(ask({ subjects: ['a'] })).rejects.toThrow(QuotaUnavailable);
    await tellRedis(server.url, 'CONFIG', 'SET', 'maxmemory', '0');
    expect(await ask({ subjects: ['b', 'a'] })).toEqual({ a: 'QUOTA_EXCEEDED' });
  });

  it('a closed counter refuses, and may be closed again', async () => {
    await server.start();
    const closed = await openUsageCounter({ ...rules, redisUrl: server.url });
    await closed.close();
    await closed.close();
    await expect(closed.count(questionsTo('moh')({ quota: oneADay, subjects: ['a'] }))).rejects.toThrow(
      QuotaUnavailable,
    );
  });
});

async function until(answered: () => Promise<unknown>): Promise<void> {
  while (
    await answered().then(
      () => false,
      (error) => error instanceof QuotaUnavailable,
    )
  )
    await delay(20);
}
