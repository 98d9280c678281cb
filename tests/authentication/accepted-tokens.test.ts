import { generateKeyPairSync, sign as signBytes } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createAuthenticator, type Authenticate } from '@lienthong/gateway/authentication/authenticate';
import { openKeySet } from '@lienthong/shared/identity/key-set';
import type { JSONWebKeySet } from 'jose';
import { temporaryFolder } from '../support/folder.ts';
import { refusalOf } from './refusal.ts';
import {
  answerKeys,
  AUDIENCE,
  authenticatorFor,
  base64url,
  CALLER,
  GOOD,
  ISSUER,
  jwksOf,
  makeKey,
  seconds,
  serveKeys,
  sign,
  type Algorithm,
  type TestKey,
} from './test-issuer.ts';

const ALGORITHMS: readonly Algorithm[] = ['RS256', 'ES256', 'EdDSA'];
const keys = new Map<Algorithm, TestKey>();
const folder = temporaryFolder();
let provider: Awaited<ReturnType<typeof serveKeys>>;

beforeAll(async () => {
  for (const alg of ALGORITHMS) keys.set(alg, await makeKey(alg));
  provider = await serveKeys(answerKeys({ keys: [] }));
});
afterAll(async () => {
  await provider.stop();
  folder.remove();
});
afterEach(() => {
  jest.restoreAllMocks();
});

const keyOf = (alg: Algorithm): TestKey => keys.get(alg)!;
const bearer = (token: string): string => `Bearer ${token}`;

/** An authenticator by the clock of the machine, as in production. */
const believing = (source: string): Authenticate =>
  createAuthenticator({
    issuers: [{ issuer: ISSUER, audience: AUDIENCE, keys: openKeySet(source) }],
    agencies: ['moh'],
    now: () => Date.now(),
  });

const signNow = (key: TestKey, claims: Readonly<Record<string, unknown>> = {}): Promise<string> =>
  sign(key, { iat: seconds(Date.now()), exp: seconds(Date.now()) + 3600, ...claims });

function writeKeys(jwks: JSONWebKeySet): string {
  const file = join(folder.path, 'issuer.jwks.json');
  writeFileSync(`${file}.tmp`, JSON.stringify(jwks));
  renameSync(`${file}.tmp`, file);
  return file;
}

describe('A good token', () => {
  it.each(ALGORITHMS)('signed with %s is believed by a file of keys', async (alg) => {
    const authenticate = believing(writeKeys(jwksOf(...keys.values())));
    await expect(authenticate(bearer(await signNow(keyOf(alg))))).resolves.toEqual(CALLER);
  });

  it.each(ALGORITHMS)('signed with %s is believed by the keys at a URL, asked for once', async (alg) => {
    provider.answer = answerKeys(jwksOf(...keys.values()));
    provider.asked = 0;
    const authenticate = believing(provider.url);
    for (const officer of ['nurse-lan', 'doctor-minh']) {
      const token = await signNow(keyOf(alg), { officer });
      await expect(authenticate(bearer(token))).resolves.toEqual({ ...CALLER, officer });
    }
    expect(provider.asked).toBe(1);
  });

  it.each([
    ['its scheme in small letters', (token: string) => `bearer ${token}`],
    ['its scheme in capitals and several blanks', (token: string) => `BEARER   ${token}`],
    ['one header in a list', (token: string) => [bearer(token)]],
  ])('is believed with %s', async (_, header) => {
    const key = keyOf('EdDSA');
    await expect(authenticatorFor([key])(header(await sign(key)))).resolves.toEqual(CALLER);
  });

  it.each([
    ['no kind', {}, { typ: undefined }],
    ['the kind of an access token (RFC 9068)', {}, { typ: 'at+jwt' }],
    ['its kind in full', {}, { typ: 'application/at+jwt' }],
    ['no key named, where its issuer has one', {}, { kid: undefined }],
    ['several audiences, of which one is this gateway', { aud: ['account', AUDIENCE] }, {}],
    ['claims that are none of ours', { scope: 'openid', realm_access: { roles: ['x'] } }, {}],
  ])('is believed with %s', async (_, claims, header) => {
    const key = keyOf('EdDSA');
    await expect(authenticatorFor([key])(bearer(await sign(key, claims, header)))).resolves.toEqual(CALLER);
  });
});

