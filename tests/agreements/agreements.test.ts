import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { agreementsInForce } from '@lienthong/shared/agreements/own-agreements';
import { Agreement, AgreementEvent } from '@lienthong/shared/agreements/entities';
import { OutboxEntry } from '@lienthong/shared/changes/outbox-entry';
import { centre, DAY, grantee, openOwner, owner, refusalOf, request, stranger, type Owner } from './owner.ts';

let at: Owner;
beforeEach(async () => {
  at = await openOwner();
});
afterEach(() => at.close());

const history = async (agreementId: string): Promise<unknown[]> => {
  const events = await at.database
    .getRepository(AgreementEvent)
    .find({ where: { agreementId }, order: { number: 'ASC' } });
  return events.map(({ action, from, to, agency, officer, reason }) => [
    action,
    from,
    to,
    agency,
    officer,
    reason,
  ]);
};

it('An agreement is asked for, approved by the owner, countersigned by the centre, and then a grant', async () => {
  const { id } = await at.ask({ mask: [{ field: 'BirthRegistration.placeOfBirth', as: 'presence' }] });
  expect(await agreementsInForce(at.database)).toEqual([]);
  await at.take(id, 'APPROVE');
  expect(await agreementsInForce(at.database)).toEqual([]);
  await at.take(id, 'COUNTERSIGN');
  expect(await agreementsInForce(at.database)).toEqual([
    {
      id,
      provider: 'moj',
      grantee: 'mps',
      purpose: 'birth-registration',
      basis: ['D278/2025 Art 4(2)'],
      fields: ['BirthRegistration.number', 'BirthRegistration.placeOfBirth'],
      rows: 'case',
      mask: { 'BirthRegistration.placeOfBirth': 'presence' },
      quota: null,
      conditions: [],
      validFrom: '2026-01-01',
      validTo: '2027-12-31',
      status: 'ACTIVE',
      riskAssessedUntil: null,
    },
  ]);
});

it('Its history says who did what, when and why', async () => {
  const { id } = await at.agree();
  await at.take(id, 'SUSPEND', owner, { reason: '  Bảo trì.  ' });
  await at.take(id, 'RESUME');
  await at.take(id, 'REVOKE');
  expect(await history(id)).toEqual([
    [null, null, 'SUBMITTED', 'mps', 'mps-1', null],
    ['APPROVE', 'SUBMITTED', 'APPROVED', 'moj', 'moj-1', null],
    ['COUNTERSIGN', 'APPROVED', 'ACTIVE', 'ndc', 'ndc-1', null],
    ['SUSPEND', 'ACTIVE', 'SUSPENDED', 'moj', 'moj-1', 'Bảo trì.'],
    ['RESUME', 'SUSPENDED', 'ACTIVE', 'moj', 'moj-1', null],
    ['REVOKE', 'ACTIVE', 'REVOKED', 'moj', 'moj-1', 'Mục đích không còn.'],
  ]);
  expect((await agreementsInForce(at.database)).map(({ status }) => status)).toEqual(['REVOKED']);
});

it('Another takes its place: one in force, for the same agency and purpose', async () => {
  const old = await at.agree();
  const pending = await at.ask();
  const next = await at.agree();
  const supersede = (supersededBy: string | null) => at.take(old.id, 'SUPERSEDE', owner, { supersededBy });
  for (const wrong of [null, old.id, pending.id, 'moj-mps-none'])
    expect(await refusalOf(supersede(wrong))).toMatchObject({
      code: 'AGREEMENT_INVALID',
      faults: [{ path: 'supersededBy' }],
    });
  expect(await supersede(next.id)).toMatchObject({ status: 'SUPERSEDED', supersededBy: next.id });
});

