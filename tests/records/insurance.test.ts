import { describe, expect, it } from '@jest/globals';
import { inForce, legalToday } from '@lienthong/shared';
import { healthCoverOf, lastDayAsChild } from '../../seeds/synthetic/world/health-cover.ts';
import { createCountry } from '../../seeds/synthetic/world/country.ts';
import { createHouseholds } from '../../seeds/synthetic/world/households.ts';
import { monthsWithin } from '../../subgraphs/mof/months-within.ts';
import { employedOn } from '../../subgraphs/mof/social-insurance.ts';
import { agency, asking, owner } from './agency-alone.ts';
import { synthetic } from './synthetic.ts';

const citizens = synthetic('mps/Citizen');
const cards = synthetic('mof/HealthInsurance');
const pensions = synthetic('mof/Pension');
const accounts = synthetic('mof/SocialInsurance');
const declared = synthetic('mof/DeclaredEmployee');
const NOBODY = '003099999999';
const everybody = citizens.map(({ personalId }) => ({ personalId }));

describe('What holds for a time', () => {
  it.each([
    ['from its first day', '2026-01-01', true],
    ['not the day before', '2025-12-31', false],
    ['to its last day', '2026-12-31', true],
    ['not the day after', '2027-01-01', false],
  ])('holds %s', (_, day, expected) => {
    expect(inForce({ from: '2026-01-01', to: '2026-12-31' }, day)).toBe(expected);
  });

  it('holds on where it has no end', () => {
    expect(inForce({ from: '2026-01-01', to: null }, '2099-01-01')).toBe(true);
  });
});

describe('The months for which contributions were paid', () => {
  const DAY = '2026-11-24';
  it.each([
    ['none without a period', [], 0],
    ['one, of a whole month', [{ from: '2026-02-01', to: '2026-02-28' }], 1],
    ['none, a day short of it', [{ from: '2026-02-01', to: '2026-02-27' }], 0],
    ['across a year', [{ from: '2025-11-15', to: '2026-02-14' }], 3],
    ['those of a period that goes on, up to the day', [{ from: '2026-01-01', to: null }], 10],
    ['no more than up to the day', [{ from: '2026-01-01', to: '2099-12-31' }], 10],
    ['none of what is still to come', [{ from: '2027-01-01', to: null }], 0],
    [
      'those of every period',
      [
        { from: '2020-01-01', to: '2020-12-31' },
        { from: '2022-01-01', to: '2022-06-30' },
      ],
      18,
    ],
  ])('are %s', (_, periods, expected) => {
    expect(monthsWithin(periods, DAY)).toBe(expected);
  });
});

describe('The employees of an enterprise', () => {
  const employee = (number: string, from: string, to: string | null = null) => ({
    socialInsuranceNumber: number,
    declaredFrom: from,
    declaredTo: to,
  });
  it.each([
    ['none where nobody is declared', [], 0],
    ['those declared today', [employee('1', '2026-01-01'), employee('2', '2026-11-24')], 2],
    ['without those who left', [employee('1', '2026-01-01', '2026-11-23'), employee('2', '2026-01-01')], 1],
    ['with who leaves today', [employee('1', '2026-01-01', '2026-11-24')], 1],
    ['without who begins tomorrow', [employee('1', '2026-11-25')], 0],
    ['each once, however often declared', [employee('1', '2026-01-01'), employee('1', '2026-06-01')], 1],
  ])('are %s', (_, of, expected) => {
    expect(employedOn(of, '2026-11-24')).toBe(expected);
  });
});

describe('A child is covered', () => {
  it.each([
    ['2020-05-14', '2026-09-30'],
    ['2020-09-30', '2026-09-30'],
    ['2020-10-01', '2026-09-30'],
    ['2020-10-20', '2026-10-19'],
    ['2020-02-29', '2026-09-30'],
  ])('who was born on %s to %s', (dateOfBirth, to) => {
    expect(lastDayAsChild({ dateOfBirth })).toBe(to);
  });
});

describe('A health insurance card', () => {
  it('says group, level, province and social insurance number, and so do its columns', () => {
    const home = new Map(citizens.map(({ personalId, province }) => [personalId, province]));
    const wrong = cards.filter(
      ({ cardNumber, group, level, citizenId }) =>
        !/^[A-Z]{2}[1-5]\d{12}$/.test(cardNumber) ||
        !cardNumber.startsWith(`${group}${level}${home.get(citizenId)}`),
    );
    expect(wrong).toEqual([]);
    const numbers = new Map(accounts.map(({ citizenId, number }) => [citizenId, number]));
    const others = cards.filter(
      ({ citizenId, cardNumber }) =>
        numbers.has(citizenId) && numbers.get(citizenId) !== cardNumber.slice(-10),
    );
    expect(others).toEqual([]);
  });

  it('is everybody’s who works, and nobody’s who died', () => {
    const covered = new Set(cards.map(({ citizenId }) => citizenId));
    const working = synthetic('mof/Contribution').filter(({ paidTo }) => paidTo === null);
    expect(working.filter(({ citizenId }) => !covered.has(citizenId))).toEqual([]);
    expect(citizens.filter(({ alive, personalId }) => !alive && covered.has(personalId))).toEqual([]);
  });

  it('comes in every group, in a world that is large enough', () => {
    const groups = new Set<string>();
    for (const household of createHouseholds(createCountry(214), 5_000))
      for (const person of household.people) groups.add(healthCoverOf(person, household)?.group ?? 'none');
    expect([...groups].sort()).toEqual(
      ['BT', 'CC', 'CN', 'DN', 'GD', 'HC', 'HN', 'HS', 'HT', 'TE', 'none'].sort(),
    );
  });
});