const NO_AGENCY = {
  ...{ agency: null, system: null, officer: null, purpose: null, procedure: null, case: undefined },
};

describe('The caller', () => {
  it.each([
    [
      'is a system of an agency that says no more',
      { officer: undefined, purpose: undefined, procedure: null, case: null },
      { kind: 'agency', agency: 'moh', system: 'hospital-records' },
    ],
    [
      'brings a case that is about nobody in particular',
      { case: { id: 'HS-1' } },
      { ...CALLER, case: { id: 'HS-1', subjects: [] } },
    ],
    [
      'brings what a grant may demand',
      { territory: '79', decision_number: '12/QĐ-BYT', approved_by: ['lan', 'minh'] },
      { ...CALLER, territory: '79', decisionNumber: '12/QĐ-BYT', approvedBy: ['lan', 'minh'] },
    ],
    [
      'is a citizen',
      { ...NO_AGENCY, personal_id: '003185000017' },
      { kind: 'citizen', personalId: '003185000017' },
    ],
  ])('%s', async (_, claims, caller) => {
    const key = keyOf('EdDSA');
    const read = await authenticatorFor([key])(bearer(await sign(key, claims)));
    expect(read).toEqual(caller);
    expect(Object.keys(read).sort()).toEqual(Object.keys(caller).sort());
  });

  it('is nobody where no header is sent', async () => {
    await expect(authenticatorFor([])(undefined)).resolves.toEqual({ kind: 'anonymous' });
  });

  it('cannot be changed by whoever it is handed to', async () => {
    const key = keyOf('EdDSA');
    const token = await sign(key, { approved_by: ['lan'] });
    const caller = await authenticatorFor([key])(bearer(token));
    expect(() => Object.assign(caller, { agency: 'mps' })).toThrow(TypeError);
    if (caller.kind !== 'agency') throw new Error('An agency was expected.');
    expect(() => (caller.case!.subjects as string[]).push('003185000018')).toThrow(TypeError);
    expect(() => Object.assign(caller.case!, { id: 'HS-2' })).toThrow(TypeError);
    expect(() => (caller.approvedBy as string[]).push('minh')).toThrow(TypeError);
  });
});

/** As if that much time had passed for everybody in this process. */
const letPass = (milliseconds: number): void => {
  const from = Date.now();
  jest.spyOn(Date, 'now').mockImplementation(() => from + milliseconds);
};

describe('Keys that change', () => {
  it('are found at once in a file, and those taken out stop counting within a minute', async () => {
    const [old, next] = await Promise.all([makeKey('EdDSA', 'old'), makeKey('EdDSA', 'next')]);
    const authenticate = believing(writeKeys(jwksOf(old)));
    const tokenOfOld = await signNow(old);
    await authenticate(bearer(tokenOfOld));

    writeKeys(jwksOf(next));
    await expect(authenticate(bearer(await signNow(next)))).resolves.toEqual(CALLER);
    const { message } = await refusalOf(authenticate(bearer(await signNow(old, { officer: 'x' }))));
    expect(message).toMatch(/a key its issuer does not publish/);

    letPass(61_000);
    await expect(refusalOf(authenticate(bearer(tokenOfOld)))).resolves.toMatchObject({
      code: 'TOKEN_INVALID',
    });
  });

  it('are asked for when a token names one that is not known yet', async () => {
    const [old, next] = await Promise.all([makeKey('ES256', 'old'), makeKey('ES256', 'next')]);
    provider.answer = answerKeys(jwksOf(old));
    const authenticate = believing(provider.url);
    await authenticate(bearer(await signNow(old)));

    provider.answer = answerKeys(jwksOf(old, next));
    letPass(3_000);
    await expect(authenticate(bearer(await signNow(next)))).resolves.toEqual(CALLER);
    await expect(authenticate(bearer(await signNow(old, { officer: 'x' })))).resolves.toMatchObject({
      officer: 'x',
    });
  });

  it('stop counting within minutes of their issuer withdrawing them', async () => {
    const [old, next] = await Promise.all([makeKey('EdDSA', 'old'), makeKey('EdDSA', 'next')]);
    provider.answer = answerKeys(jwksOf(old));
    const authenticate = believing(provider.url);
    const token = await signNow(old);
    await authenticate(bearer(token));

    provider.answer = answerKeys(jwksOf(next));
    letPass(11 * 60_000);
    await expect(refusalOf(authenticate(bearer(token)))).resolves.toMatchObject({ code: 'TOKEN_INVALID' });
  });

  it('are not asked for again by every token that names one nobody knows', async () => {
    const [known, unknown] = await Promise.all([makeKey('EdDSA', 'known'), makeKey('EdDSA', 'unknown')]);
    provider.answer = answerKeys(jwksOf(known));
    provider.asked = 0;
    const authenticate = believing(provider.url);
    for (let turn = 0; turn < 20; turn += 1) {
      await refusalOf(authenticate(bearer(await signNow(unknown, { officer: `x${turn}` }))));
    }
    expect(provider.asked).toBe(1);
  });
});

