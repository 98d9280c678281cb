import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openUsageCounter } from '@lienthong/shared/access/open-usage-counter';
import type { UsageQuestion } from '@lienthong/shared/access/usage-counter';
import { QUOTA_PERIODS, type Quota } from '@lienthong/shared/policy/types';
import { describeOnRedis, removeFromRedis } from '../support/redis.ts';
import { createReferenceUsage } from './reference-usage.ts';
import { providerOfTest, questionsTo, rules, said, vietnamese } from './usage-questions.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const MOST_SENSITIVE = 3;

const quota: fc.Arbitrary<Quota | null> = fc.option(
  fc.record(
    { per: fc.constantFrom(...QUOTA_PERIODS), requests: fc.nat(4), distinctSubjects: fc.nat(4) },
    { requiredKeys: ['per'] },
  ),
);
const questions: fc.Arbitrary<Partial<UsageQuestion>[]> = fc
  .array(
    fc.record({
      grant: fc.constantFrom('one', 'two'),
      grantee: fc.constantFrom('moh', 'moet'),
      quota,
      sensitive: fc.boolean(),
      riskAssessed: fc.boolean(),
      requestId: fc.constantFrom('r1', 'r2', 'r3', 'r4', 'r5'),
      subjects: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 6 }),
      later: fc.constantFrom(0, 0, 0, -SECOND, SECOND, HOUR / 3, HOUR, 24 * HOUR, 20 * 24 * HOUR),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((steps) => {
    let at = vietnamese('2026-12-30T23:00:00');
    return steps.map(({ later, ...question }) => ({ ...question, at: (at += later) }));
  });

/** Asks the counter and the reference the same, in the same order. */
async function agree(redisUrl?: string): Promise<void> {
  const family = providerOfTest();
  const counter = await openUsageCounter({ ...rules, core: { sensitiveSubjects: MOST_SENSITIVE }, redisUrl });
  let run = 0;
  try {
    await fc.assert(
      fc.asyncProperty(questions, async (asked) => {
        const reference = createReferenceUsage(MOST_SENSITIVE);
        const question = questionsTo(`${family}-${(run += 1)}`);
        const [counted, expected] = [[] as unknown[], [] as unknown[]];
        for (const each of asked.map(question)) {
          counted.push(said(await counter.count(each)));
          expected.push(said(reference(each)));
        }
        expect(counted).toEqual(expected);
      }),
      { numRuns: redisUrl ? 100 : 300 },
    );
  } finally {
    await counter.close();
    if (redisUrl) await removeFromRedis(redisUrl, family);
  }
}

describe('Over random questions, memory', () => {
  it('says what the slow and obvious count says', () => agree());
});

describeOnRedis('Over random questions, Redis', (url) => {
  it('says what the slow and obvious count says', () => agree(url));
});
