import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openContent } from '@lienthong/shared/identity/seal-content';
import { digestOfSeal, SEAL_DIGEST_HEADER, SEAL_HEADER } from '@lienthong/shared/identity/seal';
import { decodeJwt, SignJWT } from 'jose';
import { base64url, makeKey, sign } from '../authentication/test-issuer.ts';
import { askAt, type Answer } from '../support/ask.ts';
import { makeSigningKey, sealFor, type SealOptions } from '../support/seal.ts';
import { askAs, callers, codesOf } from './asking.ts';
import type { AskedOnce } from './recorder.ts';
import { AUDIENCE, ISSUER, startWorld, type Claims, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 60_000);
afterAll(() => world.remove());

const NAME_OF_AN = '{ citizen(personalId: "003190000001") { fullName } }';
const SAID = 'Trần Thị Mẫu An';

describe('A seal is good for one subgraph, one question and a moment', () => {
  /** A question as the gateway sent it, with the seal it came with. */
  let sent: AskedOnce;
  beforeAll(async () => {
    const answer = await askAs(world, 'clinic', NAME_OF_AN, { headers: { 'x-request-id': 'sealed-once' } });
    expect(answer.body.data).toEqual({ citizen: { fullName: SAID } });
    sent = world.agencies.get('civil')!.recorder.asked.find(({ requestId }) => requestId === 'sealed-once')!;
  });

  const showTo = (agency: string, seal: string, query: string): Promise<Answer> =>
    askAt(world.agencies.get(agency)!.running.url, query, {}, { [SEAL_HEADER]: seal });

  it('opens the door it was made for', async () => {
    const { body } = await showTo('civil', sent.seal!, sent.query);
    expect(Object.values(body.data)).toMatchObject([{ fullName: SAID }]);
  });

  it.each<[string, (seal: string, query: string) => Promise<Answer>]>([
    ['at another subgraph', (seal, query) => showTo('health', seal, query)],
    ['with another question', (seal) => showTo('civil', seal, NAME_OF_AN.replace('fullName', 'faith'))],
    [
      'with the same question and one field more',
      (seal, query) => showTo('civil', seal, query.replace('fullName', 'fullName faith')),
    ],
    ['with the same question in other spaces', (seal, query) => showTo('civil', seal, `${query} `)],
    [
      'with a letter of its claims changed',
      (seal, query) =>
        showTo(
          'civil',
          seal.replace(/\.(.)/, (_, sign: string) => `.${sign === 'e' ? 'f' : 'e'}`),
          query,
        ),
    ],
    ['without its signature', (seal, query) => showTo('civil', seal.replace(/[^.]+$/, ''), query)],
    [
      'under alg none',
      (seal, query) =>
        showTo('civil', `${base64url({ alg: 'none', typ: 'seal+jwt' })}.${seal.split('.')[1]!}.`, query),
    ],
    ['twice in one header', (seal, query) => showTo('civil', `${seal}, ${seal}`, query)],
  ])('does not open %s', async (_, show) => {
    const answer = await show(sent.seal!, sent.query);
    expect([answer.status, codesOf(answer), answer.body.data]).toEqual([403, ['SEAL_INVALID'], undefined]);
    expect(JSON.stringify(answer.body)).not.toContain(SAID);
  });

  const nameTo = (agency: string, digest: string, query: string): Promise<Answer> =>
    askAt(world.agencies.get(agency)!.running.url, query, {}, { [SEAL_DIGEST_HEADER]: digest });

  it('opens the door it was made for by its digest, once it was shown', async () => {
    const { body } = await nameTo('civil', digestOfSeal(sent.seal!), sent.query);
    expect(Object.values(body.data)).toMatchObject([{ fullName: SAID }]);
  });

  it.each<[string, number, string, (digest: string, query: string) => Promise<Answer>]>([
    ['at another subgraph', 401, 'SEAL_UNKNOWN', (digest, query) => nameTo('health', digest, query)],
    [
      'with another question',
      403,
      'SEAL_INVALID',
      (digest) => nameTo('civil', digest, NAME_OF_AN.replace('fullName', 'faith')),
    ],
    ['cut short', 401, 'SEAL_UNKNOWN', (digest, query) => nameTo('civil', digest.slice(1), query)],
    ['left empty', 401, 'SEAL_UNKNOWN', (_, query) => nameTo('civil', '', query)],
  ])('its digest does not open %s', async (_, status, code, name) => {
    const answer = await name(digestOfSeal(sent.seal!), sent.query);
    expect([answer.status, codesOf(answer), answer.body.data]).toEqual([status, [code], undefined]);
    expect(JSON.stringify(answer.body)).not.toContain(SAID);
  });

  const content = (): NonNullable<SealOptions['content']> => {
    const { caller, ruleSet, permits } = decodeJwt(sent.seal!);
    return { caller, ruleSet, permits } as never;
  };

  it.each<[string, () => Promise<SealOptions>, number, string]>([
    [
      'after it has expired',
      async () => ({ key: world.sealingKey, now: Date.now() - 60_000 }),
      403,
      'SEAL_INVALID',
    ],
    [
      'before it is good',
      async () => ({ key: world.sealingKey, now: Date.now() + 60_000 }),
      403,
      'SEAL_INVALID',
    ],
    ['signed by another key', async () => ({ key: await makeSigningKey() }), 403, 'SEAL_INVALID'],
    [
      'made for open data alone',
      async () => ({ key: world.sealingKey, content: openContent('sha256:') }),
      403,
      'BYPASS',
    ],
    [
      'that permits another field',
      async () => ({
        key: world.sealingKey,
        content: {
          ...content(),
          permits: content().permits.map((permit) => ({ ...permit, fields: ['Citizen.phone'] })),
        },
      }),
      403,
      'BYPASS',
    ],
  ])('one %s does not open', async (_, change, status, code) => {
    const seal = await sealFor('civil', { query: sent.query }, { content: content(), ...(await change()) });
    const answer = await showTo('civil', seal, sent.query);
    expect([answer.status, codesOf(answer)]).toEqual([status, [code]]);
  });

  it('one that permits more than the owner’s own rules is narrowed by them', async () => {
    const query = '{ citizen(personalId: "003190000001") { fullName faith } }';
    const permits = content().permits.map((permit) => ({
      ...permit,
      rows: 'all' as const,
      fields: ['Query.citizen', 'Citizen.fullName', 'Citizen.faith'],
    }));
    const seal = await sealFor(
      'civil',
      { query },
      { key: world.sealingKey, content: { ...content(), permits } },
    );
    const answer = await showTo('civil', seal, query);
    expect(answer.body.data).toEqual({ citizen: { fullName: SAID, faith: null } });
    expect(codesOf(answer)).toEqual(['FORBIDDEN']);
  });

  it('one of a change is good once', async () => {
    const query = 'mutation{correctPhone(personalId:"003190000001",phone:"0900000001"){phone}}';
    const change = { caller: 'clinic', claims: { purpose: 'correction' } };
    await askAs(world, change.caller, query, {
      claims: change.claims,
      headers: { 'x-request-id': 'changed-once' },
    });
    const { asked } = world.agencies.get('civil')!.recorder;
    const used = asked.find(({ requestId }) => requestId === 'changed-once')!;
    const answer = await showTo('civil', used.seal!, used.query);
    expect([answer.status, codesOf(answer)]).toEqual([403, ['SEAL_INVALID']]);
    const named = await nameTo('civil', digestOfSeal(used.seal!), used.query);
    expect([named.status, codesOf(named)]).toEqual([401, ['SEAL_UNKNOWN']]);
  });
});

