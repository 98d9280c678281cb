import { describe, expect, it } from '@jest/globals';
import { agencyFor, citizen, decided, NOW, rules } from './decided.ts';

const { graph, ruleSet } = rules;

describe('Of the records of three agencies, in the use cases of the reference:', () => {
  const PARENTS = 'personalId fullName dateOfBirth sex nationality permanentAddress';
  const CARE = 'healthId allergies bloodGroup testResults { kind value takenOn } referral';

  it.each([
    ['the registrar of a birth reads who the parents are', 'moj', 'birth-registration', citizen(PARENTS)],
    [
      'the registrar reads the certificate',
      'moj',
      'birth-registration',
      '{ birthCertificate(number: "") { number mother { personalId } dateOfBirth sex facility { name } } }',
    ],
    [
      'the population register follows the registration',
      'mps',
      'birth-registration',
      '{ birthRegistration(number: "") { number child { personalId } mother { personalId } registrarName } }',
    ],
    [
      'the insurer of the child reads the number of the registration',
      'mof',
      'child-health-insurance',
      citizen('fullName dateOfBirth birthRegistration { number }'),
    ],
    [
      'a school learns with yes or no what admission needs',
      'moet',
      'school-admission',
      citizen('fullName dateOfBirth livesIn(commune: "") isGuardianOf(child: "") vaccinationComplete'),
    ],
    [
      'a hospital reads what a referral needs',
      'ppc',
      'health-referral',
      citizen(`fullName healthRecord { ${CARE} }`),
    ],
    [
      'a hospital reads the conditions of an emergency',
      'ppc',
      'emergency-care',
      citizen('fullName healthRecord { allergies bloodGroup conditions }'),
    ],
    [
      'an insurer reads what it is to pay',
      'mof',
      'health-insurance-claim',
      citizen('healthRecord { claims { encounter serviceCode amount servedOn } }'),
    ],
    [
      'any agency reads the facilities, shared by default',
      'sbv',
      'state-management',
      '{ facilities(province: "01") { code name province beds runBy } }',
    ],
    [
      'the Government reads core data under a risk assessment',
      'gov-office',
      'state-management',
      '{ facilities(province: "01") { stockpile } }',
    ],
  ])('%s', (_, agency, purpose, query) => {
    expect(decided(agencyFor(agency, purpose), query, NOW).refused).toEqual({});
  });

  it.each([
    [
      'where an adopted child comes from, to anybody',
      'mps',
      'birth-registration',
      '{ birthRegistration(number: "") { number adoptionOrigin } }',
      { 'BirthRegistration.adoptionOrigin': 'FORBIDDEN' },
    ],
    [
      'a person’s religion, to a school',
      'moet',
      'school-admission',
      citizen('fullName religion'),
      { 'Citizen.religion': 'FORBIDDEN' },
    ],
    [
      'a person’s address, to a school',
      'moet',
      'school-admission',
      citizen('fullName permanentAddress'),
      { 'Citizen.permanentAddress': 'EXCESS_FIELDS' },
    ],
    [
      'a parent’s health, to the registrar',
      'moj',
      'birth-registration',
      citizen('fullName healthRecord { bloodGroup }'),
      { 'Citizen.healthRecord': 'EXCESS_FIELDS', 'HealthRecord.bloodGroup': 'EXCESS_FIELDS' },
    ],
    [
      'a diagnosis, to the insurer',
      'mof',
      'health-insurance-claim',
      citizen('healthRecord { claims { amount } conditions }'),
      { 'HealthRecord.conditions': 'FORBIDDEN' },
    ],
    [
      'a health record, to an agency that gives no care',
      'moet',
      'health-referral',
      citizen('healthRecord { bloodGroup }'),
      {
        'Query.citizen': 'PURPOSE_MISMATCH',
        'Citizen.healthRecord': 'PURPOSE_MISMATCH',
        'HealthRecord.bloodGroup': 'PURPOSE_MISMATCH',
      },
    ],
    [
      'an occupational disease, while the grant is suspended',
      'mof',
      'occupational-disease-benefit',
      '{ healthRecord(healthId: "") { occupationalDisease } }',
      { 'Query.healthRecord': 'EXCESS_FIELDS', 'HealthRecord.occupationalDisease': 'SUSPENDED' },
    ],
    [
      'core data, to an agency without a risk assessment',
      'sbv',
      'state-management',
      '{ facilities(province: "01") { beds stockpile } }',
      { 'Facility.stockpile': 'NO_GRANT' },
    ],
  ])('is refused: %s', (_, agency, purpose, query, refused) => {
    expect(decided(agencyFor(agency, purpose), query, NOW).refused).toEqual(refused);
  });

  it('is refused: what a hospital asks of a person who has not asked for it in writing', () => {
    const unasked = { ...agencyFor('ppc', 'health-referral'), consents: [] };
    const { refused } = decided(unasked, citizen('fullName healthRecord { bloodGroup }'), NOW);
    expect(refused).toEqual({
      'Citizen.healthRecord': 'CONSENT_MISSING',
      'HealthRecord.bloodGroup': 'CONSENT_MISSING',
    });
    const emergency = { ...agencyFor('ppc', 'emergency-care'), consents: [] };
    expect(decided(emergency, citizen('healthRecord { bloodGroup }'), NOW).refused).toEqual({});
  });

  it('nobody anonymous reads more than what is open', () => {
    const query = '{ facilities(province: "01") { code name beds } citizen(personalId: "") { fullName } }';
    const { permits, refused } = decided({ kind: 'anonymous' }, query, NOW);
    expect(permits.map(({ coordinate }) => coordinate)).toEqual(['Facility.code', 'Facility.name']);
    expect(Object.keys(refused)).toContain('Citizen.fullName');
  });
});

