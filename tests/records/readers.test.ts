import { describe, expect, it } from '@jest/globals';
import { agencyFor, citizen, decided, NOW, rules } from './decided.ts';

/** Questions of agencies that the Resolution lists without a database of their own, and of who deals with people. */
const PERMITTED: readonly (readonly [title: string, agency: string, purpose: string, query: string])[] = [
  [
    'the fund for the poor learns who is poor and whether the state assists',
    'vff',
    'poor-household-support',
    citizen('fullName poorHousehold { status year } receivesAssistance'),
  ],
  [
    'the Front learns of a candidate what the election law asks',
    'vff',
    'candidate-eligibility',
    citizen('fullName nationality ageAtLeast(years: 21)'),
  ],
  [
    'so does the Office of the National Assembly',
    'na-office',
    'candidate-eligibility',
    citizen('fullName nationality ageAtLeast(years: 21)'),
  ],
  [
    'the Office of the President learns who asks for a decision on nationality',
    'president-office',
    'nationality-decision',
    citizen('fullName dateOfBirth nationality inEnforcement'),
  ],
  [
    'the population register learns of the decision',
    'mps',
    'nationality-record',
    '{ nationalityDecision(number: "") { number kind decidedOn citizen { personalId } } }',
  ],
  [
    'a border post learns that a passport is good',
    'mps',
    'exit-entry-control',
    '{ diplomaticPassport(number: "") { kind valid } }',
  ],
  [
    'a form of the portal is filled in from the population register',
    'gov-office',
    'form-prefill',
    '{ prefillForm(procedure: "", applicant: "") { procedure { name } applicant { fullName dateOfBirth sex permanentAddress } } }',
  ],
  [
    'so it is at a one-stop office',
    'ppc',
    'form-prefill',
    '{ prefillForm(procedure: "", applicant: "") { procedure { name } applicant { fullName dateOfBirth sex permanentAddress } } }',
  ],
  [
    'a commune decides on social assistance by a degree, a standing and yes or no',
    'ppc',
    'social-assistance',
    citizen(
      'fullName ageAtLeast(years: 75) disabilityLevel receivesAssistance poorHousehold { status year }',
    ),
  ],
  [
    'who issues driving licences learns that somebody is fit',
    'mps',
    'driving-licence-status',
    citizen('fitToDrive'),
  ],
];

it.each(PERMITTED)('%s', (_, agency, purpose, query) => {
  expect(decided(agencyFor(agency, purpose), query).refused).toEqual({});
});

it('Each of those agencies reads by a grant of its own', () => {
  const readers = new Set(PERMITTED.map(([, agency]) => agency));
  const named = new Set(rules.ruleSet.grants.map(({ grantee }) => grantee));
  expect([...readers].filter((agency) => !named.has(agency))).toEqual([]);
});

describe('Is refused:', () => {
  it.each([
    [
      'a diagnosis, to who decides on assistance',
      'ppc',
      'social-assistance',
      citizen('disabilityLevel disabilityCertificate { kind }'),
      {
        'Citizen.disabilityCertificate': 'EXCESS_FIELDS',
        'DisabilityCertificate.kind': 'FORBIDDEN',
      },
    ],
    [
      'the disability of a poor person, to the fund for the poor',
      'vff',
      'poor-household-support',
      citizen('receivesAssistance disabilityLevel'),
      { 'Citizen.disabilityLevel': 'EXCESS_FIELDS' },
    ],
    [
      'the religion of a candidate, to the Front',
      'vff',
      'candidate-eligibility',
      citizen('nationality religion'),
      { 'Citizen.religion': 'FORBIDDEN' },
    ],
    [
      'health, to who fills in a form',
      'gov-office',
      'form-prefill',
      '{ prefillForm(procedure: "", applicant: "") { applicant { fullName healthRecord { bloodGroup } } } }',
      { 'Citizen.healthRecord': 'EXCESS_FIELDS', 'HealthRecord.bloodGroup': 'EXCESS_FIELDS' },
    ],
    [
      'who says something about a rule, to the agency it is for',
      'moh',
      'state-management',
      '{ petitions(addressedTo: "moh") { subject petitioner { personalId } } }',
      { 'Petition.petitioner': 'FORBIDDEN', 'Citizen.personalId': 'EXCESS_FIELDS' },
    ],
    [
      'whose paper was legalised, to who checks it',
      'moet',
      'legalisation-check',
      '{ legalisation(number: "") { isOf(documentKind: "DEGREE") holder { personalId } } }',
      { 'Legalisation.holder': 'EXCESS_FIELDS', 'Citizen.personalId': 'EXCESS_FIELDS' },
    ],
    [
      'a decision on nationality, to who has no record to keep',
      'moh',
      'nationality-record',
      '{ nationalityDecision(number: "") { kind } }',
      { 'Query.nationalityDecision': 'PURPOSE_MISMATCH', 'NationalityDecision.kind': 'PURPOSE_MISMATCH' },
    ],
  ])('%s', (_, agency, purpose, query, refused) => {
    expect(decided(agencyFor(agency, purpose), query, NOW).refused).toEqual(refused);
  });
});

it('What these agencies publish, anybody may read', () => {
  const query = `{
    procedure(code: "") { name papersAbolished { paper field } }
    serviceFigures(province: "") { dossiers late }
    voterPetitions(addressedTo: "") { subject answeredOn }
    reliefFund(province: "") { received given }
    oneStopOffices(province: "") { name }
    migration(year: 2025) { country people }
    provincialHealth(province: "") { beds }
    foodSafetyCertificate(number: "") { valid holder { taxCode } }
  }`;
  expect(decided({ kind: 'anonymous' }, query).refused).toEqual({});
});
