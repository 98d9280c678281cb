import { describe, expect, it } from '@jest/globals';
import { startOfDay } from '@lienthong/shared/policy/legal-day';
import { REASON_CODES, type Consent, type Grant } from '@lienthong/shared/policy/types';
import { decideWith, forbid, grant, verdictWith, type Change } from './small-world.ts';

const written: Consent = {
  kind: 'WRITTEN_REQUEST',
  purpose: 'referral',
  subject: 's1',
  validFrom: '2026-01-01',
  validTo: '2026-06-01',
};
const consent: Consent = { ...written, kind: 'CONSENT' };
const asInsurer = { purpose: { recipientRole: 'INSURER' as const }, fields: ['Person.faith'] };
const otherwise = (change: Partial<Grant>, id: string): Grant => ({ ...grant, id, ...change });
const together = {
  id: 'name-and-address',
  label: { vi: 'x', en: 'x' },
  parts: [['Person.name'], ['Person.address', 'Place.name']],
  allowedFor: ['audit'],
  basis: ['Law Art 7'],
};

/** Each row changes one thing of a world in which the clinic may read the field. */
const refusals: [title: string, change: Change, reason: string, failed: string, basis?: string][] = [
  [
    'rules that may have been overtaken',
    { at: startOfDay('2026-06-01') + 1, fresh: { freshUntil: startOfDay('2026-06-01') } },
    'RULESET_STALE',
    'RULES_FRESH',
  ],
  [
    'rules of another version than expected',
    { fresh: { version: 'sha256:other' } },
    'RULESET_STALE',
    'RULES_FRESH',
  ],
  [
    'even open data by stale rules',
    { fields: ['Place.name'], fresh: { version: 'sha256:other' } },
    'RULESET_STALE',
    'RULES_FRESH',
  ],
  [
    'a field nobody knows',
    { fields: ['Person.unheard'] },
    'UNCLASSIFIED',
    'CLASSIFIED',
    'Data Law 60/2024 Art 13',
  ],
  ['a field whose secrecy is undecided', { fields: ['Person.undecided'] }, 'UNCLASSIFIED', 'CLASSIFIED'],
  ['[RULE-24] [RULE-77] a state secret', { fields: ['Person.secret'] }, 'STATE_SECRET', 'NOT_SECRET'],
  [
    'a state secret to its owner',
    { fields: ['Person.secret'], caller: { agency: 'register' } },
    'STATE_SECRET',
    'NOT_SECRET',
  ],
  ['a state secret that calls itself open', { fields: ['Person.topSecret'] }, 'STATE_SECRET', 'NOT_SECRET'],
  ['what the owner forbids', { rules: { forbids: [forbid] } }, 'FORBIDDEN', 'NOT_FORBIDDEN', 'Law Art 9'],
  [
    'what the owner forbids, on the first and last day of it',
    { rules: { forbids: [{ ...forbid, validFrom: '2026-06-01', validTo: '2026-06-01' }] } },
    'FORBIDDEN',
    'NOT_FORBIDDEN',
  ],
  [
    'open data that the owner forbids',
    { fields: ['Place.name'], rules: { forbids: [{ ...forbid, fields: ['Place.*'] }] } },
    'FORBIDDEN',
    'NOT_FORBIDDEN',
  ],
  [
    'a person what the owner forbids',
    { caller: { kind: 'citizen', personalId: 's1' }, rules: { forbids: [forbid] } },
    'FORBIDDEN',
    'NOT_FORBIDDEN',
  ],
  ['an anonymous caller', { caller: { kind: 'anonymous' } }, 'NO_GRANT', 'IDENTIFIED'],
  [
    'an anonymous caller even shared data about nobody',
    { caller: { kind: 'anonymous' }, fields: ['Place.code'] },
    'NO_GRANT',
    'IDENTIFIED',
  ],
  [
    'a person data that is about nobody',
    { caller: { kind: 'citizen', personalId: 's1' }, fields: ['Place.code'] },
    'NO_GRANT',
    'CONCERNS_CALLER',
  ],
  [
    'a person what the owner keeps for itself',
    { caller: { kind: 'citizen', personalId: 's1' }, fields: ['Person.file'] },
    'NO_GRANT',
    'CONCERNS_CALLER',
  ],
  [
    'an agency outside the exchange',
    { caller: { agency: 'outsider' }, grant: { grantee: 'outsider' } },
    'EXCLUDED_AGENCY',
    'NOT_EXCLUDED',
  ],
  ['a request without a purpose', { caller: { purpose: undefined } }, 'PURPOSE_MISMATCH', 'PURPOSE_KNOWN'],
  ['a purpose nobody knows', { caller: { purpose: 'curiosity' } }, 'PURPOSE_MISMATCH', 'PURPOSE_KNOWN'],
  [
    'shared data about nobody without a purpose',
    { fields: ['Place.code'], caller: { purpose: undefined } },
    'PURPOSE_MISMATCH',
    'PURPOSE_KNOWN',
  ],
  [
    'an agency the purpose is not for',
    { purpose: { recipients: ['archive'] } },
    'PURPOSE_MISMATCH',
    'RECIPIENT',
  ],
  [
    'a request that names no procedure',
    { purpose: { procedure: '1.001193' } },
    'NO_LEGAL_BASIS',
    'PROCEDURE',
    'PDPL 91/2025 Art 19(2)',
  ],
  [
    'another procedure',
    { purpose: { procedure: '1.001193' }, caller: { procedure: '1.004222' } },
    'PURPOSE_MISMATCH',
    'PROCEDURE',
  ],
  ['a request that names no case', { purpose: { caseRequired: true } }, 'NO_LEGAL_BASIS', 'CASE'],
  [
    'more than the purpose needs, though it is granted',
    { purpose: { minimalFields: ['Person.address'] } },
    'EXCESS_FIELDS',
    'WITHIN_PURPOSE',
  ],
  ['a field no grant names', { grant: { fields: ['Person.address'] } }, 'NO_GRANT', 'GRANT_EXISTS'],
  [
    'a copy, granted by who is not its source',
    { fields: ['Copy.name'] },
    'NOT_MASTER_SOURCE',
    'MASTER_SOURCE',
    'D278/2025 Art 5',
  ],
  ['an agency the grant is not for', { grant: { grantee: 'archive' } }, 'NO_GRANT', 'GRANTEE'],
  ['an agency nobody knows', { caller: { agency: 'stranger' } }, 'NO_GRANT', 'GRANTEE'],
  [
    'a caller who takes the name of a group',
    { caller: { agency: 'clinics' }, grant: { grantee: 'clinics' } },
    'NO_GRANT',
    'GRANTEE',
  ],
  [
    'an agency that takes the name of everybody',
    {
      caller: { agency: 'citizens' },
      grant: { grantee: 'clinics' },
      rules: { groups: [{ id: 'clinics', label: { vi: 'x', en: 'x' }, members: ['citizens'] }] },
    },
    'NO_GRANT',
    'GRANTEE',
  ],
  ['a grant for another purpose', { grant: { purpose: 'audit' } }, 'PURPOSE_MISMATCH', 'GRANT_PURPOSE'],
  [
    'a condition that is not known',
    { grant: { conditions: ['ALWAYS_TRUE' as 'OFFICER'] } },
    'RULESET_STALE',
    'UNDERSTOOD',
  ],
  [
    'a mask that is not known',
    { grant: { mask: { 'Person.address': 'blur' as 'year' } } },
    'RULESET_STALE',
    'UNDERSTOOD',
  ],
  ['a scope that is not known', { grant: { rows: 'galaxy' as 'all' } }, 'RULESET_STALE', 'UNDERSTOOD'],
  ['a status that is not known', { grant: { status: 'FINE' as 'ACTIVE' } }, 'RULESET_STALE', 'UNDERSTOOD'],
  ['a grant without a legal basis', { grant: { basis: [] } }, 'NO_LEGAL_BASIS', 'BASIS_NAMED'],
  [
    'a grant by an act nobody knows',
    { grant: { basis: ['Statute 9 Art 1', 'Lawful'] } },
    'NO_LEGAL_BASIS',
    'BASIS_NAMED',
  ],
  ['a suspended grant', { grant: { status: 'SUSPENDED' } }, 'SUSPENDED', 'STATUS'],
  ['a revoked grant', { grant: { status: 'REVOKED' } }, 'EXPIRED', 'STATUS'],
  ['a superseded grant', { grant: { status: 'SUPERSEDED' } }, 'EXPIRED', 'STATUS'],
  ['a grant before its first day', { at: startOfDay('2024-01-01') - 1 }, 'NOT_YET_VALID', 'STARTED'],
  ['a grant after its last day', { at: '2028-01-01' }, 'EXPIRED', 'NOT_OVER'],
  [
    'a grant whose every basis has been repealed',
    { grant: { basis: ['Old Law Art 1'] } },
    'LEGAL_ACT_REPLACED',
    'BASIS_IN_FORCE',
    'New Law',
  ],
  [
    'a grant whose basis is not yet in force',
    { grant: { basis: ['New Law'] }, at: '2025-10-21' },
    'NOT_YET_VALID',
    'BASIS_IN_FORCE',
  ],
  [
    'a request without the officer it demands',
    { grant: { conditions: ['OFFICER'] } },
    'NO_LEGAL_BASIS',
    'GRANT_CONDITIONS',
  ],
  [
    'a request without the decision it demands',
    { grant: { conditions: ['DECISION_NUMBER'] }, caller: { officer: 'o' } },
    'NO_LEGAL_BASIS',
    'GRANT_CONDITIONS',
  ],
  [
    'one approval counted twice',
    { grant: { conditions: ['TWO_APPROVALS'] }, caller: { approvedBy: ['a', 'a'] } },
    'NO_LEGAL_BASIS',
    'GRANT_CONDITIONS',
  ],
  [
    'health data to an insurer without a written request',
    { ...asInsurer, caller: { consents: [consent] } },
    'CONSENT_MISSING',
    'CONSENT',
    'PDPL 91/2025 Art 26(2)',
  ],
  [
    'personal data without the consent its purpose rests on',
    { purpose: { kind: 'CONSENT' } },
    'CONSENT_MISSING',
    'CONSENT',
    'PDPL 91/2025 Art 9',
  ],
  [
    'consent to another purpose',
    { purpose: { kind: 'CONSENT' }, caller: { consents: [{ ...consent, purpose: 'audit' }] } },
    'CONSENT_MISSING',
    'CONSENT',
  ],
  [
    'consent of somebody the case is not about',
    { purpose: { kind: 'CONSENT' }, caller: { consents: [consent], case: { id: 'c', subjects: ['s2'] } } },
    'CONSENT_MISSING',
    'CONSENT',
  ],
  [
    'consent after its last day',
    { purpose: { kind: 'CONSENT' }, caller: { consents: [consent] }, at: '2026-06-02' },
    'CONSENT_MISSING',
    'CONSENT',
  ],
  ['the rows of a case without a case', { grant: { rows: 'case' } }, 'ROW_OUT_OF_SCOPE', 'ROWS'],
  ['the records of a case without a case', { grant: { rows: 'record' } }, 'ROW_OUT_OF_SCOPE', 'ROWS'],
  [
    'the rows of a case about nobody',
    { grant: { rows: 'case' }, caller: { case: { id: 'c', subjects: [] } } },
    'ROW_OUT_OF_SCOPE',
    'ROWS',
  ],
  [
    'the rows of a territory without a territory',
    { grant: { rows: 'own-territory' } },
    'ROW_OUT_OF_SCOPE',
    'ROWS',
  ],
  ['an agency the rows of a self', { grant: { rows: 'self' } }, 'ROW_OUT_OF_SCOPE', 'ROWS'],
  [
    'core data without a risk assessment',
    { fields: ['Person.reserve'], grant: { riskAssessedUntil: null } },
    'CORE_DATA_LIMIT',
    'RISK_ASSESSED',
    'D165/2025',
  ],
  [
    'core data after its risk assessment',
    { fields: ['Person.reserve'], at: '2027-01-01' },
    'CORE_DATA_LIMIT',
    'RISK_ASSESSED',
  ],
  [
    'core data about nobody without a grant',
    { fields: ['Place.stock'], grant: { fields: ['Person.name'] } },
    'NO_GRANT',
    'GRANT_EXISTS',
  ],
  [
    'a combination',
    { fields: ['Person.name', 'Person.address'], rules: { combinations: [together] } },
    'COMBINATION_FORBIDDEN',
    'COMBINATION',
    'Law Art 7',
  ],
];

