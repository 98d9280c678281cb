import type { Logger } from '../log.ts';
import { createMemoryUsage } from './memory-usage.ts';
import type { CountingRules, UsageCounter } from './usage-counter.ts';

export interface UsageSettings extends CountingRules {
  /** Where several replicas of a provider, or a restart, must not change what was counted. */
  readonly redisUrl?: string | undefined;
  readonly log?: Logger;
}

export async function openUsageCounter({ redisUrl, ...rules }: UsageSettings): Promise<UsageCounter> {
  if (!redisUrl) return createMemoryUsage(rules);
  // A client of Redis takes a third of a second to load: only who has one waits for it.
  const { openRedisUsage } = await import('./redis-usage.ts');
  return openRedisUsage({ ...rules, url: redisUrl });
}
