import { randomBytes, randomUUID } from 'node:crypto';
import type { CountingRules, UsageAnswer, UsageQuestion } from '@lienthong/shared/access/usage-counter';

export const rules: CountingRules = { salt: 'a-salt-of-tests-only', core: { sensitiveSubjects: 100_000 } };

export const vietnamese = (time: string): number => Date.parse(`${time}+07:00`);

export const providerOfTest = (): string => `test-${randomBytes(6).toString('hex')}`;

/** Questions to one provider, each a request of its own unless it says otherwise. */
export const questionsTo =
  (provider: string) =>
  (change: Partial<UsageQuestion> = {}): UsageQuestion => ({
    provider,
    grant: 'health-records',
    grantee: 'moh',
    quota: null,
    sensitive: false,
    riskAssessed: false,
    requestId: randomUUID(),
    subjects: [],
    at: vietnamese('2026-03-10T12:00:00'),
    ...change,
  });

export const people = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => `001085${String(first + index).padStart(6, '0')}`);

/** What a test expects: who is refused and why, or why the whole request is. */
export const said = ({ request, refused }: UsageAnswer): unknown => request ?? Object.fromEntries(refused);
