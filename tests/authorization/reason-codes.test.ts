import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunningGateway } from '@lienthong/gateway';
import { SEAL_HEADER } from '@lienthong/shared/identity/seal';
import { REASONS } from '@lienthong/shared/policy/reasons';
import { REASON_CODES, type Grant, type ReasonCode } from '@lienthong/shared/policy/types';
import { askAt, type Answer, type AnswerError } from '../support/ask.ts';
import { sealFor } from '../support/seal.ts';
import { askAs, codesOf } from './asking.ts';
import { startWorld, type Claims, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 60_000);
afterAll(() => world.remove());

type Reached = () => Promise<Answer>;

const asked =
  (caller: string, query: string, claims: Claims = {}): Reached =>
  () =>
    askAs(world, caller, query, { claims });

/** Of the child the school enrols. */
const ofChi = (field: string): string => `{ citizen(personalId: "003315000003") { personalId ${field} } }`;
const AN = '{ citizen(personalId: "003190000001") { fullName } }';

/** For each code, a question that ends in it: the shortest there is. */
const REACHED: Readonly<Record<ReasonCode, Reached>> = {
  NO_GRANT: asked('clinic', '{ citizen(personalId: "003190000001") { ethnicity } }'),
  PURPOSE_MISMATCH: asked('clinic', AN, { purpose: 'curiosity' }),
  NO_LEGAL_BASIS: asked('school', ofChi('nickname')),
  CONSENT_MISSING: asked('bank', '{ citizen(personalId: "005070000004") { phone } }', {
    case: { id: 'KS', subjects: ['005070000004'] },
  }),
  EXCESS_FIELDS: asked('clinic', '{ citizen(personalId: "003190000001") { phone } }'),
  STATE_SECRET: asked('school', ofChi('secretFile')),
  UNCLASSIFIED: asked('school', ofChi('undecided')),
  CORE_DATA_LIMIT: asked('land', '{ facilities { bloodReserve } }', { purpose: 'reserves' }),
  LEGAL_ACT_REPLACED: asked('school', ofChi('education')),
  NOT_MASTER_SOURCE: asked('bank', '{ assets(owner: "003190000001") { ... on Building { floors } } }'),
  BYPASS: pastTheGateway,
  NOT_YET_VALID: asked('school', ofChi('birthplace')),
  EXPIRED: asked('school', ofChi('sex')),
  SUSPENDED: asked('school', ofChi('nationality')),
  ROW_OUT_OF_SCOPE: asked('clinic', '{ citizen(personalId: "003090000002") { fullName } }'),
  COMBINATION_FORBIDDEN: asked(
    'land',
    '{ citizen(personalId: "003190000001") { ethnicity address { street } } }',
  ),
  QUOTA_EXCEEDED: beyondTheQuota,
  RULESET_STALE: afterTheOwnerFellSilent,
  FORBIDDEN: asked('school', ofChi('faith')),
  OVERLOAD: whileTheOwnerIsOverloaded,
  EXCLUDED_AGENCY: asked('bank', AN, { agency: 'barracks' }),
};

describe('Every reason code is reached, and says why in both languages and by which law', () => {
  it.each(REASON_CODES)('%s', async (code) => {
    const { body } = await REACHED[code]();
    const refusal = (body.errors ?? []).find(({ extensions }) => extensions.code === code) as AnswerError;
    const { text, basis } = REASONS[code];
    expect(refusal?.message).toContain(text.en);
    expect(refusal.extensions['messageVi']).toContain(text.vi);
    expect(typeof refusal.extensions['basis']).toBe('string');
    expect(basis.length).toBeGreaterThan(0);
  });
});

/** A question nobody decided on, under a seal that permits less. */
async function pastTheGateway(): Promise<Answer> {
  const seal = await sealFor('civil', { query: AN }, { key: world.sealingKey });
  return askAt(world.agencies.get('civil')!.running.url, AN, {}, { [SEAL_HEADER]: seal });
}

async function beyondTheQuota(): Promise<Answer> {
  const ask = asked('bank', '{ citizen(personalId: "003190000001") { personalId } }', {
    purpose: 'metered-requests',
  });
  await ask();
  await ask();
  return ask();
}

const answering =
  (status: number, headers: Record<string, string> = {}) =>
  (_: unknown, response: ServerResponse): void =>
    void response.writeHead(status, headers).end('busy');

async function whileTheOwnerIsOverloaded(): Promise<Answer> {
  const { recorder } = world.agencies.get('bank')!;
  recorder.answerInstead('/graphql', answering(429));
  try {
    return await askAs(world, 'nobody', '{ exchangeRate(currency: "USD") }');
  } finally {
    recorder.answerInstead('/graphql', null);
  }
}

const CHANGE = `mutation ($id: ID!, $action: AgreementAction!) {
  civilRegistryChangeAgreement(id: $id, change: { action: $action }) { id status }
}`;

/** An agreement made at run time, as far as it takes to be in force. */
async function agree(): Promise<void> {
  const request = {
    purpose: 'agreed',
    fields: ['Query.citizen', 'Citizen.personalId', 'Citizen.fullName'],
    rows: 'ALL',
    basis: ['D194/2025 Art 16(2)'],
    validFrom: '2026-01-01',
  };
  const claims = { purpose: 'identity', case: null };
  const requested = await askAs(
    world,
    'school',
    'mutation ($request: AgreementRequest!) { civilRegistryRequestAgreement(request: $request) { id } }',
    { claims, variables: { request } },
  );
  const { id } = (requested.body.data as { civilRegistryRequestAgreement: { id: string } })
    .civilRegistryRequestAgreement;
  for (const [caller, action] of [
    ['registry', 'APPROVE'],
    ['clinic', 'COUNTERSIGN'],
  ] as const) {
    const { body } = await askAs(world, caller, CHANGE, { claims, variables: { id, action } });
    expect(body.errors).toBeUndefined();
  }
}