describe('A request', () => {
  it.each([
    ['a citizen', { kind: 'citizen', personalId: '000000000001' }],
    ['nobody known', { kind: 'anonymous' }],
    ['a system without an officer', { kind: 'agency', agency: 'mps', system: 'mps-system' }],
  ] as const)('is not for %s', async (_, caller) => {
    expect(await refusalOf(at.ask({}, caller))).toMatchObject({ code: 'AGREEMENT_NOT_YOURS' });
    expect(await at.database.getRepository(OutboxEntry).count()).toBe(0);
  });

  it.each([
    ['names a field there is not', { fields: ['BirthRegistration.weight'] }, ['UNKNOWN_FIELD']],
    [
      'names a field its purpose does not need',
      { fields: ['BirthRegistration.adoptionOrigin'] },
      ['WIDER_THAN_PURPOSE'],
    ],
    [
      'asks for a secret',
      { fields: ['BirthRegistration.secretNote'] },
      ['WIDER_THAN_PURPOSE', 'SECRET_FIELD'],
    ],
    [
      'names a whole type',
      { fields: ['BirthRegistration.*'] },
      ['FIELD_NOT_NAMED', 'WIDER_THAN_PURPOSE', 'SECRET_FIELD'],
    ],
    ['names no field', { fields: [] }, ['BAD_VALUE']],
    ['has a purpose there is not', { purpose: 'curiosity' }, ['UNKNOWN_PURPOSE']],
    [
      'has a purpose that is not for it',
      { purpose: 'school-admission', fields: ['BirthRegistration.number'] },
      ['WIDER_THAN_PURPOSE', 'NOT_A_RECIPIENT'],
    ],
    ['has no legal basis', { basis: [] }, ['NO_LEGAL_BASIS']],
    ['rests on an act nobody knows', { basis: ['D999/2099 Art 1'] }, ['UNKNOWN_ACT']],
    ['rests on an act that was repealed', { basis: ['D47/2020 Art 38'] }, ['BASIS_REPEALED']],
    [
      'masks what it does not ask for',
      { mask: [{ field: 'BirthRegistration.registrarName', as: 'initials' }] },
      ['MASK_OUTSIDE_GRANT'],
    ],
    ['has a quota without a limit', { quota: { per: 'day' } }, ['EMPTY_QUOTA']],
    ['has a quota of nothing', { quota: { requests: 0, per: 'day' } }, ['BAD_VALUE']],
    ['is for itself alone', { rows: 'self' }, ['SELF_SCOPE']],
    ['has a date that is none', { validFrom: '2026-02-30' }, ['BAD_VALUE']],
    ['ends before it begins', { validFrom: '2027-06-01', validTo: '2027-01-01' }, ['NEVER_VALID']],
    ['is over already', { validTo: '2026-11-01' }, ['ALREADY_OVER']],
    ['carries an operation that cannot be read', { operation: '{ birthRegistration(' }, ['BAD_OPERATION']],
    ['carries an operation on another schema', { operation: '{ vehicle { plate } }' }, ['BAD_OPERATION']],
  ] as const)('that %s is refused', async (_, change, codes) => {
    const { code, faults } = await refusalOf(at.ask(change));
    expect([code, (faults as { code: string }[]).map((fault) => fault.code)]).toEqual([
      'AGREEMENT_INVALID',
      codes,
    ]);
  });

  it('is told everything that stands against it at once', async () => {
    const { faults } = await refusalOf(
      at.ask({ fields: ['BirthRegistration.weight'], basis: [], rows: 'self' }),
    );
    expect((faults as object[]).length).toBe(3);
  });

  it('by an agency for its own data is refused: it reads that without', async () => {
    expect(await refusalOf(at.ask({}, owner))).toMatchObject({ faults: [{ code: 'OWN_DATA' }] });
  });

  it('may give its fields as an operation: what it reads and needs an agreement for, open fields left out', async () => {
    const { fields } = await at.ask({
      fields: [],
      operation:
        'query Birth($n: ID!) { b: birthRegistration(number: $n) { place: placeOfBirth book __typename } }',
    });
    expect(fields).toEqual(['BirthRegistration.placeOfBirth', 'Query.birthRegistration']);
  });

  it('is for the system that asks unless it names another', async () => {
    const systems = [await at.ask(), await at.ask({ system: 'civil-status' })].map(({ system }) => system);
    expect(systems).toEqual(['mps-system', 'civil-status']);
  });
});