describe('A token is believed of its issuer, for this gateway, in its time', () => {
  const now = Math.floor(Date.now() / 1000);
  const said: Claims = {
    ...callers['clinic'],
    iss: ISSUER,
    aud: AUDIENCE,
    sub: 'somebody',
    iat: now,
    exp: now + 600,
  };
  const unsigned = (header: object): string => `${base64url(header)}.${base64url(said)}.`;

  it.each<[string, () => Promise<string>, string]>([
    ['without a signature (alg none)', async () => unsigned({ alg: 'none', typ: 'JWT' }), 'TOKEN_INVALID'],
    ['of another issuer', () => world.token({ ...said, iss: 'https://elsewhere.example' }), 'TOKEN_INVALID'],
    ['for another audience', () => world.token({ ...said, aud: 'another-service' }), 'TOKEN_INVALID'],
    [
      'signed by a key the issuer does not publish',
      async () => sign(await makeKey('ES256', 'stranger'), said),
      'TOKEN_INVALID',
    ],
    [
      'signed by a stranger’s key under the name of the issuer’s',
      async () => sign({ ...(await makeKey('ES256')), kid: world.issuerKey.kid }, said),
      'TOKEN_INVALID',
    ],
    [
      'signed with a secret that everybody knows: the public key',
      async () => hs256(JSON.stringify(world.issuerKey.publicJwk)),
      'TOKEN_INVALID',
    ],
    ['that has expired', () => world.token({ ...said, iat: now - 1200, exp: now - 600 }), 'TOKEN_EXPIRED'],
    ['that is not good yet', () => world.token({ ...said, nbf: now + 600 }), 'TOKEN_INVALID'],
    [
      'that was issued in the future',
      () => world.token({ ...said, iat: now + 600, exp: now + 1200 }),
      'TOKEN_INVALID',
    ],
    ['that lives for ever', () => world.token({ ...said, exp: undefined }), 'TOKEN_INVALID'],
    [
      'that was made long ago, however long it says it lives',
      () => world.token({ ...said, iat: now - 86_400, exp: now + 86_400 }),
      'TOKEN_EXPIRED',
    ],
    [
      'that is a seal',
      async () => sealFor('civil', { query: NAME_OF_AN }, { key: world.sealingKey }),
      'TOKEN_INVALID',
    ],
    [
      'whose claims were changed after it was signed',
      async () =>
        (await world.token(said)).replace(/\.[^.]+\./, `.${base64url({ ...said, agency: 'civil' })}.`),
      'TOKEN_INVALID',
    ],
  ])('one %s is refused, and nobody is asked', async (_, make, code) => {
    const token = await make();
    const requestId = `token-${Math.random()}`;
    const headers = { authorization: `Bearer ${token}`, 'x-request-id': requestId };
    const answer = await askAt(`${world.gateway.url}/graphql`, NAME_OF_AN, {}, headers);
    expect([answer.status, codesOf(answer), answer.body.data]).toEqual([401, [code], undefined]);
    for (const { recorder } of world.agencies.values())
      expect(recorder.asked.filter((asked) => asked.requestId === requestId)).toEqual([]);
  });

  const hs256 = (secret: string): string => {
    const text = `${base64url({ alg: 'HS256', kid: world.issuerKey.kid, typ: 'JWT' })}.${base64url(said)}`;
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
  };

  it('one that is good is believed', async () => {
    const token = await new SignJWT(said)
      .setProtectedHeader({ alg: 'ES256', kid: world.issuerKey.kid })
      .sign(world.issuerKey.privateKey);
    const { body } = await askAt(
      `${world.gateway.url}/graphql`,
      NAME_OF_AN,
      {},
      { authorization: `Bearer ${token}` },
    );
    expect(body.data).toEqual({ citizen: { fullName: SAID } });
  });
});

