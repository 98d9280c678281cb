import { describe, expect, it } from '@jest/globals';
import { asking, owner } from './agency-alone.ts';
import { synthetic } from './synthetic.ts';

const citizens = synthetic('mps/Citizen');
const registrations = synthetic('moj/BirthRegistration');
const consents = synthetic('moh/Consent');

describe('The population register', () => {
  const { ask, refer } = owner('mps');
  const [inHanoi, elsewhere] = ['01', '08'].map((code) =>
    citizens.find(({ province }) => province === code)!,
  );

  it('shows of a date of birth the year, to who verifies an identity', async () => {
    const { personalId, fullName, dateOfBirth } = inHanoi!;
    const caller = asking('moc', 'identity-verification', [personalId]);
    const query = 'query ($id: ID!) { citizen(personalId: $id) { fullName dateOfBirth } }';
    expect(await ask(caller, query, { id: personalId })).toEqual({
      data: { citizen: { fullName, dateOfBirth: dateOfBirth.slice(0, 4) } },
      codes: [],
    });
  });

  it('shows of a name the initials, to who decides on social assistance', async () => {
    const { personalId, fullName } = inHanoi!;
    const initials = fullName
      .split(' ')
      .map((word) => `${word[0]}.`)
      .join(' ');
    const caller = asking('moh', 'social-assistance', [personalId]);
    expect(await refer(caller, 'fullName ageAtLeast(years: 18)', [personalId])).toEqual({
      people: [{ fullName: initials, ageAtLeast: true }],
      codes: [],
    });
  });

  it('shows nobody outside the case, and does not say whether there is such a person', async () => {
    const caller = asking('moc', 'identity-verification', [inHanoi!.personalId]);
    const query = 'query ($id: ID!) { citizen(personalId: $id) { fullName } }';
    const [stranger, nobody] = await Promise.all(
      [elsewhere!.personalId, '001099000001'].map((id) => ask(caller, query, { id })),
    );
    expect(stranger).toEqual({ data: { citizen: null }, codes: ['ROW_OUT_OF_SCOPE'] });
    expect(nobody).toEqual(stranger);
  });

  it('shows a People’s Committee the people of its own province', async () => {
    const caller = asking('ppc', 'school-admission', []);
    const ids = [inHanoi!, elsewhere!].map(({ personalId }) => personalId);
    expect(await refer(caller, 'fullName', ids)).toEqual({
      people: [{ fullName: inHanoi!.fullName }, { fullName: null }],
      codes: ['ROW_OUT_OF_SCOPE'],
    });
  });
});

describe('The civil status register', () => {
  const { ask } = owner('moj');
  const query = 'query ($number: ID!) { birthRegistration(number: $number) { number } }';

  it('shows the People’s Committees what they entered, and not what a mission abroad did', async () => {
    const caller = asking('ppc', 'birth-registration', []);
    const [own, foreign] = ['ppc', 'mofa'].map((agency) =>
      registrations.find(({ registeredBy }) => registeredBy === agency)!,
    );
    expect((await ask(caller, query, { number: own!.number })).codes).toEqual([]);
    expect((await ask(caller, query, { number: foreign!.number })).codes).toEqual(['ROW_OUT_OF_SCOPE']);
  });
});

describe('The health registers', () => {
  const { refer } = owner('moh');
  const referral = consents.filter(({ purpose }) => purpose === 'health-referral');
  const written = referral.filter(({ kind }) => kind === 'WRITTEN_REQUEST');
  const requested = written.find(
    ({ validFrom, validTo }) => validFrom < '2026-11' && validTo === null,
  )!.subject;
  const others = {
    expired: written.find(({ validTo }) => validTo !== null && validTo < '2026-11')!.subject,
    early: written.find(({ validFrom }) => validFrom > '2090')!.subject,
    unwritten: referral.find(({ kind }) => kind === 'CONSENT')!.subject,
    silent: registrations[0]!.motherId!,
  };
  const record = synthetic('moh/HealthRecord').find(({ citizenId }) => citizenId === requested)!;

  it('show a hospital the record of who asked for it in writing, and of nobody else in the case', async () => {
    const subjects = [requested, ...Object.values(others)];
    const { people, codes } = await refer(
      asking('ppc', 'health-referral', subjects),
      'healthRecord { bloodGroup }',
      subjects,
    );
    expect(people).toEqual([
      { healthRecord: { bloodGroup: record.bloodGroup } },
      ...Object.values(others).map(() => ({ healthRecord: null })),
    ]);
    expect(codes).toEqual(Object.values(others).map(() => 'CONSENT_MISSING'));
  });

  it('show of anybody’s what an emergency needs', async () => {
    const { people, codes } = await refer(
      asking('ppc', 'emergency-care', [others.silent]),
      'healthRecord { bloodGroup conditions }',
      [others.silent],
    );
    expect([people.length, codes]).toEqual([1, []]);
  });

  it('show an insurer the last four signs of an encounter', async () => {
    const { people, codes } = await refer(
      asking('mof', 'health-insurance-claim', [requested]),
      'healthRecord { claims { encounter amount } }',
      [requested],
    );
    const claims = synthetic('moh/Claim')
      .filter(({ citizenId }) => citizenId === requested)
      .map(({ encounter, amount }) => ({
        encounter: encounter.slice(-4).padStart(encounter.length, '*'),
        amount,
      }));
    expect([people, codes]).toEqual([[{ healthRecord: { claims } }], []]);
  });
});