describe('The insurance registers', () => {
  const { ask, refer } = agency('mof');

  it('say of everybody whether they are insured, also of who never was', async () => {
    const answers = await refer('Citizen', 'healthInsurance { insured level validTo cardNumber }', [
      ...everybody,
      { personalId: NOBODY },
    ]);
    const cardOf = new Map(cards.map((card) => [card.citizenId, card]));
    expect(answers).toEqual(
      [...everybody.map(({ personalId }) => cardOf.get(personalId)), undefined].map((card) => ({
        healthInsurance: {
          // The cards of this world last to the end of the year, or of childhood.
          insured: card !== undefined && card.validTo >= legalToday(),
          level: card?.level ?? null,
          validTo: card?.validTo ?? null,
          cardNumber: card?.cardNumber ?? null,
        },
      })),
    );
    expect(
      new Set(answers.map((answer) => (answer['healthInsurance'] as { insured: boolean }).insured)),
    ).toEqual(new Set([true, false]));
  });

  it('say who receives a pension, and of nobody else that they do', async () => {
    const answers = await refer('Citizen', 'personalId receivesPension pension { kind paidFrom }', everybody);
    const paid = new Map(pensions.map(({ citizenId, kind, paidFrom }) => [citizenId, { kind, paidFrom }]));
    expect(answers).toEqual(
      everybody.map(({ personalId }) => ({
        personalId,
        receivesPension: paid.has(personalId),
        pension: paid.get(personalId) ?? null,
      })),
    );
  });

  it('count the employees of every enterprise, and name none of them', async () => {
    const units = synthetic('mof/InsuranceUnit');
    const answers = await refer('Organization', 'taxCode socialInsuranceCode employeesDeclared', [
      ...units.map(({ taxCode }) => ({ taxCode })),
    ]);
    expect(answers).toEqual(
      units.map(({ code, taxCode }) => ({
        taxCode,
        socialInsuranceCode: code,
        employeesDeclared: declared.filter(({ unitCode }) => unitCode === code).length,
      })),
    );
    expect(answers.map(({ employeesDeclared }) => employeesDeclared)).not.toContain(0);
  });

  it('keep the book of who works: the periods, the latest first', async () => {
    const twice = accounts.find(
      ({ number }) =>
        synthetic('mof/Contribution').filter((one) => one.socialInsuranceNumber === number).length > 1,
    )!;
    const [person] = await refer(
      'Citizen',
      'socialInsurance { number participating contributions { paidFrom employer { taxCode } } }',
      [{ personalId: twice.citizenId }],
    );
    const { contributions, ...account } = person!['socialInsurance'] as {
      contributions: { paidFrom: string; employer: unknown }[];
    };
    expect(account).toEqual({ number: twice.number, participating: true });
    expect(contributions.map(({ paidFrom }) => paidFrom)).toEqual(
      synthetic('mof/Contribution')
        .filter((one) => one.socialInsuranceNumber === twice.number)
        .map(({ paidFrom }) => paidFrom)
        .sort()
        .reverse(),
    );
  });

  it('say what became of a claim, by the encounter that the health registers know', async () => {
    const claims = new Map(synthetic('moh/Claim').map((claim) => [claim.encounter, claim]));
    const assessments = synthetic('mof/ClaimAssessment');
    for (const { encounter, citizenId, outcome, acceptedAmount } of assessments) {
      const claim = claims.get(encounter)!;
      expect([encounter, citizenId, acceptedAmount <= claim.amount]).toEqual([
        encounter,
        claim.citizenId,
        true,
      ]);
      expect(acceptedAmount === claim.amount).toBe(outcome === 'ACCEPTED');
    }
    const [{ encounter, outcome }] = assessments as [(typeof assessments)[number]];
    expect(
      await ask('query ($of: ID!) { claimAssessment(encounter: $of) { encounter outcome } }', {
        of: encounter,
      }),
    ).toEqual({ claimAssessment: { encounter, outcome } });
  });
});

describe('Of insurance the ministry shows', () => {
  const { refer } = owner('mof');
  const { citizenId } = pensions[0]!;

  it('who decides on assistance whether there is a pension, of those in the case', async () => {
    expect(
      await refer(asking('moh', 'social-assistance', [citizenId]), 'receivesPension', [citizenId, NOBODY]),
    ).toEqual({
      people: [{ receivesPension: true }, { receivesPension: null }],
      codes: ['ROW_OUT_OF_SCOPE'],
    });
  });

  it('a hospital whether, how far and until when a patient is insured', async () => {
    const { citizenId: patient, level, validTo } = cards.find(({ group }) => group === 'DN')!;
    const caller = asking('ppc', 'health-referral', [patient]);
    expect(await refer(caller, 'healthInsurance { insured level validTo }', [patient])).toEqual({
      people: [{ healthInsurance: { insured: validTo >= legalToday(), level, validTo } }],
      codes: [],
    });
  });
});