describe('A decision refuses', () => {
  it.each(refusals)('%s', (...[, change, reason, failed, basis]) => {
    const verdict = verdictWith(change);
    expect(verdict).toMatchObject({ allowed: false, reason, failed, ...(basis && { basis }) });
    expect((verdict as { basis: string }).basis).not.toBe('');
  });

  it('for every reason that is not left to counting, to the subgraph or to the platform', () => {
    const elsewhere = ['QUOTA_EXCEEDED', 'BYPASS', 'OVERLOAD'];
    expect(new Set(refusals.map(([, , reason]) => reason))).toEqual(
      new Set(REASON_CODES.filter((code) => !elsewhere.includes(code))),
    );
  });
});

describe('A decision permits', () => {
  it.each<[string, Change, object]>([
    [
      'what a grant in force names',
      {},
      { by: 'GRANT', grant: 'register-clinic', rows: 'all', basis: ['Law Art 1'] },
    ],
    ['on the first moment of the first day', { at: startOfDay('2024-01-01') }, { by: 'GRANT' }],
    ['until the last moment of the last day', { at: startOfDay('2028-01-01') - 1 }, { by: 'GRANT' }],
    [
      'until the last moment at which the rules are fresh',
      { at: startOfDay('2026-06-01'), fresh: { freshUntil: startOfDay('2026-06-01') } },
      { by: 'GRANT' },
    ],
    [
      'members of the group it is for, however deep',
      { grant: { grantee: 'political-system' } },
      { by: 'GRANT' },
    ],
    [
      'by the basis that is left, and names no other',
      { grant: { basis: ['Old Law Art 1', 'New Law Art 2'] } },
      { basis: ['New Law Art 2'] },
    ],
    [
      'with the procedure and case of the purpose',
      {
        purpose: { procedure: '1.001193', caseRequired: true },
        caller: { procedure: '1.001193', case: { id: 'c', subjects: [] } },
      },
      { by: 'GRANT' },
    ],
    [
      'with officer, decision and two approvals',
      {
        grant: { conditions: ['OFFICER', 'DECISION_NUMBER', 'TWO_APPROVALS'] },
        caller: { officer: 'o', decisionNumber: '1', approvedBy: ['a', 'b'] },
      },
      { by: 'GRANT' },
    ],
    [
      'the rows of the case it names',
      { grant: { rows: 'case' }, caller: { case: { id: 'c', subjects: ['s1'] } } },
      { rows: 'case' },
    ],
    [
      'with its mask and quota',
      { grant: { mask: { 'Person.name': 'initials' }, quota: { requests: 5, per: 'day' } } },
      { mask: 'initials', quota: { requests: 5, per: 'day' } },
    ],
    [
      'health data to an insurer on written request',
      { ...asInsurer, caller: { consents: [written] } },
      { consent: 'WRITTEN_REQUEST', sensitive: true },
    ],
    ['basic data to an insurer without one', { purpose: { recipientRole: 'INSURER' } }, { consent: null }],
    [
      'health data in an emergency',
      { ...asInsurer, purpose: { recipientRole: 'CARE_PROVIDER', kind: 'EMERGENCY' } },
      { consent: null },
    ],
    [
      'on consent, until its last day',
      { purpose: { kind: 'CONSENT' }, caller: { consents: [consent] } },
      { consent: 'CONSENT' },
    ],
    [
      'on a written request where consent would do',
      { purpose: { kind: 'CONSENT' }, caller: { consents: [written] } },
      { consent: 'CONSENT' },
    ],
    [
      'core data under a risk assessment, until its last day',
      { fields: ['Person.reserve'], at: '2026-12-31' },
      { riskAssessed: true },
    ],
    [
      'open data to anyone',
      { fields: ['Place.name'], caller: { kind: 'anonymous' } },
      { by: 'OPEN', basis: ['Law Art 2'] },
    ],
    [
      'open data to an agency outside',
      { fields: ['Place.name'], caller: { agency: 'outsider' } },
      { by: 'OPEN' },
    ],
    [
      'open data without a purpose',
      { fields: ['Place.name'], caller: { purpose: 'curiosity' } },
      { by: 'OPEN' },
    ],
    [
      'shared data about nobody to an agency with a purpose',
      { fields: ['Place.code'] },
      { by: 'SHARED_BY_DEFAULT', basis: ['New Law Art 16(2)'] },
    ],
    [
      'an agency its own data without a purpose',
      { fields: ['Person.file'], caller: { agency: 'register', purpose: undefined } },
      { by: 'OWN', grant: null },
    ],
    [
      'an agency its own data though it forbids it to others',
      { caller: { agency: 'register' }, rules: { forbids: [forbid] } },
      { by: 'OWN' },
    ],
    [
      'a person what concerns them, and those rows only',
      { caller: { kind: 'citizen', personalId: 's1' } },
      { by: 'SUBJECT', rows: 'self' },
    ],
    [
      'an agency that a forbid spares',
      { rules: { forbids: [{ ...forbid, except: ['clinics'] }] } },
      { by: 'GRANT' },
    ],
    [
      'people that a forbid spares',
      {
        caller: { kind: 'citizen', personalId: 's1' },
        rules: { forbids: [{ ...forbid, except: ['citizens'] }] },
      },
      { by: 'SUBJECT' },
    ],
    [
      'what somebody else than the owner forbids',
      { rules: { forbids: [{ ...forbid, provider: 'archive' }] } },
      { by: 'GRANT' },
    ],
    [
      'before a forbid begins',
      { rules: { forbids: [{ ...forbid, validFrom: '2026-06-02' }] } },
      { by: 'GRANT' },
    ],
    ['after a forbid ends', { rules: { forbids: [{ ...forbid, validTo: '2026-05-31' }] } }, { by: 'GRANT' }],
    ['a part of a combination alone', { rules: { combinations: [together] } }, { by: 'GRANT' }],
    [
      'a combination for the purpose that carries its authority',
      {
        fields: ['Person.name', 'Person.address'],
        rules: { combinations: [{ ...together, allowedFor: ['referral'] }] },
      },
      { by: 'GRANT' },
    ],
  ])('%s', (_, change, expected) => {
    expect(verdictWith(change)).toMatchObject({ allowed: true, ...expected });
  });
});

