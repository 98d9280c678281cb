import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CallerClaims } from '@lienthong/gateway/authentication/claims';
import { openDevelopmentIssuer } from '@lienthong/gateway/authentication/development-issuer';
import { createClient } from 'graphql-sse';
import { startDeployment, type Deployment } from '../../scripts/deployment.ts';
import { freePorts } from '../../scripts/free-ports.ts';
import { synthetic } from '../records/synthetic.ts';
import { askAt, type Answer } from '../support/ask.ts';
import { temporaryFolder } from '../support/folder.ts';
import { listed } from '../support/subgraph.ts';
import { PLANNED_HERE } from '../support/planned-here.ts';
import { eventuallyAsked } from './eventually.ts';

const folder = temporaryFolder();
let deployment: Deployment;

async function start(): Promise<void> {
  const first = await freePorts(1 + listed.length);
  deployment = await startDeployment({
    GATEWAY_PORT: String(first),
    SUBGRAPH_PORT_BASE: String(first + 1),
    ...PLANNED_HERE,
    DATA_DIR: folder.path,
    LOG_LEVEL: 'silent',
  });
}

beforeAll(start, 60_000);
afterAll(async () => {
  await deployment.stop();
  folder.remove();
});

async function ask(claims: CallerClaims | null, query: string, variables: object = {}): Promise<Answer> {
  const { url } = deployment.gateway;
  const issuer = { issuer: `${url}/issuer`, audience: 'lienthong', dataDir: folder.path };
  const development = await openDevelopmentIssuer(issuer);
  const headers = claims && { authorization: `Bearer ${await development.sign(claims, 60, Date.now())}` };
  return askAt(`${url}/graphql`, query, { ...variables }, headers ?? {});
}

const officer = (agency: string): CallerClaims => ({
  agency,
  system: `${agency}-desk`,
  officer: `${agency}-1`,
  purpose: 'state-management',
});

const REQUEST = `mutation ($request: AgreementRequest!) {
  ministryOfJusticeRequestAgreement(request: $request) { id status grantee system fields rows answerDueOn overdue }
}`;
const CHANGE = `mutation ($id: ID!, $change: AgreementChange!) {
  ministryOfJusticeChangeAgreement(id: $id, change: $change) { id status }
}`;
const request = {
  purpose: 'birth-registration',
  operation: 'query ($number: ID!) { birthRegistration(number: $number) { number placeOfBirth } }',
  fields: [],
  rows: 'CASE',
  basis: ['D278/2025 Art 4(2)'],
  validFrom: '2026-01-01',
};
const codes = ({ body }: Answer): unknown[] => (body.errors ?? []).map(({ extensions }) => extensions.code);

const step = (agency: string, id: string, action: string, rest: object = {}): Promise<Answer> =>
  ask(officer(agency), CHANGE, { id, change: { action, ...rest } });

/** What the clinic reads of a child's registration, with the case it has for it. */
const birth = synthetic('moj/BirthRegistration')[0]!;
async function read(): Promise<unknown> {
  const claims: CallerClaims = {
    ...officer('moh'),
    purpose: 'birth-registration',
    procedure: '1.001193',
    case: { id: 'HS-2026-1', subjects: [birth.childId!] },
  };
  const answer = await ask(claims, 'query ($n: ID!) { birthRegistration(number: $n) { placeOfBirth } }', {
    n: birth.number,
  });
  return answer.body.data?.birthRegistration?.placeOfBirth ?? codes(answer)[0];
}

