import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ExchangeAnswer } from '@lienthong/shared/asking/ask-exchange';
import type { Caller } from '@lienthong/shared/policy/types';
import { admissionPriorityOf } from '../../subgraphs/moet/admission-priority.ts';
import { Admission } from '../../subgraphs/moet/admission.ts';
import { agency, asking, owner } from './agency-alone.ts';
import { changing, outsiders, withCase } from './changing.ts';
import { synthetic } from './synthetic.ts';

describe('The group of priority', () => {
  const poor = { status: 'NEAR_POOR' };

  it.each([
    ['is none without a reason', {}, 'NONE'],
    ['is none for the majority', { ethnicity: 'Kinh', disabilityLevel: null, poorHousehold: null }, 'NONE'],
    ['is the second for a minority', { ethnicity: 'Tày' }, 'SECOND'],
    ['is the second for a poor household', { ethnicity: 'Kinh', poorHousehold: poor }, 'SECOND'],
    ['is the first for both', { ethnicity: 'Dao', poorHousehold: poor }, 'FIRST'],
    ['is the first for a disability, a mild one included', { disabilityLevel: 3 }, 'FIRST'],
    [
      'is the first for a disability in a poor household',
      { disabilityLevel: 1, poorHousehold: poor },
      'FIRST',
    ],
  ] as const)('%s', (_, circumstances, expected) => {
    expect(admissionPriorityOf(circumstances)).toBe(expected);
  });
});

describe('The registers of schools', () => {
  const { ask, refer } = agency('moet');

  it('say whether who lives in a commune is in the zone of a school, and nothing of one that is not known', async () => {
    const { code, zone } = synthetic('moet/School')[0]!;
    const home = { personalId: '003099999999', commune: zone[0] };
    const fields = `its: isInSchoolZone(school: "${code}") none: isInSchoolZone(school: "TH-0")`;
    expect(
      await refer('Citizen', fields, [home, { ...home, commune: '99999' }, { personalId: home.personalId }]),
    ).toEqual([
      { its: true, none: null },
      { its: false, none: null },
      { its: null, none: null },
    ]);
  });

  it('know where a child goes to school, and that who turns six this year is yet to be admitted', async () => {
    const pupils = synthetic('moet/Pupil');
    expect(
      await refer(
        'Citizen',
        'pupil { grade status school { code } }',
        pupils.map(({ citizenId }) => ({ personalId: citizenId })),
      ),
    ).toEqual(
      pupils.map(({ grade, status, schoolCode }) => ({
        pupil: { grade, status, school: { code: schoolCode } },
      })),
    );
    const six = synthetic('mps/Citizen').filter(({ dateOfBirth }) => dateOfBirth.startsWith('2020'));
    expect(six.length).toBeGreaterThan(0);
    const grades = six.map(
      ({ personalId }) => pupils.find(({ citizenId }) => citizenId === personalId)?.grade,
    );
    expect(new Set(grades)).toEqual(new Set([0]));
  });

  it('tell whether a diploma stands', async () => {
    const diploma = synthetic('moet/Diploma')[0]!;
    expect(
      await ask('query ($number: ID!) { diploma(number: $number) { valid holder { personalId } } }', {
        number: diploma.number,
      }),
    ).toEqual({ diploma: { valid: !diploma.revoked, holder: { personalId: diploma.citizenId } } });
  });
});

describe('Of diplomas and pupils the ministry shows', () => {
  const { ask } = owner('moet');

  it('whoever appoints the diploma of who stands in the case, and no other', async () => {
    const { number, citizenId, degree } = synthetic('moet/Diploma')[0]!;
    const query = 'query ($number: ID!) { diploma(number: $number) { degree } }';
    const asked = (subject: string) =>
      ask(asking('party-office', 'diploma-check', [subject]), query, { number });
    expect(await asked(citizenId)).toEqual({ data: { diploma: { degree } }, codes: [] });
    expect(await asked('003099999999')).toEqual({ data: { diploma: null }, codes: ['ROW_OUT_OF_SCOPE'] });
  });
});

/** What the registers answer, as the exchange brings it. */
const FACTS = {
  child: { isInSchoolZone: true, admissionPriority: 'SECOND' },
  guardian: { isGuardianOf: true },
};

