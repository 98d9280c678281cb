import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CallerClaims } from '@lienthong/gateway/authentication/claims';
import { openDevelopmentIssuer } from '@lienthong/gateway/authentication/development-issuer';
import type { AnswerBody } from '../support/ask.ts';
import { startTestDeployment, type TestDeployment } from '../support/deployment.ts';
import { temporaryFolder } from '../support/folder.ts';

/** Births that a facility has certified and nobody has registered: of the second and the ninth household. */
const FIRST = { certificate: 'CS-2026-000029', mother: '005193000022', name: 'Trần Mẫu Sơ Sinh' };
const SECOND = { certificate: 'CS-2026-000099', mother: '003191000092', name: 'Lê Mẫu Sơ Sinh' };

const REGISTER = `mutation ($input: BirthInput!) {
  registerBirth(input: $input) { number complete steps { step agency state result problem attempts } }
}`;

interface Step {
  readonly step: string;
  readonly agency: string;
  readonly state: string;
  readonly result: string | null;
  readonly problem: string | null;
  readonly attempts: number;
}
interface Dossier {
  readonly complete: boolean;
  readonly steps: readonly [Step, Step, Step];
}

const folder = temporaryFolder();
let deployment: TestDeployment;
const start = async (): Promise<void> => {
  deployment = await startTestDeployment({ DATA_DIR: folder.path });
};
beforeAll(start, 90_000);
afterAll(async () => {
  await deployment.remove();
  folder.remove();
});

async function ask(claims: CallerClaims, query: string, variables: object = {}): Promise<AnswerBody> {
  const { url } = deployment.gateway;
  const issuer = { issuer: `${url}/issuer`, audience: 'lienthong', dataDir: folder.path };
  const token = await (await openDevelopmentIssuer(issuer)).sign(claims, 60, Date.now());
  return (await deployment.ask(query, { ...variables }, { authorization: `Bearer ${token}` })).body;
}

/** The officer at the counter, with the case in hand. */
const counter = (id: string, ...subjects: string[]): CallerClaims => ({
  agency: 'ppc',
  system: 'one-stop-shop',
  officer: 'ppc-1',
  purpose: 'birth-registration',
  procedure: '1.001193',
  territory: '00694',
  case: { id, subjects },
});

const register = (dossier: string, birth: typeof FIRST, more: object = {}, claims?: CallerClaims) =>
  ask(claims ?? counter(dossier, birth.mother), REGISTER, {
    input: { dossier, certificate: birth.certificate, childName: birth.name, ...more },
  });

const given = ({ data, errors }: AnswerBody): Dossier => {
  expect(errors).toBeUndefined();
  return (data as { registerBirth: Dossier }).registerBirth;
};
const codes = ({ errors }: AnswerBody): unknown[] => (errors ?? []).map(({ extensions }) => extensions.code);

