import { describe, expect, it } from '@jest/globals';
import {
  AGREEMENT_ACTIONS,
  AGREEMENT_STATUSES,
  objectionTo,
  partiesOf,
  statusOn,
  STEPS,
  type AgreementAction,
  type AgreementStatus,
  type Party,
} from '@lienthong/shared/agreements/life-cycle';
import { dayNumber } from '@lienthong/shared/policy/legal-day';
import type { Caller } from '@lienthong/shared/policy/types';

/** Every step there is, as the rules have it. What is not here is refused. */
const LIFE: readonly (readonly [AgreementStatus, Party, AgreementAction, AgreementStatus])[] = [
  ['SUBMITTED', 'OWNER', 'APPROVE', 'APPROVED'],
  ['SUBMITTED', 'OWNER', 'REFUSE', 'REFUSED'],
  ['APPROVED', 'CENTRE', 'COUNTERSIGN', 'ACTIVE'],
  ['ACTIVE', 'OWNER', 'SUSPEND', 'SUSPENDED'],
  ['SUSPENDED', 'OWNER', 'RESUME', 'ACTIVE'],
  ['ACTIVE', 'OWNER', 'REVOKE', 'REVOKED'],
  ['SUSPENDED', 'OWNER', 'REVOKE', 'REVOKED'],
  ['ACTIVE', 'OWNER', 'SUPERSEDE', 'SUPERSEDED'],
  ['SUSPENDED', 'OWNER', 'SUPERSEDE', 'SUPERSEDED'],
];

const officer = { kind: 'agency', system: 's', officer: 'o' } as const;
const CALLERS: readonly (readonly [string, Caller, Party | null])[] = [
  ['an officer of the owner', { ...officer, agency: 'register' }, 'OWNER'],
  ['an officer of the centre', { ...officer, agency: 'centre' }, 'CENTRE'],
  ['an officer of the agency that asked', { ...officer, agency: 'clinic' }, null],
  ['a system of the owner without an officer', { kind: 'agency', agency: 'register', system: 's' }, null],
  ['a citizen', { kind: 'citizen', personalId: '000000000001' }, null],
  ['nobody known', { kind: 'anonymous' }, null],
];

describe.each(CALLERS)('%s', (_, caller, party) => {
  const parties = partiesOf(caller, 'register', 'centre');

  it.each(
    AGREEMENT_STATUSES.flatMap((status) => AGREEMENT_ACTIONS.map((action) => [status, action] as const)),
  )('of one that is %s: %s', (status, action) => {
    const step = LIFE.find(([from, , each]) => from === status && each === action);
    const by = LIFE.find(([, , each]) => each === action)![1];
    const expected = by !== party ? 'NOT_YOURS' : step ? null : 'STATE';
    expect(objectionTo(action, status, parties)).toBe(expected);
    if (step) expect(STEPS[action].to).toBe(step[3]);
  });
});

it('An owner that is the centre as well may act as both', () => {
  expect(partiesOf({ ...officer, agency: 'centre' }, 'centre', 'centre')).toEqual(
    new Set(['OWNER', 'CENTRE']),
  );
});

describe('What was in force is over after its last day, without anybody’s doing:', () => {
  it.each<[AgreementStatus, string | null, string, AgreementStatus]>([
    ['ACTIVE', '2026-12-31', '2026-12-31', 'ACTIVE'],
    ['ACTIVE', '2026-12-31', '2027-01-01', 'EXPIRED'],
    ['SUSPENDED', '2026-12-31', '2027-01-01', 'EXPIRED'],
    ['ACTIVE', null, '2099-01-01', 'ACTIVE'],
    ['SUBMITTED', '2026-12-31', '2027-01-01', 'SUBMITTED'],
    ['REVOKED', '2026-12-31', '2027-01-01', 'REVOKED'],
  ])('%s until %s is on %s %s', (status, validTo, day, expected) => {
    expect(statusOn({ status, validTo }, dayNumber(day))).toBe(expected);
  });
});
