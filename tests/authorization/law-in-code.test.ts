import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { REASONS } from '@lienthong/shared/policy/reasons';
import { composeSupergraph } from '../../scripts/composition/compose-supergraph.ts';
import { writtenSchema } from '../composition/written-schema.ts';
import { askAt, type Answer } from '../support/ask.ts';
import { runCommand } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';
import { askAs, codesOf } from './asking.ts';
import { startWorld, type World } from './world.ts';

const folder = temporaryFolder();
let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 60_000);
afterAll(async () => {
  await world.remove();
  folder.remove();
});

const PERSONAL = 'sharing: SHARED, personal: BASIC, secrecy: NONE';

/** Who somebody is, as the registry of people publishes it. */
const PEOPLE = `
"Công dân: a person."
type Citizen @key(fields: "personalId") @dataset(${PERSONAL}) {
  "Số định danh cá nhân: the personal identification number."
  personalId: ID!
  "Họ tên: the full name."
  fullName: String
}`;
const REFERENCE = `
"Công dân: a person."
type Citizen @key(fields: "personalId") {
  "Số định danh cá nhân: the personal identification number."
  personalId: ID! @classified(${PERSONAL})
  "Hồ sơ: the application."
  application: String @classified(${PERSONAL})
}`;

/** What composing says of the registry of people and a school that extends them. */
const compose = (people: string, school: string) =>
  composeSupergraph([
    writtenSchema(folder.path, 'people', 'People', people),
    writtenSchema(folder.path, 'school', 'School', school),
  ]);
const faultsOf = (
  people: string,
  school: string,
): { code: string; message: string; places: readonly string[] }[] => [
  ...(compose(people, school).faults ?? []),
];
const mutation = (signature: string, inputs = ''): string => `${REFERENCE}
${inputs}
extend type Mutation {
  "Nộp hồ sơ: applies for a school."
  ${signature}: Citizen @classified(${PERSONAL})
}`;

const AN = '003190000001';
const STATISTICS = { purpose: 'statistics', case: { id: 'TK-1', subjects: [AN] } };
const askWithoutPurpose = (): Promise<Answer> =>
  askAs(world, 'clinic', `{ citizen(personalId: "${AN}") { fullName } }`, {
    claims: { purpose: null },
  });
const askForThe100001st = (): Promise<Answer> =>
  askAs(world, 'registry', '{ healthRecord(id: "SK-1") { bloodGroup } }', { claims: STATISTICS });

/** Tells the counter of as many people as may pass before a flow is core data. */
async function tellOf100000(): Promise<void> {
  const people = Array.from({ length: 100_000 }, (_, index) => `005${String(index).padStart(9, '0')}`);
  const { refused } = await world.usage.count({
    ...{ provider: 'health', grant: 'health-civil-statistics', grantee: 'civil' },
    ...{ quota: null, sensitive: true, riskAssessed: false },
    ...{ requestId: 'a year of statistics', subjects: people, at: Date.now() },
  });
  expect(refused.size).toBe(0);
}