const UNDER_AGREEMENT = { claims: { purpose: 'agreed', case: null } };

async function until(gateway: RunningGateway, code: string | undefined): Promise<Answer> {
  for (const giveUpAt = Date.now() + 10_000; ; await wait(50)) {
    const answer = await askAs(world, 'school', AN, { ...UNDER_AGREEMENT, gateway });
    if (codesOf(answer)[0] === code) return answer;
    if (Date.now() > giveUpAt) throw new Error(`It never came to ${code}: ${JSON.stringify(answer.body)}`);
  }
}

/** What was agreed at run time holds as long as its owner is heard, and again once it is. */
async function afterTheOwnerFellSilent(): Promise<Answer> {
  const gateway = await world.startGateway({ agreementsStaleMs: 600 });
  const { recorder } = world.agencies.get('civil')!;
  await agree();
  await until(gateway, undefined);
  recorder.answerInstead('/changes', answering(500));
  try {
    return await until(gateway, 'RULESET_STALE');
  } finally {
    recorder.answerInstead('/changes', null);
    await until(gateway, undefined);
  }
}

describe('An overloaded agency', () => {
  const RATE = '{ exchangeRate(currency: "USD") place(code: "10105") { name } }';

  it.each([
    ['says so by 429', 429, {}, 'OVERLOAD'],
    ['says so by 503 and a time to ask again', 503, { 'retry-after': '5' }, 'OVERLOAD'],
    ['is told apart from one that is away', 503, {}, 'AGENCY_UNAVAILABLE'],
  ] as const)('%s', async (_, status, headers, code) => {
    const { recorder } = world.agencies.get('bank')!;
    recorder.answerInstead('/graphql', answering(status, headers));
    const answer = await askAs(world, 'nobody', RATE);
    recorder.answerInstead('/graphql', null);
    expect(codesOf(answer)).toEqual([code]);
    expect(answer.body.data).toEqual({ exchangeRate: null, place: { name: 'Xã Mẫu Một' } });
    expect(answer.body.errors![0]!.extensions).toMatchObject({ agency: 'bank' });
  });

  it('is left alone once it was so often, and is still called overloaded', async () => {
    const gateway = await world.startGateway({ breaker: { failures: 2, resetMs: 60_000 } });
    const { recorder } = world.agencies.get('bank')!;
    recorder.answerInstead('/graphql', answering(429));
    for (let time = 0; time < 2; time += 1) await askAs(world, 'nobody', RATE, { gateway });
    const before = recorder.asked.length;
    const answer = await askAs(world, 'nobody', RATE, { gateway });
    recorder.answerInstead('/graphql', null);
    expect(codesOf(answer)).toEqual(['OVERLOAD']);
    expect(recorder.asked).toHaveLength(before);
  });
});

describe('A rule with a condition that nobody knows is never taken as met', () => {
  const grant: Grant = {
    id: 'land-bank-0001',
    provider: 'land',
    grantee: 'bank',
    purpose: 'survey',
    basis: ['D194/2025 Art 16(2)'],
    fields: ['Query.assets', 'Building.floors'],
    rows: 'all',
    mask: {},
    quota: null,
    conditions: [],
    validFrom: '2026-01-01',
    validTo: null,
    status: 'ACTIVE',
    riskAssessedUntil: null,
  };

  /** What a gateway answers whose feed from the land office tells of this agreement. */
  async function toldOf(agreed: object): Promise<AnswerError[]> {
    const { recorder } = world.agencies.get('land')!;
    const change = {
      number: 1,
      at: '2026-01-01T00:00:00.000Z',
      kind: 'agreement',
      payload: { id: grant.id, status: 'ACTIVE', grant: agreed },
    };
    recorder.answerInstead('/changes', (request, response) => {
      const known = new URL(request.url!, 'http://feed.example').searchParams.get('after') !== '0';
      response.setHeader('content-type', 'application/json');
      const answer = JSON.stringify({ changes: known ? [] : [change], last: 1 });
      setTimeout(() => response.end(answer), known ? 100 : 0);
    });
    const gateway = await world.startGateway();
    const query = '{ assets(owner: "003190000001") { ... on Building { floors } } }';
    const answer = await askAs(world, 'bank', query, { gateway, claims: { case: CASE } });
    await gateway.stop();
    recorder.answerInstead('/changes', null);
    return [...(answer.body.errors ?? [])];
  }
  const CASE = { id: 'KS', subjects: ['003190000001'] };

  it('and where all is known the owner has the last word', async () => {
    const errors = await toldOf(grant);
    expect(errors.map(({ extensions }) => extensions)).toEqual([
      expect.objectContaining({ coordinate: 'Query.assets', agency: 'land', code: 'NO_GRANT' }),
    ]);
  });

  it.each([
    ['a condition', { conditions: ['WHEN_CONVENIENT'] }],
    ['a scope', { rows: 'friends-and-family' }],
    ['a mask', { mask: { 'Building.floors': 'lightly' } }],
    ['a status', { status: 'MOSTLY_ACTIVE' }],
    ['a member of its own', { until: 'whenever' }],
  ])('%s nobody knows leaves the agreement unread', async (_, strange) => {
    const errors = await toldOf({ ...grant, ...strange });
    const floors = errors.find(({ extensions }) => extensions['coordinate'] === 'Building.floors');
    expect(floors?.extensions).toMatchObject({ code: 'NOT_MASTER_SOURCE' });
    expect(floors?.extensions['agency']).toBeUndefined();
  });
});