describe('Two regimes:', () => {
  const grantsOf = (agency: string, purpose: string, query: string) => (day: string) => {
    const { permits, refused } = decided(agencyFor(agency, purpose, day), query, day);
    return [...new Set(permits.map(({ grant }) => grant)), ...new Set(Object.values(refused))];
  };

  it('identity was verified under Decree 47/2020 until its last day, and is under Decree 278/2025 since', () => {
    const on = grantsOf('moc', 'identity-verification', citizen('fullName dateOfBirth'));
    expect([on('2025-10-21'), on('2025-10-22')]).toEqual([['mps-identity-2020'], ['mps-identity']]);
  });

  it('the year of birth is all that the new grant shows of it', () => {
    const masks = (day: string) =>
      decided(agencyFor('moc', 'identity-verification', day), citizen('dateOfBirth'), day).permits.map(
        ({ coordinate, mask }) => [coordinate, mask],
      );
    expect(masks('2025-10-21')).toContainEqual(['Citizen.dateOfBirth', null]);
    expect(masks('2025-10-22')).toContainEqual(['Citizen.dateOfBirth', 'year']);
  });

  it('so was a birth followed from the population register', () => {
    const on = grantsOf('mps', 'birth-registration', citizen('birthRegistration { number }'));
    // Its own data needs no grant.
    expect([on('2025-10-21'), on('2025-10-22')]).toEqual([
      ['moj-mps-birth-chain-2020', null],
      ['moj-mps-birth-chain', null],
    ]);
  });
});

/** Tells yes or no to what the asking register holds already, and shows no record. */
const COMPARING = new Set(['Query.citizenMatches', 'CitizenMatch.*']);

describe('Between them the grants show', () => {
  const ofThree = ruleSet.grants.filter(({ provider }) => ['mps', 'moj', 'moh'].includes(provider));
  const shown = <Value>(valuesOf: (grant: (typeof ofThree)[number]) => readonly Value[]) =>
    new Set(ofThree.flatMap(valuesOf));

  it('every scope that is for agencies, every mask and a suspension', () => {
    expect(shown(({ rows }) => [rows])).toEqual(
      new Set(['case', 'record', 'own-territory', 'own-contribution', 'all']),
    );
    expect(shown(({ mask }) => Object.values(mask))).toEqual(
      new Set(['initials', 'year', 'last-four', 'presence']),
    );
    expect(shown(({ status }) => [status])).toEqual(new Set(['ACTIVE', 'SUSPENDED']));
  });

  it('no row scope that would open everybody’s records', () => {
    const ofPeople = ofThree.filter(
      ({ rows, fields }) =>
        rows === 'all' &&
        fields.some((field) => !COMPARING.has(field) && graph.classes.get(field)?.personal !== 'NONE'),
    );
    expect(ofPeople).toEqual([]);
  });
});