describe('On the day one decree replaces another', () => {
  const both = {
    grants: [otherwise({ basis: ['Old Law Art 4'] }, 'old'), otherwise({ basis: ['New Law Art 5'] }, 'new')],
  };

  it.each([
    ['the last moment of 21/10/2025', startOfDay('2025-10-22') - 1, 'old', 'Old Law Art 4'],
    ['the first moment of 22/10/2025', startOfDay('2025-10-22'), 'new', 'New Law Art 5'],
  ])('%s is decided by the law of that day', (_, at, id, basis) => {
    expect(verdictWith({ rules: both, at })).toMatchObject({ grant: id, basis: [basis] });
  });

  it('the day is the one in Viet Nam', () => {
    expect(decideWith({ at: Date.parse('2025-10-21T16:59:59.999Z') }).day).toBe('2025-10-21');
    expect(decideWith({ at: Date.parse('2025-10-21T17:00:00.000Z') }).day).toBe('2025-10-22');
  });

  it('what is shared by default names the law of that day', () => {
    const code = (at: string) => verdictWith({ fields: ['Place.code'], at });
    expect(code('2025-10-21')).toMatchObject({ by: 'SHARED_BY_DEFAULT', basis: ['Old Law Art 34'] });
    expect(code('2025-10-22')).toMatchObject({ by: 'SHARED_BY_DEFAULT', basis: ['New Law Art 16(2)'] });
    expect(code('1999-12-31')).toMatchObject({ allowed: false });
  });
});