describe('Callers who ask the same words at the same moment', () => {
  const QUERY = '{ citizen(personalId: "003315000003") { fullName dateOfBirth faith } }';
  const claims = { case: { id: 'C', subjects: ['003315000003'] } };
  const asking: readonly (readonly [string, Claims, unknown])[] = [
    ['clinic', claims, { citizen: { fullName: 'Lê Thị Mẫu Chi', dateOfBirth: '2015-06-01', faith: null } }],
    ['school', {}, { citizen: { fullName: 'L. T. M. C.', dateOfBirth: '2015', faith: null } }],
    ['clinic', {}, { citizen: null }],
    [
      'registry',
      {},
      { citizen: { fullName: 'Lê Thị Mẫu Chi', dateOfBirth: '2015-06-01', faith: 'faith of 003315000003' } },
    ],
    ['an', {}, { citizen: null }],
    ['nobody', {}, { citizen: null }],
  ];

  it('each get what is theirs, in one flight and in many', async () => {
    for (let round = 0; round < 15; round += 1) {
      const answers = await Promise.all(
        asking.map(([caller, own]) => askAs(world, caller, QUERY, { claims: own })),
      );
      expect(answers.map(({ body }) => body.data)).toEqual(asking.map(([, , data]) => data));
    }
  });

  it('have receipts of their own, though nothing else differs', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => askAs(world, 'clinic', NAME_OF_AN)));
    const receipts = answers.map(({ body }) => (body.extensions!['exchange'] as { receipt: string }).receipt);
    expect(new Set(receipts).size).toBe(5);
  });

  it('each come to the subgraph under a seal of their own', async () => {
    const { recorder } = world.agencies.get('civil')!;
    const before = recorder.asked.length;
    await Promise.all([askAs(world, 'clinic', NAME_OF_AN), askAs(world, 'registry', NAME_OF_AN)]);
    const seals = recorder.asked.slice(before).map(({ seal }) => decodeJwt(seal!)['caller']);
    expect(seals).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ agency: 'health' }),
        expect.objectContaining({ agency: 'civil' }),
      ]),
    );
  });
});

describe('Answers are kept by nobody', () => {
  it('the gateway forbids it', async () => {
    const { headers } = await askAs(world, 'clinic', NAME_OF_AN);
    expect(headers.get('cache-control')).toBe('no-store');
  });
});
