import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sealPermits } from '@lienthong/shared/identity/seal-content';
import { bestCase } from '@lienthong/shared/policy/best-case';
import { decide } from '@lienthong/shared/policy/decide';
import { legalDay } from '@lienthong/shared/policy/legal-day';
import { coordinatesOf } from '@lienthong/shared/policy/operation-fields';
import type { AgencyCaller, Permit } from '@lienthong/shared/policy/types';
import { parse } from 'graphql';
import { openRules } from '../../scripts/rules/open-rules.ts';
import { loadListed, startSubgraph, type TestSubgraph } from '../support/subgraph.ts';
import { synthetic } from './synthetic.ts';

const { compiled, schema } = openRules('.');
/** Owners go by the clock: what is asked here rests on grants without an end. */
const NOW = Date.now();

const citizens = synthetic('mps/Citizen');
const registrations = synthetic('moj/BirthRegistration');
const consents = synthetic('moh/Consent');

/** An agency that brings every proof but those of the people it asks about. */
const asking = (agency: string, purpose: string, subjects: readonly string[]): AgencyCaller => ({
  ...bestCase(agency, purpose, compiled, legalDay(NOW)),
  case: { id: 'HS-2026-1', subjects },
  territory: '01',
});

/** One owner alone, asked under a seal with what the rules permit to who brings every proof. */
function owner(name: string) {
  let running: TestSubgraph;
  beforeAll(async () => {
    running = await startSubgraph(await loadListed(name));
  });
  afterAll(() => running.remove());

  const ask = async (
    caller: AgencyCaller,
    query: string,
    variables: Record<string, unknown>,
    meant = query,
  ) => {
    const coordinates = coordinatesOf(parse(meant), schema);
    const supposed = { ...caller, case: { id: 'HS-2026-1', subjects: ['*'] } };
    const { verdicts } = decide({ caller: supposed, coordinates }, compiled, NOW);
    const permits = [...verdicts.values()].filter((verdict): verdict is Permit => verdict.allowed);
    const { consents: _, ...told } = caller;
    const content = { caller: told, ruleSet: compiled.version, permits: sealPermits(permits) };
    const { body } = await running.ask(query, variables, { content });
    return { data: body.data, codes: body.errors?.map(({ extensions }) => extensions.code) ?? [] };
  };
  return {
    ask,
    /** The same of people it is referred to by their numbers. */
    refer: async (caller: AgencyCaller, fields: string, personalIds: readonly string[]) => {
      const { data, codes } = await ask(
        caller,
        `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Citizen { ${fields} } } }`,
        { of: personalIds.map((personalId) => ({ __typename: 'Citizen', personalId })) },
        `{ citizen(personalId: "") { ${fields} } }`,
      );
      return { people: data._entities as readonly unknown[], codes };
    },
  };
}

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
