import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { CountingRules, UsageCounter, UsageQuestion } from '@lienthong/shared/access/usage-counter';
import { people, providerOfTest, questionsTo, rules, said, vietnamese } from './usage-questions.ts';

export interface UsagePlace {
  readonly open: (rules: CountingRules) => Promise<UsageCounter>;
  readonly remove: (provider: string) => Promise<void>;
}

/** What counting promises, wherever the counts lie. */
export function countsExactly({ open, remove }: UsagePlace): void {
  let counter: UsageCounter;
  let provider: string;
  const ask = async (change: Partial<UsageQuestion>): Promise<unknown> =>
    said(await counter.count(questionsTo(provider)(change)));
  beforeEach(async () => {
    provider = providerOfTest();
    counter = await open(rules);
  });
  afterEach(async () => {
    await counter.close();
    await remove(provider);
  });

  const threeADay = { distinctSubjects: 3, per: 'day' } as const;
  const twoRequests = { requests: 2, per: 'day' } as const;
  const subjects = ['a', 'b', 'c'];
  const QUOTA_EXCEEDED = 'QUOTA_EXCEEDED';
  const CORE_DATA_LIMIT = 'CORE_DATA_LIMIT';

  it.each<[string, Partial<UsageQuestion>, Partial<UsageQuestion>, unknown]>([
    ['the last person of a quota passes', { subjects: ['a', 'b'] }, { subjects: ['c'] }, {}],
    ['the next does not', { subjects }, { subjects: ['d'] }, { d: QUOTA_EXCEEDED }],
    [
      'as many as fit pass, in the order given',
      { subjects: ['a'] },
      { subjects: ['d', 'c', 'b', 'e'] },
      { b: QUOTA_EXCEEDED, e: QUOTA_EXCEEDED },
    ],
    [
      'who was counted passes again, wherever in the row',
      { subjects },
      { subjects: ['d', 'c', 'a'] },
      { d: QUOTA_EXCEEDED },
    ],
    [
      'a person named twice counts once',
      { subjects: ['a', 'a', 'a'] },
      { subjects: ['b', 'b', 'c', 'd', 'd'] },
      { d: QUOTA_EXCEEDED },
    ],
    [
      'who was refused was not counted',
      { subjects: ['a', 'b', 'c', 'd'] },
      { subjects: ['d', 'b'] },
      { d: QUOTA_EXCEEDED },
    ],
    [
      'who was counted passes after the quota was lowered',
      { subjects },
      { quota: { ...threeADay, distinctSubjects: 1 }, subjects: ['a', 'd'] },
      { d: QUOTA_EXCEEDED },
    ],
    [
      'a quota that was raised has room',
      { subjects },
      { quota: { ...threeADay, distinctSubjects: 4 }, subjects: ['d', 'e'] },
      { e: QUOTA_EXCEEDED },
    ],
    [
      'a quota of nobody lets nobody pass',
      {},
      { quota: { ...threeADay, distinctSubjects: 0 }, subjects: ['a'] },
      { a: QUOTA_EXCEEDED },
    ],
    [
      'another member of the group that was granted has a count of its own',
      { subjects },
      { grantee: 'moet', subjects: ['d'] },
      {},
    ],
    ['so has another grant', { subjects }, { grant: 'vaccinations', subjects: ['d'] }, {}],
    ['and another provider', { subjects }, { provider: 'test-another', subjects: ['d'] }, {}],
    [
      'names that run together stay apart',
      { grant: 'a/b', grantee: 'c', subjects },
      { grant: 'a', grantee: 'b/c', subjects: ['d'] },
      {},
    ],
    ['without a quota everybody passes', { subjects }, { quota: null, subjects: ['d', 'e'] }, {}],
    [
      'a quota of requests bounds no people',
      { subjects },
      { quota: twoRequests, subjects: ['d', 'e', 'f', 'g'] },
      {},
    ],
  ])('%s', async (_, before, question, expected) => {
    await ask({ quota: threeADay, ...before });
    expect(await ask({ quota: threeADay, ...question })).toEqual(expected);
    await remove('test-another');
  });

  it('a request beyond the quota is refused whole, and counts nobody', async () => {
    const quota = { requests: 2, distinctSubjects: 3, per: 'day' } as const;
    expect(await ask({ quota, requestId: 'r1', subjects: ['a'] })).toEqual({});
    expect(await ask({ quota, requestId: 'r2', subjects: ['b'] })).toEqual({});
    const question = questionsTo(provider)({ quota, requestId: 'r3', subjects: ['a', 'c'] });
    const answer = await counter.count(question);
    expect(answer.request).toBe(QUOTA_EXCEEDED);
    expect([...answer.refused.keys()]).toEqual(['a', 'c']);
    expect(await ask({ quota, requestId: 'r2', subjects: ['d', 'e'] })).toEqual({ e: QUOTA_EXCEEDED });
  });

  it('a request is one request however often it asks, with or without people', async () => {
    for (const subjects of [['a'], [], ['b'], ['a']])
      expect(await ask({ quota: twoRequests, requestId: 'r1', subjects })).toEqual({});
    expect(await ask({ quota: twoRequests, requestId: 'r2' })).toEqual({});
    expect(await ask({ quota: twoRequests, requestId: 'r3' })).toBe(QUOTA_EXCEEDED);
    expect(await ask({ quota: twoRequests, requestId: 'r1' })).toEqual({});
  });

  it('the same question asked again has the same answer, and counts nothing', async () => {
    const question = {
      quota: { ...twoRequests, distinctSubjects: 3 },
      requestId: 'r1',
      subjects: [...subjects, 'd'],
    };
    for (let times = 0; times < 5; times += 1) expect(await ask(question)).toEqual({ d: QUOTA_EXCEEDED });
    expect(await ask({ ...question, requestId: 'r2', subjects: ['a'] })).toEqual({});
  });

  it.each([
    ['hour', '2026-03-10T12:59:59.999', '2026-03-10T13:00:00'],
    ['day', '2026-03-10T23:59:59.999', '2026-03-11T00:00:00'],
    ['month', '2026-02-28T23:59:59.999', '2026-03-01T00:00:00'],
    ['month', '2026-12-31T23:59:59.999', '2027-01-01T00:00:00'],
  ] as const)(
    'a quota per %s is full until it turns in Viet Nam, from %s to %s',
    async (per, last, first) => {
      const quota = { distinctSubjects: 1, requests: 2, per };
      const [before, after] = [vietnamese(last), vietnamese(first)];
      expect(await ask({ quota, at: before, subjects: ['a'] })).toEqual({});
      expect(await ask({ quota, at: before, subjects: ['b'] })).toEqual({ b: QUOTA_EXCEEDED });
      expect(await ask({ quota, at: before, subjects: ['a'] })).toBe(QUOTA_EXCEEDED);
      expect(await ask({ quota, at: after, subjects: ['b'] })).toEqual({});
      expect(await ask({ quota, at: after, subjects: ['a'] })).toEqual({ a: QUOTA_EXCEEDED });
    },
  );

  it('a question that is late across midnight is counted in its own day', async () => {
    const [before, after] = [vietnamese('2026-03-10T23:59:59'), vietnamese('2026-03-11T00:00:00')];
    await ask({ quota: threeADay, at: before, subjects });
    await ask({ quota: threeADay, at: after, subjects: ['d'] });
    expect(await ask({ quota: threeADay, at: before, subjects: ['e'] })).toEqual({ e: QUOTA_EXCEEDED });
  });

  it('the 100,000th person of sensitive data passes and the 100,001st does not', async () => {
    const sensitive = true;
    for (let first = 1; first < 100_000; first += 10_000)
      expect(await ask({ sensitive, subjects: people(first, Math.min(first + 9_999, 99_999)) })).toEqual({});
    expect(await ask({ sensitive, subjects: people(100_000, 100_002) })).toEqual({
      '001085100001': CORE_DATA_LIMIT,
      '001085100002': CORE_DATA_LIMIT,
    });
    expect(await ask({ sensitive, subjects: people(1, 10) })).toEqual({});
    expect(await ask({ sensitive, subjects: people(100_001, 100_001), riskAssessed: true })).toEqual({});
  });

  it.each<[string, Partial<UsageQuestion>, Partial<UsageQuestion>, unknown]>([
    [
      'sensitive data is counted from the beginning of the grant, year after year',
      { subjects },
      { at: vietnamese('2031-01-01T00:00:00'), subjects: ['d'] },
      { d: CORE_DATA_LIMIT },
    ],
    ['whoever was told of before it became core data still is', { subjects }, { subjects }, {}],
    ['basic data never becomes core data', { subjects }, { sensitive: false, subjects: ['d'] }, {}],
    ['and does not count towards it', { sensitive: false, subjects }, { subjects: ['d', 'e', 'f'] }, {}],
    ['a risk assessment lets core data through', { subjects }, { riskAssessed: true, subjects: ['d'] }, {}],
    [
      'after it has lapsed nobody passes: the flow is core data',
      { riskAssessed: true, subjects: ['a', 'b', 'c', 'd'] },
      { subjects: ['a', 'e'] },
      { a: CORE_DATA_LIMIT, e: CORE_DATA_LIMIT },
    ],
    [
      'who may not be told of for that takes no place in the quota',
      { subjects },
      { quota: { distinctSubjects: 1, per: 'day' }, subjects: ['d', 'a', 'b'] },
      { d: CORE_DATA_LIMIT, b: QUOTA_EXCEEDED },
    ],
    [
      'who does not fit in the quota is not counted towards it',
      { quota: { distinctSubjects: 1, per: 'day' }, subjects: ['a', 'b'] },
      { subjects: ['c', 'd', 'b'] },
      { b: CORE_DATA_LIMIT },
    ],
  ])('%s', async (_, before, question, expected) => {
    await counter.close();
    counter = await open({ ...rules, core: { sensitiveSubjects: 3 } });
    await ask({ sensitive: true, ...before });
    expect(await ask({ sensitive: true, ...question })).toEqual(expected);
  });

  it('what asks at the same time shares what is left', async () => {
    const quota = { distinctSubjects: 7, requests: 30, per: 'day' } as const;
    const questions = people(1, 50).map((person) => questionsTo(provider)({ quota, subjects: [person] }));
    const answers = await Promise.all(questions.map((question) => counter.count(question)));
    expect(answers.filter(({ request }) => request)).toHaveLength(20);
    expect(answers.filter(({ refused }) => refused.size === 0)).toHaveLength(7);
  });
}
