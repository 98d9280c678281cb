import type { UsageAnswer, UsageQuestion } from '@lienthong/shared/access/usage-counter';
import type { UsageReason } from '@lienthong/shared/policy/usage';

interface Passed {
  readonly question: UsageQuestion;
  /** null: the request itself. */
  readonly subject: string | null;
}

/** Slow and obvious: keeps all that ever passed in clear, and reads it through for every person. */
export function createReferenceUsage(mostSensitive: number): (question: UsageQuestion) => UsageAnswer {
  const log: Passed[] = [];

  return (question) => {
    const { quota, sensitive, riskAssessed, requestId, subjects } = question;
    const inPeriod = (): Passed[] =>
      log.filter(
        (passed) =>
          sameScope(passed.question, question) &&
          passed.question.quota?.per === quota?.per &&
          periodOf(passed.question) === periodOf(question),
      );

    if (quota?.requests !== undefined) {
      const requests = new Set(
        inPeriod()
          .filter((passed) => passed.subject === null && passed.question.quota?.requests !== undefined)
          .map((passed) => passed.question.requestId),
      );
      if (!requests.has(requestId) && requests.size + 1 > quota.requests)
        return {
          request: 'QUOTA_EXCEEDED',
          refused: new Map(subjects.map((subject) => [subject, 'QUOTA_EXCEEDED'])),
        };
    }
    log.push({ question, subject: null });

    const judge = (subject: string): UsageReason | null => {
      const told = new Set(
        log
          .filter((passed) => sameScope(passed.question, question) && passed.question.sensitive)
          .flatMap((passed) => passed.subject ?? []),
      );
      if (sensitive && !riskAssessed && told.add(subject).size > mostSensitive) return 'CORE_DATA_LIMIT';
      const people = new Set(
        inPeriod()
          .filter((passed) => passed.question.quota?.distinctSubjects !== undefined)
          .flatMap((passed) => passed.subject ?? []),
      );
      if (quota?.distinctSubjects === undefined || people.has(subject)) return null;
      return people.size + 1 > quota.distinctSubjects ? 'QUOTA_EXCEEDED' : null;
    };

    const refused = new Map<string, UsageReason>();
    for (const subject of subjects) {
      const reason = judge(subject);
      if (reason) refused.set(subject, reason);
      else log.push({ question, subject });
    }
    return { request: null, refused };
  };
}

const sameScope = (one: UsageQuestion, other: UsageQuestion): boolean =>
  one.provider === other.provider && one.grant === other.grant && one.grantee === other.grantee;

const LENGTHS = { month: 'YYYY-MM', day: 'YYYY-MM-DD', hour: 'YYYY-MM-DD HH' } as const;

/** By the calendar of the runtime. */
const periodOf = ({ quota, at }: UsageQuestion): string =>
  new Date(at)
    .toLocaleString('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' })
    .slice(0, LENGTHS[quota?.per ?? 'day'].length);
