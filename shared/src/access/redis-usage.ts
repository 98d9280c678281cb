import type { UsageReason } from '../policy/usage.ts';
import { connectRedis, type RedisSettings } from './redis-connection.ts';
import { NOTHING_REFUSED, wholeRefused } from './usage-answer.ts';
import type { CountingRules, UsageAnswer, UsageCounter } from './usage-counter.ts';
import { usagePeriod } from './usage-period.ts';
import { hiding, scopeOf } from './usage-scope.ts';

/** Counts in Redis: exact among all replicas of a provider. Without Redis, nothing that must be counted passes. */
export async function openRedisUsage({
  salt,
  core,
  ...settings
}: CountingRules & RedisSettings): Promise<UsageCounter> {
  const redis = await connectRedis(settings);

  return {
    count: async (question) => {
      const { quota, sensitive, riskAssessed } = question;
      if (!quota && !sensitive) return NOTHING_REFUSED;
      const scope = scopeOf(question);
      const hide = hiding(salt, scope);
      // Without a quota nothing is kept by period, whichever it is.
      const period = usagePeriod(quota?.per ?? 'day', question.at);
      const subjects = [...new Set(question.subjects)];
      const limits = [
        quota?.requests,
        quota?.distinctSubjects,
        riskAssessed ? undefined : core.sensitiveSubjects,
      ];
      const [request, ...verdicts] = await redis.ask((client) =>
        client.countUsage(keysOf(scope, period.name), [
          ...limits.map((limit) => String(limit ?? 'none')),
          sensitive ? 'yes' : 'no',
          String(period.forgetAt - question.at),
          hide(question.requestId),
          ...subjects.map(hide),
        ]),
      );
      return request ? wholeRefused(request as UsageReason, subjects) : answerOf(subjects, verdicts);
    },
    close: async () => redis.close(),
  };
}

/** The braces keep the keys of one question together where Redis is sharded. */
const keysOf = (scope: string, period: string): string[] =>
  [`${period}:requests`, `${period}:people`, 'told'].map((name) => `lienthong:usage:{${scope}}:${name}`);

function answerOf(subjects: readonly string[], verdicts: readonly string[]): UsageAnswer {
  const refused = new Map<string, UsageReason>();
  for (const [index, subject] of subjects.entries())
    if (verdicts[index] !== '') refused.set(subject, verdicts[index] as UsageReason);
  return { request: null, refused };
}