describe('In a running deployment, through the gateway', () => {
  let id: string;

  it('an agency asks for an agreement, and the owner has two working days', async () => {
    expect(await read()).toBe('NO_GRANT');
    const { body } = await ask(officer('moh'), REQUEST, { request });
    expect(body.errors).toBeUndefined();
    expect(body.data.ministryOfJusticeRequestAgreement).toEqual({
      id: expect.stringMatching(/^moj-moh-[0-9a-f]{8}$/),
      status: 'SUBMITTED',
      grantee: 'moh',
      system: 'moh-desk',
      fields: ['BirthRegistration.number', 'BirthRegistration.placeOfBirth', 'Query.birthRegistration'],
      rows: 'CASE',
      answerDueOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      overdue: false,
    });
    id = (body.data.ministryOfJusticeRequestAgreement as { id: string }).id;
  });

  it('nobody but the owner’s officer approves it, and nobody but the centre’s countersigns', async () => {
    expect(codes(await step('moh', id, 'APPROVE'))).toEqual(['AGREEMENT_NOT_YOURS']);
    expect(codes(await step('ndc', id, 'COUNTERSIGN'))).toEqual(['AGREEMENT_STATE']);
    expect((await step('moj', id, 'APPROVE')).body.errors).toBeUndefined();
    expect(codes(await step('moj', id, 'COUNTERSIGN'))).toEqual(['AGREEMENT_NOT_YOURS']);
    expect(await read()).toBe('NO_GRANT');
  });

  it.each<[string, CallerClaims | null, string]>([
    ['nobody known', null, 'NO_GRANT'],
    ['a citizen', { personal_id: '001090000001' }, 'NO_GRANT'],
    [
      'an agency without a purpose',
      { agency: 'moh', officer: 'moh-1', system: 'moh-desk' },
      'PURPOSE_MISMATCH',
    ],
    [
      'a system of the owner without an officer',
      { agency: 'moj', system: 'moj-desk' },
      'AGREEMENT_NOT_YOURS',
    ],
  ])('%s changes nothing', async (_, claims, code) => {
    const answer = await ask(claims, CHANGE, { id, change: { action: 'APPROVE' } });
    expect([codes(answer), answer.body.data?.ministryOfJusticeChangeAgreement ?? null]).toEqual([
      [code],
      null,
    ]);
  });

  it('it is felt within a second of the countersignature, and so is its suspension', async () => {
    expect((await step('ndc', id, 'COUNTERSIGN')).body.errors).toBeUndefined();
    await eventuallyAsked(read, birth.placeOfBirth);
    await step('moj', id, 'SUSPEND', { reason: 'Bảo trì.' });
    await eventuallyAsked(read, 'SUSPENDED');
    await step('moj', id, 'RESUME');
    await eventuallyAsked(read, birth.placeOfBirth);
  });

  it('it is seen by everybody, its history without the officers, and the reasons by agencies', async () => {
    const question = '{ agency(id: "moj") { agreements { id status history { action agency to reason } } } }';
    const { body } = await ask(officer('spc'), question);
    expect(body.errors).toBeUndefined();
    expect(body.data.agency.agreements).toEqual([
      {
        id,
        status: 'ACTIVE',
        history: [
          { action: null, agency: 'moh', to: 'SUBMITTED', reason: null },
          { action: 'APPROVE', agency: 'moj', to: 'APPROVED', reason: null },
          { action: 'COUNTERSIGN', agency: 'ndc', to: 'ACTIVE', reason: null },
          { action: 'SUSPEND', agency: 'moj', to: 'SUSPENDED', reason: 'Bảo trì.' },
          { action: 'RESUME', agency: 'moj', to: 'ACTIVE', reason: null },
        ],
      },
    ]);
    const toNobody = await ask(null, '{ agency(id: "moj") { agreements { id history { to } } } }');
    expect([toNobody.body.errors, toNobody.body.data.agency.agreements.length]).toEqual([undefined, 1]);
    expect(codes(await ask(null, question))).toEqual(['NO_GRANT']);
  });

  it('the overdue of the whole country are one question', async () => {
    const { body } = await ask(null, '{ agencies { id agreements(overdue: true) { id } } }');
    expect(body.errors).toBeUndefined();
    expect(body.data.agencies).toHaveLength(24);
    expect(body.data.agencies.flatMap(({ agreements }: { agreements: unknown[] }) => agreements)).toEqual([]);
  });

  it('its steps are told as they are taken, to whoever follows them', async () => {
    const client = createClient({ url: `${deployment.gateway.url}/graphql`, retryAttempts: 0 });
    const told = client.iterate({
      query: 'subscription { ministryOfJusticeAgreementChanged { id status } }',
    });
    const first = told.next();
    const heard = first.then(() => true);
    // Nothing tells when a subscription has begun: steps are taken until one is told.
    do {
      await step('moj', id, 'SUSPEND', { reason: 'Thử.' });
      await step('moj', id, 'RESUME');
    } while (!(await Promise.race([heard, sleep(500, false)])));
    expect(await first).toEqual({
      value: {
        data: {
          ministryOfJusticeAgreementChanged: {
            id,
            status: expect.stringMatching(/^(SUSPENDED|ACTIVE)$/),
          },
        },
        extensions: { exchange: expect.objectContaining({ receipt: expect.any(String) }) },
      },
      done: false,
    });
    await told.return!();
  });

  it('it survives a restart of everything', async () => {
    await deployment.stop();
    await start();
    await eventuallyAsked(read, birth.placeOfBirth);
    await step('moj', id, 'REVOKE', { reason: 'Mục đích không còn.' });
    await eventuallyAsked(read, 'EXPIRED');
  }, 60_000);
});
