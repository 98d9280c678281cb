import { judgeUsage, type UsageReason } from '../policy/usage.ts';
import { NOTHING_REFUSED, wholeRefused } from './usage-answer.ts';
import type { CountingRules, UsageAnswer, UsageCounter, UsageQuestion } from './usage-counter.ts';
import { usagePeriod } from './usage-period.ts';
import { hiding, scopeOf } from './usage-scope.ts';

/** Counts in this process: exact as long as it is the provider's only one and runs on. */
export function createMemoryUsage({ salt, core }: CountingRules): UsageCounter {
  const periods = new Map<string, Counted & { readonly forgetAt: number }>();
  const told = new Map<string, Set<string>>();

  /** Not asynchronous, so that no other question comes in between. */
  const count = (question: UsageQuestion): UsageAnswer => {
    const { quota, sensitive, subjects } = question;
    if (!quota && !sensitive) return NOTHING_REFUSED;
    const scope = scopeOf(question);
    const hide = hiding(salt, scope);
    const { requests, people } = countedIn(scope, question);
    const everTold = told.get(scope) ?? new Set();

    const request = hide(question.requestId);
    const usage = { requests: newcomer(requests, request), distinctSubjects: 0, sensitiveSubjects: 0 };
    const reason = judgeUsage(question, usage, { core });
    if (reason) return wholeRefused(reason, subjects);
    if (quota?.requests !== undefined) requests.add(request);

    const refused = new Map<string, UsageReason>();
    for (const subject of subjects) {
      const person = hide(subject);
      const distinctSubjects = newcomer(people, person);
      const sensitiveSubjects = everTold.size + (everTold.has(person) ? 0 : 1);
      const reason = judgeUsage(question, { ...usage, distinctSubjects, sensitiveSubjects }, { core });
      if (reason) {
        refused.set(subject, reason);
        continue;
      }
      if (quota?.distinctSubjects !== undefined) people.add(person);
      if (sensitive) told.set(scope, everTold.add(person));
    }
    return { request: null, refused };
  };

  const countedIn = (scope: string, { quota, at }: UsageQuestion): Counted => {
    if (!quota) return { requests: new Set(), people: new Set() };
    const { name, forgetAt } = usagePeriod(quota.per, at);
    const known = periods.get(`${scope}:${name}`);
    if (known) return known;
    for (const [key, old] of periods) if (old.forgetAt <= at) periods.delete(key);
    const counted = { requests: new Set<string>(), people: new Set<string>(), forgetAt };
    periods.set(`${scope}:${name}`, counted);
    return counted;
  };

  return {
    count: async (question) => count(question),
    close: async () => {
      periods.clear();
      told.clear();
    },
  };
}

interface Counted {
  readonly requests: Set<string>;
  readonly people: Set<string>;
}

/** The number it would get; none for who has one already, also where the quota has been lowered since. */
const newcomer = (counted: ReadonlySet<string>, name: string): number =>
  counted.has(name) ? 0 : counted.size + 1;