describe('A birth is registered once, and three agencies each do their part', () => {
  let dossier: Dossier;

  it('registration, number and residence, health insurance: each done by its own agency', async () => {
    dossier = given(await register('H08-261102-0001', FIRST));
    expect(dossier).toMatchObject({
      complete: true,
      steps: [
        { step: 'REGISTRATION', agency: 'moj', state: 'DONE', result: 'KS-00694-2026-0001' },
        { step: 'PERSONAL_ID', agency: 'mps', state: 'DONE', result: expect.stringMatching(/^005326\d{6}$/) },
        {
          step: 'HEALTH_INSURANCE',
          agency: 'mof',
          state: 'DONE',
          result: expect.stringMatching(/^TE1\d{12}$/),
        },
      ],
    });
  });

  it('and the child is the same child with all of them', async () => {
    const child = dossier.steps[1].result!;
    const body = await ask(
      {
        agency: 'mps',
        system: 'population',
        purpose: 'birth-registration',
        procedure: '1.001193',
        case: { id: 'H08-261102-0001', subjects: [child, FIRST.mother] },
      },
      `query ($id: ID!, $mother: ID!) {
        child: citizen(personalId: $id) { fullName dateOfBirth sex permanentAddress birthRegistration { number } }
        mother: citizen(personalId: $mother) { permanentAddress isGuardianOf(child: "${child}") }
      }`,
      { id: child, mother: FIRST.mother },
    );
    const { child: entered, mother } = body.data as Record<string, Record<string, unknown>>;
    expect(entered).toEqual({
      fullName: FIRST.name,
      dateOfBirth: '2026-10-30',
      sex: 'FEMALE',
      permanentAddress: mother!['permanentAddress'],
      birthRegistration: { number: 'KS-00694-2026-0001' },
    });
    expect(mother!['isGuardianOf']).toBe(true);
  });

  it('sent again it does nothing twice', async () => {
    expect(given(await register('H08-261102-0001', FIRST))).toEqual(dossier);
  });

  it('sent twice at once it is one birth', async () => {
    const both = await Promise.all([1, 2].map(() => register('H08-261102-0001', FIRST)));
    expect(both.map(given)).toEqual([dossier, dossier]);
  });

  it.each([
    ['the same dossier with another certificate', 'H08-261102-0001', SECOND, 'DOSSIER_DIFFERS'],
    ['the same certificate in another dossier', 'H08-261102-0002', FIRST, 'DOSSIER_DIFFERS'],
  ])('%s is refused', async (_, number, birth, code) => {
    expect(codes(await register(number, birth))).toEqual([code]);
  });

  it('so is a dossier that is not the case of who asks', async () => {
    const claims = counter('H08-261102-0009', SECOND.mother);
    expect(codes(await register('H08-261102-0003', SECOND, {}, claims))).toEqual(['CASE_DIFFERS']);
  });

  it('and a certificate of somebody whom the case does not name', async () => {
    const claims = counter('H08-261102-0003', FIRST.mother);
    expect(codes(await register('H08-261102-0003', SECOND, {}, claims))).toEqual(['CERTIFICATE_UNREAD']);
  });

  it('and a father whom the case does not name', async () => {
    const stranger = { father: '001099000001' };
    expect(codes(await register('H08-261102-0003', SECOND, stranger))).toEqual(['CASE_DIFFERS']);
  });

  it.each([
    [
      'no agency but the counter may begin',
      'moh',
      'registerBirth(input: { dossier: "H08-261102-0003", certificate: "CS-2026-000099", childName: "Lê" })',
      'NO_GRANT',
    ],
    [
      'nor the counter do the part of the registrar at the police',
      'ppc',
      'enterNewborn(input: { birthDossier: "H08-261102-0003", registration: "KS-00694-2026-0001" })',
      'NO_GRANT',
    ],
    [
      'nor at social insurance',
      'ppc',
      'issueChildInsurance(input: { birthDossier: "H08-261102-0003", child: "003191000092" })',
      'NO_GRANT',
    ],
    [
      'and the registrar insures nobody but the child of the case',
      'moj',
      'issueChildInsurance(input: { birthDossier: "H08-261102-0003", child: "003086000011" })',
      'CASE_DIFFERS',
    ],
    [
      'and no adult',
      'moj',
      'issueChildInsurance(input: { birthDossier: "H08-261102-0003", child: "003191000092" })',
      'NOT_UNDER_SIX',
    ],
  ])('%s', async (_, agency, change, code) => {
    const claims = { ...counter('H08-261102-0003', SECOND.mother), agency };
    // Not even where nothing is asked of what would come of it.
    expect(codes(await ask(claims, `mutation { ${change} { __typename } }`))).toEqual([code]);
  });

  it('what the certificate says is not asked for again', async () => {
    expect(codes(await register('H08-261102-0003', SECOND, { dateOfBirth: '2026-10-30' }))).toEqual([
      'BAD_USER_INPUT',
    ]);
  });
});

describe('Whatever stops it, it goes on where it stopped', () => {
  it('an agency that is away stops its own step and those behind it, and nothing else', async () => {
    await deployment.subgraphs.get('mof')!.stop();
    const stopped = given(await register('H01-261102-0001', SECOND));
    expect(stopped).toMatchObject({
      complete: false,
      steps: [
        { state: 'DONE' },
        { state: 'DONE', attempts: 1 },
        { state: 'STOPPED', problem: expect.stringMatching(/^[A-Z_]+$/), attempts: 1, result: null },
      ],
    });
  });

  it('also after a restart of everything, with the same number for the same child', async () => {
    const before = await ask(
      counter('H01-261102-0001', SECOND.mother),
      '{ birthDossier(number: "H01-261102-0001") { steps { result } } }',
    );
    await deployment.stop().catch(() => {});
    await start();
    const resumed = given(await register('H01-261102-0001', SECOND));
    expect(resumed).toMatchObject({
      complete: true,
      steps: [{ state: 'DONE' }, { attempts: 1 }, { state: 'DONE', problem: null, attempts: 2 }],
    });
    const { birthDossier } = before.data as { birthDossier: { steps: { result: string }[] } };
    expect(resumed.steps[1].result).toBe(birthDossier.steps[1]!.result);
  });
});
