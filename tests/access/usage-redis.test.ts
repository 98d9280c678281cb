import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { openUsageCounter } from '@lienthong/shared/access/open-usage-counter';
import type { UsageCounter } from '@lienthong/shared/access/usage-counter';
import { contentsOfRedis, describeOnRedis, lifetimesInRedis, removeFromRedis } from '../support/redis.ts';
import { countsExactly } from './usage-contract.ts';
import { people, providerOfTest, questionsTo, rules, vietnamese } from './usage-questions.ts';

describeOnRedis('Usage counted in Redis', (url) => {
  countsExactly({
    open: (rules) => openUsageCounter({ ...rules, redisUrl: url }),
    remove: (provider) => removeFromRedis(url, provider),
  });
});

describeOnRedis('Replicas that share a Redis', (url) => {
  let replicas: UsageCounter[];
  let provider: string;
  beforeEach(async () => {
    provider = providerOfTest();
    const open = () => openUsageCounter({ ...rules, core: { sensitiveSubjects: 40 }, redisUrl: url });
    replicas = [await open(), await open()];
  });
  afterEach(async () => {
    await Promise.all(replicas.map((replica) => replica.close()));
    await removeFromRedis(url, provider);
  });

  it.each([
    ['people', { quota: { distinctSubjects: 40, per: 'day' } }],
    ['people of sensitive data', { sensitive: true }],
  ] as const)('let through exactly as many %s as may, however they are asked', async (_, change) => {
    // Fifty questions of five people each, of whom four are asked for by a neighbour too.
    const answers = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const question = questionsTo(provider)({ ...change, subjects: people(index * 2, index * 2 + 4) });
        const { refused } = await replicas[index % 2]!.count(question);
        return question.subjects.filter((subject) => !refused.has(subject));
      }),
    );
    expect(new Set(answers.flat()).size).toBe(40);
  });

  it('let through exactly as many requests as may', async () => {
    const quota = { requests: 20, per: 'hour' } as const;
    // Fifty requests that each ask both replicas.
    const questions = Array.from({ length: 50 }, () => questionsTo(provider)({ quota, subjects: ['a'] }));
    const answers = await Promise.all(
      questions.flatMap((question) =>
        replicas.map(async (replica) => ({ question, ...(await replica.count(question)) })),
      ),
    );
    const passed = answers
      .filter(({ request }) => request === null)
      .map(({ question }) => question.requestId);
    expect(passed).toHaveLength(40);
    expect(new Set(passed).size).toBe(20);
  });

  it('keep no identifier in clear, and nothing that tells a person again in another grant', async () => {
    const quota = { distinctSubjects: 10, requests: 10, per: 'day' } as const;
    for (const grant of ['one', 'another'])
      await replicas[0]!.count(
        questionsTo(provider)({
          grant,
          quota,
          sensitive: true,
          requestId: 'request-1',
          subjects: people(1, 2),
        }),
      );
    const contents = await contentsOfRedis(url, provider);
    const members = [...contents.values()].flat();
    expect([...contents.keys()].join()).not.toMatch(/001085|request-1/);
    expect(members.join()).not.toMatch(/001085|request-1/);
    expect(contents.size).toBe(6);
    // One request and two people in their period, two people told of: twice, and nothing in common.
    expect(members).toHaveLength(10);
    const inGrant = (grant: string): string[] =>
      [...contents].filter(([key]) => key.includes(`/${grant}/`)).flatMap(([, names]) => names);
    expect(inGrant('one').filter((name) => inGrant('another').includes(name))).toEqual([]);
  });

  it('keep a period until an hour after its end, and the people of sensitive data for ever', async () => {
    const quota = { distinctSubjects: 10, requests: 10, per: 'day' } as const;
    const at = vietnamese('2026-03-10T22:00:00');
    await replicas[0]!.count(questionsTo(provider)({ quota, sensitive: true, at, subjects: ['a'] }));
    const lifetimes = [...(await lifetimesInRedis(url, provider))].map(
      ([key, left]) => [key.split('}:')[1], left < 0 ? 'for ever' : Math.ceil(left / 60_000)] as const,
    );
    expect(Object.fromEntries(lifetimes)).toEqual({
      '2026-03-10:requests': 180,
      '2026-03-10:people': 180,
      told: 'for ever',
    });
  });
});