describe('Seven tests that prove the law is in the code', () => {
  it('Mutation that re-asks a known field → composition fails, message cites Data Law Art 11(2)(b).', () => {
    expect(faultsOf(PEOPLE, mutation('apply(personalId: ID!, school: String!)'))).toEqual([]);
    expect(faultsOf(PEOPLE, mutation('apply(personalId: ID!, fullName: String!)'))).toEqual([
      {
        code: 'ASKED_AGAIN',
        message:
          'Mutation.apply asks for fullName, which people knows: personalId leads to Citizen.fullName. What the state holds is not asked for again (Data Law 60/2024 Art 11(2)(b)).',
        places: [expect.stringMatching(/school\/schema\.graphql:\d+:\d+$/)],
      },
    ]);
    const inInput = mutation(
      'apply(form: Form!)',
      `"Đơn: a form."
      input Form {
        "Số định danh của mẹ: the mother."
        motherPersonalId: ID!
        "Tên mẹ: her name."
        motherFullName: String
      }`,
    );
    expect(faultsOf(PEOPLE, inInput).map(({ code }) => code)).toEqual(['ASKED_AGAIN']);
    const correction =
      PEOPLE + mutation('correctName(personalId: ID!, fullName: String!)').slice(REFERENCE.length);
    expect(faultsOf(correction, REFERENCE)).toEqual([]);
  });

  it('Field without classification → composition fails (Data Law Art 13).', () => {
    const unclassified = PEOPLE.replace(`@dataset(${PERSONAL})`, '');
    expect(faultsOf(unclassified, REFERENCE)).toContainEqual(
      expect.objectContaining({
        code: 'CLASSIFICATION_MISSING',
        message: expect.stringContaining('Data Law 60/2024 Art 13'),
      }),
    );
  });

  it('Two subgraphs owning the same master field → fails (D278 Art 5).', () => {
    const secondName = REFERENCE.replace('application: String', 'fullName: String');
    expect(faultsOf(PEOPLE, secondName)).toContainEqual(
      expect.objectContaining({
        code: 'TWO_OWNERS',
        message: expect.stringMatching(/Citizen\.fullName .*people, school.*D278\/2025 Art 5/),
      }),
    );
  });

  it('Query without agreement/purpose → refusal with reason and legal basis (D194/2025 Art 16(2)).', async () => {
    const { body } = await askWithoutPurpose();
    expect(body.data).toEqual({ citizen: null });
    for (const { message, extensions } of body.errors!) {
      expect(message).toContain(REASONS.PURPOSE_MISMATCH.text.en);
      expect(extensions).toMatchObject({ code: 'PURPOSE_MISMATCH', basis: 'PDPL 91/2025 Art 3' });
    }
    const withoutAgreement = await askAs(world, 'clinic', `{ citizen(personalId: "${AN}") { ethnicity } }`);
    expect(withoutAgreement.body.errors![0]!.extensions).toMatchObject({
      code: 'NO_GRANT',
      basis: 'D194/2025 Art 16',
      nearest: 'civil-land-conveyance',
    });
  });

  it('Direct subgraph call → 401/403 + log (D278 Art 4(2)).', async () => {
    const { url } = world.agencies.get('civil')!.running;
    const answer = await askAt(url, `{ citizen(personalId: "${AN}") { fullName } }`);
    expect([answer.status, codesOf(answer)]).toEqual([401, ['SEAL_MISSING']]);
    expect(world.logged).toContainEqual(
      expect.objectContaining({ level: 'warn', code: 'SEAL_MISSING', from: '127.0.0.1' }),
    );
  });

  it('100,001st sensitive subject → flow becomes core data (QĐ 20/2025 I.26b).', async () => {
    await tellOf100000();
    const { body } = await askForThe100001st();
    expect(body.data).toEqual({ healthRecord: { bloodGroup: null } });
    expect(body.errors!.map(({ extensions }) => extensions)).toEqual([
      expect.objectContaining({
        code: 'CORE_DATA_LIMIT',
        coordinate: 'HealthRecord.bloodGroup',
        agency: 'health',
        basis: 'QD20/2025 I.26(b)',
      }),
    ]);
  });

  it('Subject query "who has read me" shows the refusals of tests 4 and 6, and the chain hash verifies.', async () => {
    const { body } = await askAs(
      world,
      'an',
      '{ me { disclosures(first: 20) { nodes { outcome agency purpose caseId } } } }',
    );
    const { nodes } = (body.data as { me: { disclosures: { nodes: unknown[] } } }).me.disclosures;
    expect(nodes).toEqual([
      { outcome: 'PARTIAL', agency: 'civil', purpose: 'statistics', caseId: 'TK-1' },
      { outcome: 'REFUSED', agency: 'health', purpose: 'care', caseId: 'HS-1' },
      { outcome: 'REFUSED', agency: 'health', purpose: null, caseId: 'HS-1' },
    ]);

    const verified = await runCommand('scripts/ledger.ts', ['verify', '--json'], { DATA_DIR: world.dataDir });
    expect(verified.code).toBe(0);
    expect(JSON.parse(verified.stdout)).toEqual([
      expect.objectContaining({ entries: expect.any(Number), finding: null }),
    ]);
  });
});

it('Without what is against the law the same schemas compose', () => {
  expect(compose(PEOPLE, REFERENCE).faults).toBeUndefined();
});