describe('Of several grants', () => {
  it.each([
    ['the one that reaches more rows is relied on', [{ rows: 'own-contribution' }, { rows: 'all' }], 'b'],
    ['the one that masks less, among the same rows', [{ mask: { 'Person.name': 'year' } }, {}], 'b'],
    ['the first by id, among equals', [{}, {}], 'a'],
  ] as [string, Partial<Grant>[], string][])('%s', (_, [first, second], expected) => {
    const grants = [otherwise(first!, 'a'), otherwise(second!, 'b')];
    expect(verdictWith({ rules: { grants } })).toMatchObject({ grant: expected });
    expect(verdictWith({ rules: { grants: grants.reverse() } })).toMatchObject({ grant: expected });
  });

  it('that all refuse, the nearest tells why', () => {
    const grants = [
      otherwise({ grantee: 'archive' }, 'a'),
      otherwise({ validTo: '2026-05-31' }, 'b'),
      otherwise({ status: 'SUSPENDED' }, 'c'),
    ];
    expect(verdictWith({ rules: { grants } })).toMatchObject({ reason: 'EXPIRED', nearest: 'b' });
  });
});

describe('A request for several fields', () => {
  it('is judged field by field, in its order, each once', () => {
    const { verdicts, refusals, ruleSet } = decideWith({
      fields: ['Person.secret', 'Place.name', 'Person.name', 'Place.name'],
    });
    expect([...verdicts].map(([field, { allowed }]) => [field, allowed])).toEqual([
      ['Person.secret', false],
      ['Place.name', true],
      ['Person.name', true],
    ]);
    expect(refusals.map(({ coordinate }) => coordinate)).toEqual(['Person.secret']);
    expect(ruleSet).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it('loses every part of a combination but what is open or its own', () => {
    const allowed = (agency: string) =>
      [
        ...decideWith({
          fields: ['Person.name', 'Person.file', 'Place.name'],
          caller: { agency },
          rules: { combinations: [together] },
        }).verdicts,
      ].map(([field, { allowed }]) => [field, allowed]);
    expect(allowed('clinic')).toEqual([
      ['Person.name', false],
      ['Person.file', true],
      ['Place.name', true],
    ]);
    expect(allowed('register')).toEqual([
      ['Person.name', true],
      ['Person.file', true],
      ['Place.name', true],
    ]);
  });

  it('is no less a combination for a part that is refused anyway', () => {
    const forbids = [{ ...forbid, fields: ['Person.address'] }];
    const { refusals } = decideWith({
      fields: ['Person.name', 'Person.address'],
      rules: { combinations: [together], forbids },
    });
    expect(refusals.map(({ reason }) => reason)).toEqual(['COMBINATION_FORBIDDEN', 'FORBIDDEN']);
  });
});

describe('A value type that several agencies answer', () => {
  const address = new Map([...decideShared('register', 'archive')]);
  function decideShared(...owners: string[]) {
    return [
      [
        'Person.name',
        {
          sharing: 'SHARED',
          personal: 'BASIC',
          secrecy: 'NONE',
          importance: 'NORMAL',
          owners,
          database: null,
        },
      ],
    ] as const;
  }

  it('is shared by any of them, and forbidden by any of them', () => {
    expect(verdictWith({ classes: address, grant: { provider: 'archive' } })).toMatchObject({ by: 'GRANT' });
    expect(
      verdictWith({ classes: address, rules: { forbids: [{ ...forbid, provider: 'archive' }] } }),
    ).toMatchObject({ reason: 'FORBIDDEN' });
  });

  it("is nobody's to share where its master is not known", () => {
    expect(verdictWith({ classes: new Map(decideShared()) })).toMatchObject({ reason: 'NOT_MASTER_SOURCE' });
    expect(verdictWith({ classes: new Map(decideShared()), caller: { agency: 'register' } })).toMatchObject({
      allowed: false,
    });
  });
});