describe('A step', () => {
  it('on an agreement there is not is refused', async () => {
    expect(await refusalOf(at.take('moj-mps-none', 'APPROVE'))).toMatchObject({ code: 'AGREEMENT_UNKNOWN' });
  });

  it.each([
    ['the agency that asked approves itself', 'APPROVE', grantee, 'AGREEMENT_NOT_YOURS'],
    ['another agency refuses', 'REFUSE', stranger, 'AGREEMENT_NOT_YOURS'],
    ['the centre approves', 'APPROVE', centre, 'AGREEMENT_NOT_YOURS'],
    ['the centre countersigns what is not approved', 'COUNTERSIGN', centre, 'AGREEMENT_STATE'],
    ['the owner suspends what is not in force', 'SUSPEND', owner, 'AGREEMENT_STATE'],
  ] as const)('is refused, and leaves no trace, where %s', async (_, action, caller, code) => {
    const { id } = await at.ask();
    expect(await refusalOf(at.take(id, action, caller))).toMatchObject({ code });
    expect([await history(id), await at.database.getRepository(OutboxEntry).count()]).toEqual([
      [[null, null, 'SUBMITTED', 'mps', 'mps-1', null]],
      1,
    ]);
  });

  it.each([
    ['without anything', {}, ['reason', 'basis']],
    ['without a reason', { basis: ['D194/2025 Art 16(2)'] }, ['reason']],
    ['with an empty reason', { reason: '   ', basis: ['D194/2025 Art 16(2)'] }, ['reason']],
    ['without a basis', { reason: 'Không cần.' }, ['basis']],
    ['on an act that was repealed', { reason: 'Không cần.', basis: ['D47/2020 Art 51'] }, ['basis']],
    ['on an act nobody knows', { reason: 'Không cần.', basis: ['D999/2099'] }, ['basis.0']],
    ['at too great length', { reason: 'x'.repeat(2001), basis: ['D194/2025 Art 16(2)'] }, ['reason']],
  ])('that refuses %s is refused itself', async (_, rest, paths) => {
    const { id } = await at.ask();
    const { code, faults } = await refusalOf(at.take(id, 'REFUSE', owner, rest));
    expect([code, (faults as { path: string }[]).map(({ path }) => path)]).toEqual([
      'AGREEMENT_INVALID',
      paths,
    ]);
  });

  it.each(['SUSPEND', 'REVOKE'] as const)('to %s needs a reason', async (action) => {
    const { id } = await at.agree();
    expect(await refusalOf(at.take(id, action, owner, {}))).toMatchObject({ faults: [{ path: 'reason' }] });
  });

  it('to countersign what would be over by now is refused', async () => {
    const { id } = await at.ask({ validTo: '2026-11-30' });
    await at.take(id, 'APPROVE');
    at.clock.now += 60 * DAY;
    expect(await refusalOf(at.take(id, 'COUNTERSIGN'))).toMatchObject({ faults: [{ code: 'ALREADY_OVER' }] });
  });

  it('to suspend what has expired is refused', async () => {
    const { id } = await at.agree({ validTo: '2026-11-30' });
    at.clock.now += 60 * DAY;
    expect(await refusalOf(at.take(id, 'SUSPEND'))).toMatchObject({
      code: 'AGREEMENT_STATE',
      status: 'EXPIRED',
    });
  });
});

it('Of two officers who act at once exactly one wins, however often they try', async () => {
  for (let round = 0; round < 20; round += 1) {
    const { id } = await at.ask();
    const outcomes = await Promise.allSettled([at.take(id, 'APPROVE'), at.take(id, 'REFUSE')]);
    const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(lost.map(({ reason }) => (reason as { extensions: object }).extensions)).toMatchObject([
      { code: 'AGREEMENT_STATE' },
    ]);
    expect((await history(id)).length).toBe(2);
  }
});

describe('The owner is overdue', () => {
  it.each([
    ['not on the day the answer is due', 2, 'SUBMITTED', false],
    ['on the day after', 3, 'SUBMITTED', true],
    ['not once it has approved', 3, 'APPROVE', false],
    ['not once it has refused', 3, 'REFUSE', false],
  ] as const)('%s', async (_, days, action, expected) => {
    const { id } = await at.ask();
    if (action !== 'SUBMITTED') await at.take(id, action);
    at.clock.now += days * DAY;
    const row = await at.database.getRepository(Agreement).findOneByOrFail({ id });
    expect([at.agreements.dueOn(row), at.agreements.isOverdue(row)]).toEqual(['2026-11-04', expected]);
  });
});

it('What is asked of one request leaves the next as it was', async () => {
  await at.ask({ quota: { requests: 10, per: 'day', distinctSubjects: null } });
  const [kept] = await at.database.getRepository(Agreement).find();
  expect([kept!.quota, request.quota]).toEqual([{ requests: 10, per: 'day' }, undefined]);
});
