import { describe, expect, it } from '@jest/globals';
import { legalDay, startOfDay } from '@lienthong/shared/policy/legal-day';
import { subjectsOf } from '@lienthong/shared/policy/rows';
import type { AgencyCaller, Consent, Permit } from '@lienthong/shared/policy/types';
import { judgeUsage, type Usage } from '@lienthong/shared/policy/usage';
import { clinic, rules, verdictWith, type Change } from './small-world.ts';

const permitWith = (change: Change): Permit => {
  const verdict = verdictWith(change);
  if (!verdict.allowed) throw new Error(verdict.reason);
  return verdict;
};
const used = (usage: Partial<Usage>): Usage => ({
  requests: 1,
  distinctSubjects: 1,
  sensitiveSubjects: 1,
  ...usage,
});

describe('Counting', () => {
  const quota = permitWith({ grant: { quota: { requests: 10, distinctSubjects: 5, per: 'day' } } });
  const sensitive = permitWith({ fields: ['Person.faith'], grant: { riskAssessedUntil: null } });
  const assessed = permitWith({ fields: ['Person.faith'] });

  it.each<[string, Permit, Partial<Usage>, string | null]>([
    ['the last request of the quota passes', quota, { requests: 10 }, null],
    ['the next one does not', quota, { requests: 11 }, 'QUOTA_EXCEEDED'],
    ['the last person of the quota passes', quota, { distinctSubjects: 5 }, null],
    ['the next one does not', quota, { distinctSubjects: 6 }, 'QUOTA_EXCEEDED'],
    ['a count that is lost counts as exceeded', quota, { requests: NaN }, 'QUOTA_EXCEEDED'],
    ['without a quota anything passes', assessed, { requests: 1e9, distinctSubjects: 1e9 }, null],
    ['the 100,000th person of a sensitive flow passes', sensitive, { sensitiveSubjects: 100_000 }, null],
    ['the 100,001st makes it core data', sensitive, { sensitiveSubjects: 100_001 }, 'CORE_DATA_LIMIT'],
    ['which a risk assessment lets through', assessed, { sensitiveSubjects: 100_001 }, null],
    ['which basic data never becomes', quota, { sensitiveSubjects: 100_001 }, null],
  ])('%s', (_, permit, usage, expected) => {
    expect(judgeUsage(permit, used(usage), rules.defaults)).toBe(expected);
  });
});

describe('The rows a permit opens', () => {
  const day = legalDay(startOfDay('2026-06-01'));
  const given = (subject: string, validTo: string | null = null): Consent => ({
    kind: 'WRITTEN_REQUEST',
    purpose: 'referral',
    subject,
    validFrom: '2026-01-01',
    validTo,
  });
  const caller: AgencyCaller = { ...clinic, case: { id: 'c', subjects: ['s1', 's2'] } };

  it.each<[string, Change, AgencyCaller, string[] | null]>([
    ['are all where the grant says so', {}, caller, null],
    ['are those of the case', { grant: { rows: 'case' } }, caller, ['s1', 's2']],
    [
      'are, of the case, those of people who asked in writing',
      { grant: { rows: 'case' }, purpose: { kind: 'CONSENT' } },
      { ...caller, consents: [given('s2'), given('s3'), given('s1', '2026-05-31')] },
      ['s2'],
    ],
    [
      'are, without a case, those of everybody who consented',
      { purpose: { kind: 'CONSENT' } },
      { ...clinic, consents: [given('s2'), given('s3')] },
      ['s2', 's3'],
    ],
  ])('%s', (_, change, who, expected) => {
    expect(subjectsOf(permitWith({ ...change, caller: who }), who, day)).toEqual(expected);
  });

  it("are a person's own, and nobody's for a caller who is no person", () => {
    const permit = permitWith({ caller: { kind: 'citizen', personalId: 's9' } });
    expect(subjectsOf(permit, { kind: 'citizen', personalId: 's9' }, day)).toEqual(['s9']);
    expect(subjectsOf(permit, clinic, day)).toEqual([]);
  });

  it('are none where a case permit meets a request without its case', () => {
    const permit = permitWith({ grant: { rows: 'case' }, caller });
    expect(subjectsOf(permit, clinic, day)).toEqual([]);
    const onConsent = permitWith({
      grant: { rows: 'case' },
      purpose: { kind: 'CONSENT' },
      caller: { ...caller, consents: [given('s1')] },
    });
    expect(subjectsOf(onConsent, { ...clinic, consents: [given('s1')] }, day)).toEqual([]);
  });
});