describe('Admission', () => {
  const { run, asked, exchange, rows } = changing('moet', [Admission]);
  let answer: ExchangeAnswer;
  beforeEach(() => {
    answer = { data: FACTS, errors: [] };
    exchange.answers = () => answer;
  });

  const school = synthetic('moet/School')[0]!;
  const application = {
    dossier: 'TS-2026-1',
    childPersonalId: '003220000013',
    guardianPersonalId: '003086000011',
    school: school.code,
  };

  const MOET: Caller = { kind: 'agency', agency: 'moet' };
  const OFFICE = withCase('ppc', 'TS-2026-1', '003220000013', '003086000011');
  const admit = (change: Partial<typeof application> = {}, caller: Caller = OFFICE) =>
    run(
      caller,
      'mutation ($input: AdmitPupil!) { admitPupil(input: $input) { dossier priority child { personalId } } }',
      {
        input: { ...application, ...change },
      },
    );
  const ADMITTED = {
    data: { admitPupil: { dossier: 'TS-2026-1', priority: 'SECOND', child: { personalId: '003220000013' } } },
    codes: [],
  };
  const refused = (code: string) => ({ data: { admitPupil: null }, codes: [code] });

  it('rests on what the registers say, asked for this dossier and these two people', async () => {
    expect(await admit()).toEqual(ADMITTED);
    expect(asked).toMatchObject([
      {
        purpose: 'school-admission',
        case: { id: 'TS-2026-1', subjects: ['003220000013', '003086000011'] },
        variables: { school: school.code },
      },
    ]);
  });

  it('is decided once: the same dossier sent again finds it, and nobody is asked twice', async () => {
    await admit();
    answer = { data: null, errors: [] };
    expect(await admit()).toEqual(ADMITTED);
    expect(asked).toHaveLength(1);
    expect(await rows(Admission).count()).toBe(1);
  });

  it('is decided once by two requests at the same time', async () => {
    expect(await Promise.all([admit(), admit()])).toEqual([ADMITTED, ADMITTED]);
    expect(await rows(Admission).count()).toBe(1);
  });

  it.each([
    ['another child under a dossier that is decided', { childPersonalId: '003318000023' }, 'DOSSIER_TAKEN'],
    ['another school under it', { school: 'TH-0' }, 'DOSSIER_TAKEN'],
  ])('refuses %s', async (_, change, code) => {
    await admit();
    const caller = withCase('ppc', 'TS-2026-1', '003220000013', '003318000023', '003086000011');
    expect(await admit(change, caller)).toEqual(refused(code));
  });

  it.each([
    ['a school nobody knows', { school: 'TH-0' }, FACTS, 'SCHOOL_UNKNOWN'],
    ['who is no guardian', {}, { ...FACTS, guardian: { isGuardianOf: false } }, 'NOT_GUARDIAN'],
    [
      'who lives elsewhere',
      {},
      { ...FACTS, child: { ...FACTS.child, isInSchoolZone: false } },
      'OUT_OF_ZONE',
    ],
    ['to decide without the registers', {}, { child: null, guardian: null }, 'ADMISSION_UNVERIFIED'],
  ])('refuses %s', async (_, change, data, code) => {
    answer = { data, errors: [] };
    expect(await admit(change)).toEqual(refused(code));
    expect(await rows(Admission).count()).toBe(0);
  });

  it('refuses to decide where the exchange refused a part of the answer', async () => {
    answer = { data: FACTS, errors: [{ message: 'refused', extensions: { code: 'ROW_OUT_OF_SCOPE' } }] };
    expect(await admit()).toEqual(refused('ADMISSION_UNVERIFIED'));
  });

  it('ends when the places are taken', async () => {
    const taken = Array.from({ length: school.places }, (_, index) => ({
      dossier: `TS-${index}`,
      childId: `child-${index}`,
      guardianId: 'guardian',
      schoolCode: school.code,
      priority: 'NONE',
      admittedOn: '2026-06-01',
    }));
    await rows(Admission).save(taken);
    expect(await admit()).toEqual(refused('SCHOOL_FULL'));
  });

  it.each(outsiders('ppc', 'TS-2026-1', '003220000013', '003086000011'))(
    'is refused to %s: nobody is asked, nothing decided, and nothing told that was',
    async (_, caller) => {
      expect(await admit({}, caller)).toEqual(refused('CASE_DIFFERS'));
      expect(asked).toEqual([]);
      expect(await rows(Admission).count()).toBe(0);

      await admit();
      const decided = await rows(Admission).find();
      expect(await admit({}, caller)).toEqual(refused('CASE_DIFFERS'));
      expect(await rows(Admission).find()).toEqual(decided);
    },
  );

  it.each([
    ['a child and its guardian', {}],
    ['a guardian who is none', { guardianPersonalId: '005088000021' }],
    ['a child whom no register knows', { childPersonalId: '003220999999' }],
    ['a school nobody knows', { school: 'TH-0' }],
    ['a dossier of nobody', { dossier: 'TS-2026-9' }],
  ])('is refused with one code, of %s alike', async (_, change) => {
    await admit();
    const stranger = withCase('ppc', 'TS-2026-7', '001099000001');
    expect(await admit(change, stranger)).toEqual(refused('CASE_DIFFERS'));
    expect(await rows(Admission).count()).toBe(1);
  });

  it('is the ministry’s own to decide, whatever case it has', async () => {
    expect(await admit({}, MOET)).toEqual(ADMITTED);
  });

  it('works out the group of priority for a purpose of its own, about the child alone', async () => {
    answer = {
      data: { citizen: { ethnicity: 'Kinh', disabilityLevel: null, poorHousehold: { status: 'POOR' } } },
      errors: [],
    };
    const query =
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Citizen { admissionPriority } } }';
    const of = [{ __typename: 'Citizen', personalId: '003220000013' }];
    expect(await run(MOET, query, { of })).toEqual({
      data: { _entities: [{ admissionPriority: 'SECOND' }] },
      codes: [],
    });
    expect(asked).toMatchObject([{ purpose: 'admission-priority', case: { subjects: ['003220000013'] } }]);
    answer = { data: { citizen: null }, errors: [] };
    expect((await run(MOET, query, { of })).codes).toEqual(['ADMISSION_UNVERIFIED']);
  });
});
