import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { SEAL_HEADER } from '@lienthong/shared/identity/seal';
import { seedReader } from '@lienthong/shared/seeding';
import fc from 'fast-check';
import { askAt, type Answer } from '../support/ask.ts';
import { temporaryFolder } from '../support/folder.ts';
import { testKey } from '../support/seal.ts';
import { loadListed, startSubgraph, type TestSubgraph } from '../support/subgraph.ts';
import { markersIn, writeMarkedRecords } from './marked-records.ts';
import { check, seeded, TIME_LIMIT } from './run-settings.ts';
import { goodClaims, signedText, tampering, type Claims } from './sealed-questions.ts';
import { FATHER, STRANGER } from './some-agencies.ts';

jest.setTimeout(TIME_LIMIT);

const records = temporaryFolder();
let mps: TestSubgraph;
beforeAll(async () => {
  writeMarkedRecords(records.path);
  const readSeed = seedReader(join('seeds', 'resolution-214', 'data'), records.path);
  mps = await startSubgraph(await loadListed('mps'), { readSeed });
});
afterAll(async () => {
  await mps.remove();
  records.remove();
});

const PATIENT = 'query ($id: ID!) { citizen(personalId: $id) { personalId fullName dateOfBirth } }';
const EVERYTHING = `query ($id: ID!) {
  citizen(personalId: $id) { fullName religion ethnicity permanentAddress nationality alive ageAtLeast(years: 18) }
}`;
const OPEN = '{ ministryOfPublicSecurity { name } __typename }';
const queries = fc.constantFrom(PATIENT, EVERYTHING, OPEN);

const askWith = (seal: string, query: string, id = FATHER): Promise<Answer> =>
  askAt(mps.url, query, { id }, { [SEAL_HEADER]: seal });

/** A coded answer, and nothing in it that the grant of a clinic and this seal do not both permit. */
function expectNothingBeyond({ status, body }: Answer, { caller, permits }: Claims): void {
  expect([200, 400, 401, 403, 431]).toContain(status);
  const codes = (body.errors ?? []).map(({ extensions }) => extensions?.code);
  for (const code of codes) expect(code).toMatch(/^(?!INTERNAL_SERVER_ERROR)[A-Z][A-Z_]+$/);
  if (status !== 200) expect(body.data).toBeUndefined();

  const subjects = (caller as { case?: { subjects?: unknown } } | undefined)?.case?.subjects;
  for (const { field, people } of markersIn(JSON.stringify(body))) {
    expect(field).toBe('Citizen.fullName');
    expect(JSON.stringify(permits)).toContain(field);
    expect(subjects).toEqual(expect.arrayContaining([...people]));
  }
}

describe(`A subgraph ${seeded}`, () => {
  it('gives a clinic its patient under a good seal', async () => {
    const seal = signedText(await testKey(), JSON.stringify(goodClaims(PATIENT, Date.now())));
    const { status, body } = await askWith(seal, PATIENT);
    expect([status, body.errors]).toEqual([200, undefined]);
    expect(markersIn(body.data.citizen.fullName)).toEqual([{ field: 'Citizen.fullName', people: [FATHER] }]);
  });

  it('gives nothing for a good seal that was changed anywhere', async () => {
    const good = signedText(await testKey(), JSON.stringify(goodClaims(PATIENT, Date.now())));
    const bytesOf = (token: string) =>
      token.split('.').map((part) => Buffer.from(part, 'base64url').toString('hex'));
    const mutant = fc.oneof(
      fc
        .tuple(fc.nat(good.length - 1), fc.constantFrom(...'ABCXYZabcxyz0189-_.'))
        .map(([at, character]) => good.slice(0, at) + character + good.slice(at + 1)),
      fc.nat(good.length - 1).map((length) => good.slice(0, length)),
      fc.shuffledSubarray(good.split('.'), { minLength: 1 }).map((parts) => parts.join('.')),
      fc.string().map((text) => encodeURIComponent(text)),
    );
    await check(80, mutant, async (seal) => {
      // The last character of a part carries bits that stand for nothing.
      if (bytesOf(seal).join('.') === bytesOf(good).join('.')) return;
      const { status, body } = await askWith(seal, PATIENT);
      expect([status, body.data]).toEqual([seal === '' ? 401 : 403, undefined]);
      expect(body.errors!.map(({ extensions }) => extensions.code)).toEqual([
        seal === '' ? 'SEAL_MISSING' : 'SEAL_INVALID',
      ]);
    });
  });

  it('answers a well-signed seal of strange content with a coded refusal, or with what it permits', async () => {
    const key = await testKey();
    const given = { answered: 0, refused: 0 };
    await check(
      150,
      fc.tuple(tampering, queries, fc.constantFrom(FATHER, STRANGER)),
      async ([tamper, query, id]) => {
        const claims = tamper(goodClaims(query, Date.now()));
        const { agency } = (claims['caller'] ?? {}) as { agency?: unknown };
        // The register's own ministry reads all of it.
        if (agency === 'mps') return;
        const answer = await askWith(signedText(key, JSON.stringify(claims)), query, id);
        expectNothingBeyond(answer, claims);
        given[answer.status === 200 ? 'answered' : 'refused'] += 1;
      },
    );
    expect(Math.min(given.answered, given.refused)).toBeGreaterThan(0);
  });

  it('refuses a well-signed seal that is no JSON, or JSON of another shape', async () => {
    const key = await testKey();
    const good = JSON.stringify(goodClaims(PATIENT, Date.now()));
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.nat(good.length - 1).map((length) => good.slice(0, length)),
      fc.constantFrom('{"__proto__":{"permits":[]}}', `[${good}]`, '[['.repeat(8_000), '{"a":'.repeat(5_000)),
    );
    await check(40, text, async (claims) => {
      const { status, body } = await askWith(signedText(key, claims), PATIENT);
      expect([status, body.errors!.map(({ extensions }) => extensions.code)]).toEqual([
        403,
        ['SEAL_INVALID'],
      ]);
    });
  });

  it('of two claims of one name takes one, and gives nothing beyond it', async () => {
    const key = await testKey();
    const { permits } = goodClaims(EVERYTHING, 0);
    const wide = JSON.stringify(permits).replace(
      '"Citizen.fullName"',
      '"Citizen.fullName","Citizen.religion"',
    );
    const claims = goodClaims(EVERYTHING, Date.now());
    const text = JSON.stringify(claims).replace(/}$/, `,"permits":${wide}}`);
    expectNothingBeyond(await askWith(signedText(key, text), EVERYTHING), claims);
  });

  it('answers a seal larger than any header may be with a coded refusal', async () => {
    const claims = goodClaims(PATIENT, Date.now());
    const seal = signedText(await testKey(), JSON.stringify({ ...claims, note: 'x'.repeat(100_000) }));
    const { status, body } = await askWith(seal, PATIENT);
    expect([status, body]).toEqual([
      431,
      {
        errors: [
          {
            message: expect.any(String),
            extensions: { code: 'HEADERS_TOO_LARGE', messageVi: expect.any(String) },
          },
        ],
      },
    ]);
  });
});