describe('While the keys of an issuer cannot be had, its tokens are answered with 503, not 401', () => {
  const unavailable = { code: 'ISSUER_UNAVAILABLE', status: 503 };

  it.each([
    ['an error', () => (provider.answer = (_, response) => void response.writeHead(500).end('down'))],
    ['a page', () => (provider.answer = (_, response) => void response.end('<html>sign in</html>'))],
    ['something else in JSON', () => (provider.answer = answerKeys({ error: 'x' } as never))],
    [
      'a redirection',
      () => (provider.answer = (_, response) => void response.writeHead(302, { location: '/' }).end()),
    ],
    ['a broken connection', () => (provider.answer = ({ socket }) => void socket.destroy())],
    [
      'keys that cannot be worked with',
      () => (provider.answer = answerKeys({ keys: [{ ...keyOf('EdDSA').publicJwk, x: 'AAAA' }] })),
    ],
  ])('where the URL answers with %s; and is asked again', async (_, break_) => {
    break_();
    const authenticate = believing(provider.url);
    const token = await signNow(keyOf('EdDSA'));
    const refusal = await refusalOf(authenticate(bearer(token)));
    expect(refusal).toMatchObject(unavailable);
    expect(refusal.message).not.toContain(provider.url);
    expect(refusal.extensions['messageVi']).toMatch(/không lấy được khóa/);

    provider.answer = answerKeys(jwksOf(keyOf('EdDSA')));
    letPass(11 * 60_000);
    await expect(authenticate(bearer(token))).resolves.toEqual(CALLER);
  });

  it('where a key is too short to be trusted', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    provider.answer = answerKeys({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'short' }] });
    const body = `${base64url({ alg: 'RS256', kid: 'short' })}.${base64url({ ...GOOD, exp: seconds(Date.now()) + 60 })}`;
    const signature = signBytes('sha256', Buffer.from(body), privateKey).toString('base64url');
    const refusal = await refusalOf(believing(provider.url)(bearer(`${body}.${signature}`)));
    expect(refusal).toMatchObject(unavailable);
  });

  it('where nobody listens', async () => {
    const gone = await serveKeys(() => {});
    await gone.stop();
    const refusal = await refusalOf(believing(gone.url)(bearer(await signNow(keyOf('EdDSA')))));
    expect(refusal).toMatchObject(unavailable);
  });

  it('where the file is half written', async () => {
    const file = join(folder.path, 'half.json');
    writeFileSync(file, '{"keys": [');
    const refusal = await refusalOf(believing(file)(bearer(await signNow(keyOf('EdDSA')))));
    expect(refusal).toMatchObject(unavailable);
    rmSync(file);
  });

  it('and those already verified go on', async () => {
    provider.answer = answerKeys(jwksOf(keyOf('EdDSA')));
    const authenticate = believing(provider.url);
    const token = await signNow(keyOf('EdDSA'));
    await authenticate(bearer(token));
    provider.answer = (_, response) => void response.writeHead(500).end();
    await expect(authenticate(bearer(token))).resolves.toEqual(CALLER);
    await expect(
      authenticate(bearer(await signNow(keyOf('EdDSA'), { officer: 'x' }))),
    ).resolves.toMatchObject({
      officer: 'x',
    });
  });

  it('while nobody without a token is held up', async () => {
    provider.answer = (_, response) => void response.writeHead(500).end();
    await expect(believing(provider.url)(undefined)).resolves.toEqual({ kind: 'anonymous' });
  });
});
