import { Supergraph } from '@apollo/federation-internals';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { CallerClaims } from '@lienthong/gateway/authentication/claims';
import fc from 'fast-check';
import type { Answer } from '../support/ask.ts';
import { operations } from './arbitrary-operations.ts';
import { markersIn } from './marked-records.ts';
import { check, factor, seeded, TIME_LIMIT } from './run-settings.ts';
import {
  clinicFor,
  FATHER,
  MOTHER,
  startSomeAgencies,
  STRANGER,
  type SomeAgencies,
} from './some-agencies.ts';

jest.setTimeout(TIME_LIMIT);

const ROUNDS = 30 * factor;

let agencies: SomeAgencies;
beforeAll(async () => {
  agencies = await startSomeAgencies();
  await agencies.startGateway();
});
afterAll(() => agencies.remove());

interface Asking {
  readonly claims: CallerClaims | null;
  /** Whether this caller may see a value of this field of a record about these people. */
  readonly may: (field: string, people: readonly string[]) => boolean;
}

const register: CallerClaims = {
  agency: 'mps',
  system: 'mps-ho-tich',
  officer: 'cb-mau',
  purpose: 'birth-registration',
  procedure: '1.001193',
  case: { id: 'HS-2', subjects: [FATHER] },
};

/** What each may see, said by hand from the agencies' own files. */
const CALLERS: Readonly<Record<string, Asking>> = {
  nobody: { claims: null, may: () => false },
  citizen: {
    claims: { personal_id: FATHER },
    may: (field, people) =>
      people.includes(FATHER) && !['Citizen.religion', 'BirthRegistration.adoptionOrigin'].includes(field),
  },
  clinic: {
    claims: clinicFor(FATHER),
    may: (field, people) =>
      /^(HealthRecord|TestResult|Claim)\./.test(field) ||
      (field === 'Citizen.fullName' && people.includes(FATHER)),
  },
  'a clinic without a purpose': {
    claims: { agency: 'moh', system: 'moh-his' },
    may: (field) => /^(HealthRecord|TestResult|Claim)\./.test(field),
  },
  register: {
    claims: register,
    may: (field, people) =>
      field.startsWith('Citizen.') || (field === 'BirthRegistration.placeOfBirth' && people.includes(FATHER)),
  },
};

/** Right or refused by a code: no failure of ours, and nothing that this caller may not see. */
function expectNothingBeyond({ status, body }: Answer, { may }: Asking): void {
  expect([200, 400, 413]).toContain(status);
  const codes = (body.errors ?? []).map(({ extensions }) => extensions?.code);
  for (const code of codes) expect(code).toMatch(/^(?!INTERNAL_SERVER_ERROR|AGENCY_)[A-Z][A-Z_]+$/);
  expect(markersIn(JSON.stringify(body)).filter(({ field, people }) => !may(field, people))).toEqual([]);
}

describe(`Whatever is asked ${seeded}`, () => {
  it('nobody sees a value that is not theirs, and nothing fails', async () => {
    const graph = Supergraph.build(agencies.supergraph).apiSchema().toGraphQLJSSchema();
    let answered = 0;
    await check(
      100,
      fc.tuple(operations(graph), fc.constantFrom(...Object.keys(CALLERS))),
      async ([{ query, variables, operationName }, name]) => {
        const caller = CALLERS[name]!;
        const answer = await agencies.ask(caller.claims, query, variables, operationName);
        expectNothingBeyond(answer, caller);
        if (answer.body.data) answered += 1;
      },
    );
    // The dice reach what is behind the rules, not the rules alone.
    expect(answered).toBeGreaterThan(3);
  });

  it('what the population register says reaches who may have it, whole', async () => {
    const query =
      'query ($id: ID!) { citizen(personalId: $id) { fullName religion healthRecord { bloodGroup } } }';
    const told = await Promise.all(
      Object.values(CALLERS).map(async (caller) => {
        const answer = await agencies.ask(caller.claims, query, { id: FATHER });
        expectNothingBeyond(answer, caller);
        return markersIn(JSON.stringify(answer.body)).map(({ field }) => field);
      }),
    );
    expect(told).toEqual([
      [],
      ['Citizen.fullName', 'HealthRecord.bloodGroup'],
      ['Citizen.fullName', 'HealthRecord.bloodGroup'],
      [],
      ['Citizen.fullName', 'Citizen.religion'],
    ]);
  });
});

describe('An answer is whole', () => {
  it.each([
    [
      'where a name that every object has is left out',
      '{ bloodGroup constructor: __typename @skip(if: $yes) }',
      { bloodGroup: expect.any(String) },
    ],
    [
      'where a field is asked for twice, and once left out',
      '{ testResults { kind } testResults @skip(if: $yes) { takenOn } }',
      { testResults: expect.arrayContaining([{ kind: expect.any(String) }]) },
    ],
    [
      'where it is asked for twice, and neither is left out',
      '{ testResults @include(if: $yes) { kind } testResults @include(if: $yes) { constructor: takenOn } }',
      {
        testResults: expect.arrayContaining([{ kind: expect.any(String), constructor: expect.any(String) }]),
      },
    ],
  ])('%s', async (_, selections, record) => {
    const query = `query ($yes: Boolean = true) { healthRecord(healthId: "YT-00000011") ${selections} }`;
    const { body } = await agencies.ask(CALLERS['clinic']!.claims, query);
    expect([body.data, body.errors]).toEqual([{ healthRecord: record }, undefined]);
  });
});

describe('Callers who ask the same at the same moment', () => {
  const QUERY =
    'query ($id: ID!) { citizen(personalId: $id) { personalId fullName religion healthRecord { bloodGroup } } }';

  it('never share an answer, however often', async () => {
    const asking: readonly (readonly [Asking, CallerClaims, string])[] = [
      [CALLERS['clinic']!, clinicFor(FATHER), 'Citizen.fullName HealthRecord.bloodGroup'],
      [CALLERS['register']!, register, 'Citizen.fullName Citizen.religion'],
      [
        { ...CALLERS['clinic']!, may: (field) => field.startsWith('HealthRecord.') },
        clinicFor(MOTHER, STRANGER),
        '',
      ],
    ];
    const headers = await Promise.all(asking.map(([, claims]) => agencies.headersOf(claims)));
    const receipts = new Set<unknown>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const answers = await Promise.all(headers.map((each) => agencies.askWith(each, QUERY, { id: FATHER })));
      answers.forEach((answer, index) => {
        const [caller, , fields] = asking[index]!;
        expectNothingBeyond(answer, caller);
        expect(
          markersIn(JSON.stringify(answer.body))
            .map(({ field }) => field)
            .join(' '),
        ).toBe(fields);
        receipts.add((answer.body.extensions!['exchange'] as { readonly receipt: string }).receipt);
      });
    }
    expect(receipts.size).toBe(3 * ROUNDS);
  });
});
