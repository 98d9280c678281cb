import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { mkdirSync, renameSync, rmSync, statSync, chmodSync, readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openKeySet } from '@lienthong/shared/identity/key-set';
import { openSigningKey, publicKeysFile, type SigningKey } from '@lienthong/shared/identity/keys';
import {
  createSealOpener,
  digestOfSeal,
  SEAL_DIGEST_HEADER,
  SEAL_HEADER,
  SEAL_ISSUER,
  SEAL_KEPT_HEADER,
  SEAL_LIFETIME,
} from '@lienthong/shared/identity/seal';
import { hashOfQuery, openContent } from '@lienthong/shared/identity/seal-content';
import { createLocalJWKSet, decodeJwt, generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { askAt, type AnswerBody } from '../support/ask.ts';
import { temporaryFolder } from '../support/folder.ts';
import { keptLog } from '../support/log.ts';
import { makeSigningKey, sealFor, testKey } from '../support/seal.ts';
import { loadListed, startSubgraph, type TestSubgraph } from '../support/subgraph.ts';

const QUESTION = '{ ministryOfJustice { name databases { id name } } }';

/** A seal for the question, as the gateway makes it. */
const sealed = (audience: string, now: number, key?: SigningKey): Promise<string> =>
  sealFor(audience, { query: QUESTION }, { now, ...(key && { key }) });

/** What every seal of the question says beside whom it is for and until when. */
const CONTENT = { operation: hashOfQuery(QUESTION), ...openContent('sha256:') };

const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

/** A seal for moj with whatever a forger may change. */
async function forge({
  header = {},
  claims = {},
  key,
}: {
  header?: Record<string, unknown>;
  claims?: JWTPayload;
  key?: SigningKey;
} = {}): Promise<string> {
  const signer = key ?? (await testKey());
  const now = seconds(Date.now());
  const payload = { iss: SEAL_ISSUER, aud: 'moj', iat: now, exp: now + SEAL_LIFETIME, ...CONTENT, ...claims };
  return new SignJWT(JSON.parse(JSON.stringify(payload)) as JWTPayload)
    .setProtectedHeader({ alg: 'EdDSA', kid: signer.kid, typ: 'seal+jwt', ...header })
    .sign(signer.privateKey);
}

/** The token with its payload changed and its signature left as it was. */
function tamper(token: string, change: JWTPayload): string {
  const [header, , signature] = token.split('.');
  return [header, base64url({ ...decodeJwt(token), ...change }), signature].join('.');
}

const base64url = (content: unknown): string => Buffer.from(JSON.stringify(content)).toString('base64url');

/** The classic: the public key taken for the secret of a symmetric signature. */
async function signedWithThePublicKey(): Promise<string> {
  const { kid, jwks } = await testKey();
  const now = seconds(Date.now());
  const body = [
    base64url({ alg: 'HS256', kid, typ: 'seal+jwt' }),
    base64url({ iss: SEAL_ISSUER, aud: 'moj', iat: now, exp: now + SEAL_LIFETIME }),
  ].join('.');
  const secret = Buffer.from(jwks.keys[0]!.x!, 'base64url');
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
}

async function signedByAnotherKeyOfTheSameName(): Promise<string> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  return forge({ key: { ...(await testKey()), privateKey } });
}

async function unsigned(): Promise<string> {
  return new UnsecuredJWT({})
    .setIssuer(SEAL_ISSUER)
    .setAudience('moj')
    .setIssuedAt()
    .setExpirationTime('30s')
    .encode();
}

async function withAnEmptySignature(): Promise<string> {
  return (await forge()).replace(/[^.]*$/, '');
}

const FORGERIES: readonly [title: string, forged: () => Promise<string>, fault: string][] = [
  ['for another subgraph', async () => sealed('mps', Date.now()), '"aud" does not fit'],
  ['for every subgraph but this', () => forge({ claims: { aud: ['mps', 'mof'] } }), '"aud" does not fit'],
  ['for nobody', () => forge({ claims: { aud: undefined } }), '"aud" does not fit'],
  ['by another issuer', () => forge({ claims: { iss: 'somebody' } }), '"iss" does not fit'],
  ['by no issuer', () => forge({ claims: { iss: undefined } }), '"iss" does not fit'],
  ['without an end', () => forge({ claims: { exp: undefined } }), '"exp" does not fit'],
  ['without a beginning', () => forge({ claims: { iat: undefined } }), '"iat" does not fit'],
  ['from the future', async () => sealed('moj', Date.now() + 60_000), '"iat" does not fit'],
  ['that is not good yet', () => forge({ claims: { nbf: seconds(Date.now()) + 60 } }), '"nbf" does not fit'],
  ['that has expired', async () => sealed('moj', Date.now() - 33_000), 'it has expired'],
  [
    'that grants itself a year, signed a minute ago',
    () => forge({ claims: { iat: seconds(Date.now()) - 60, exp: seconds(Date.now()) + 31_536_000 } }),
    'it has expired',
  ],
  ['of another kind of token', () => forge({ header: { typ: 'JWT' } }), '"typ" does not fit'],
  ['of no kind', () => forge({ header: { typ: undefined } }), '"typ" does not fit'],
  [
    'with a key nobody published',
    async () => forge({ key: await makeSigningKey() }),
    'a key the gateway did not publish',
  ],
  ['with another key under the published name', signedByAnotherKeyOfTheSameName, 'its signature is wrong'],
  [
    'with a changed audience',
    async () => tamper(await sealed('mps', Date.now()), { aud: 'moj' }),
    'its signature is wrong',
  ],
  [
    'with a changed end',
    async () => tamper(await forge(), { exp: seconds(Date.now()) + 3600 }),
    'its signature is wrong',
  ],
  ['with its signature cut off', withAnEmptySignature, 'its signature is wrong'],
  ['with no signature (alg none)', unsigned, 'its algorithm is not EdDSA'],
  ['with the public key as a secret (HS256)', signedWithThePublicKey, 'its algorithm is not EdDSA'],
  [
    'with a key of a name nobody published',
    () => forge({ header: { kid: 'x' } }),
    'a key the gateway did not publish',
  ],
  ['that is no token', async () => 'let-me-in', 'it cannot be read'],
  ['that is a token without content', async () => 'e30.e30.e30', 'it cannot be read'],
  [
    'for another operation',
    () => sealFor('moj', { query: '{ ministryOfJustice { id } }' }),
    'another operation',
  ],
  ['for no operation', () => forge({ claims: { operation: undefined } }), 'does not say what a seal says'],
  ['of nobody', () => forge({ claims: { caller: undefined } }), 'does not say what a seal says'],
  [
    'that knows more than a seal can',
    () => forge({ claims: { caller: { kind: 'root' } } }),
    'does not say what a seal says',
  ],
  [
    'of a change, whose variables it does not hold',
    () => sealFor('moj', { query: QUESTION, variables: { id: 'x' } }, { once: true }),
    'another operation',
  ],
];

const ROWS = /moj-A-01|Bộ Tư pháp|hộ tịch/;

describe('A subgraph', () => {
  const { log, lines } = keptLog();
  let moj: TestSubgraph;
  beforeAll(async () => {
    moj = await startSubgraph(await loadListed('moj'), { log });
  });
  afterAll(() => moj.remove());

  const askWith = (seal: string, query = QUESTION) => askAt(moj.url, query, {}, { [SEAL_HEADER]: seal });

  it('answers the gateway', async () => {
    const { status, body } = await askWith(await sealed('moj', Date.now()));
    expect([status, JSON.stringify(body)]).toEqual([200, expect.stringMatching(ROWS)]);
  });

  it.each(FORGERIES)('[REQ-05] refuses a seal %s', async (_, forged, fault) => {
    const seal = await forged();
    const { status, body } = await askWith(seal);
    expect(status).toBe(403);
    expect(body).toEqual({
      errors: [
        {
          message: expect.stringContaining(fault),
          extensions: {
            code: 'SEAL_INVALID',
            agency: 'moj',
            messageVi: expect.stringContaining('từ chối dấu xác nhận'),
          },
        },
      ],
    });
    expect(JSON.stringify(body)).not.toContain(seal);
  });

  it.each([
    ['its rows', QUESTION],
    ['its schema', '{ _service { sdl } }'],
    ['introspection', '{ __schema { types { name } } }'],
    [
      'entities',
      '{ _entities(representations: [{ __typename: "MinistryOfJustice", id: "moj" }]) { __typename } }',
    ],
    ['nothing but a type name', '{ __typename }'],
    ['what cannot be parsed', '{'],
  ])('asked without a seal for %s, gives nothing', async (_, query) => {
    for (const [headers, status, code] of [
      [{}, 401, 'SEAL_MISSING'],
      [{ [SEAL_HEADER]: '' }, 401, 'SEAL_MISSING'],
      [{ [SEAL_HEADER]: 'forged' }, 403, 'SEAL_INVALID'],
      [{ authorization: `Bearer ${await sealed('moj', Date.now())}` }, 401, 'SEAL_MISSING'],
    ] as const) {
      const answer = await askAt(moj.url, query, {}, headers);
      expect([
        answer.status,
        answer.body.data,
        answer.body.errors!.map(({ extensions }) => extensions.code),
      ]).toEqual([status, undefined, [code]]);
    }
  });

  const json = { 'content-type': 'application/json' };
  const unsealedWays: readonly [way: string, status: number, suffix: string, init: RequestInit][] = [
    // A header no page of another site can send: only the seal stands in the way.
    ['GET', 401, `?query=${encodeURIComponent(QUESTION)}`, { headers: { 'apollo-require-preflight': '1' } }],
    ['HEAD', 405, `?query=${encodeURIComponent(QUESTION)}`, { method: 'HEAD' }],
    ['OPTIONS', 405, '', { method: 'OPTIONS' }],
    ['PUT', 405, '', { method: 'PUT', body: JSON.stringify({ query: QUESTION }), headers: json }],
    ['a form', 401, '', { method: 'POST', body: new URLSearchParams({ query: QUESTION }) }],
    ['plain text', 401, '', { method: 'POST', body: QUESTION, headers: { 'content-type': 'text/plain' } }],
    ['a batch', 401, '', { method: 'POST', body: JSON.stringify([{ query: QUESTION }]), headers: json }],
    [
      'a path that goes on',
      404,
      '/',
      { method: 'POST', body: JSON.stringify({ query: QUESTION }), headers: json },
    ],
    [
      'an escaped path',
      401,
      '/../%67raphql',
      { method: 'POST', body: JSON.stringify({ query: QUESTION }), headers: json },
    ],
  ];
  it.each(unsealedWays)('gives nothing by %s either (%i)', async (_, status, suffix, init) => {
    const response = await fetch(moj.url + suffix, init);
    expect([response.status, await response.text()]).toEqual([status, expect.not.stringMatching(ROWS)]);
  });

  it('gives nothing to two seals at once, of which one is good', async () => {
    const good = await sealed('moj', Date.now());
    const headers = new Headers([['content-type', 'application/json']]);
    for (const seal of ['forged', good]) headers.append(SEAL_HEADER, seal);
    const response = await fetch(moj.url, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query: QUESTION }),
    });
    expect([response.status, ((await response.json()) as AnswerBody).data]).toEqual([403, undefined]);
  });

  it('says that it keeps a seal, and then answers its digest; a digest it does not know asks for the seal', async () => {
    const seal = await sealed('moj', Date.now() + 1_000);
    const before = lines.length;
    const name = () => askAt(moj.url, QUESTION, {}, { [SEAL_DIGEST_HEADER]: digestOfSeal(seal) });
    const unknown = await name();
    expect([unknown.status, unknown.body]).toEqual([
      401,
      {
        errors: [
          {
            message: expect.stringContaining(SEAL_HEADER),
            extensions: {
              code: 'SEAL_UNKNOWN',
              agency: 'moj',
              messageVi: expect.stringContaining('không giữ dấu xác nhận'),
            },
          },
        ],
      },
    ]);
    const shown = await askWith(seal);
    expect([shown.status, shown.headers.get(SEAL_KEPT_HEADER)]).toEqual([200, '1']);
    const named = await name();
    expect([named.status, named.body.data]).toEqual([200, shown.body.data]);
    const refusals = lines.slice(before).filter(({ code }) => code !== undefined);
    expect(refusals.map(({ level, code }) => [level, code])).toEqual([['info', 'SEAL_UNKNOWN']]);
  });

  it('writes every refusal into its log, and not a word of the seal', async () => {
    const seal = await sealed('moj', Date.now(), await makeSigningKey());
    const before = lines.length;
    await askWith(seal);
    await askAt(moj.url, QUESTION);
    const written = lines.slice(before);
    expect(written.map(({ level, code }) => [level, code])).toEqual([
      ['warn', 'SEAL_INVALID'],
      ['warn', 'SEAL_MISSING'],
    ]);
    for (const line of written)
      expect(line).toMatchObject({ from: '127.0.0.1', traceId: expect.stringMatching(/^[\da-f]{32}$/) });
    expect(JSON.stringify(lines)).not.toContain(seal.split('.')[2]);
  });

  it('shows its explorer and its health to anyone, and no row with them', async () => {
    for (const path of ['/', '/healthz', '/explorer/start.js']) {
      const response = await fetch(new URL(path, moj.url));
      expect([response.status, await response.text()]).toEqual([200, expect.not.stringMatching(ROWS)]);
    }
  });
});

describe('A seal', () => {
  const signedAt = 1_760_000_000_000;
  const opener = async (after: number, audience = 'moj') =>
    createSealOpener(
      audience,
      createLocalJWKSet({ keys: [...(await testKey()).jwks.keys] }),
      () => signedAt + after,
    );

  it.each([
    ['at once', 0, true],
    ['by a host whose clock is 2 s behind', -2_000, true],
    ['by a host whose clock is 3 s behind', -3_000, false],
    ['after 30 s', 30_000, true],
    ['within the 2 s that clocks may differ', 31_000, true],
    ['after that', 32_000, false],
    ['an hour later', 3_600_000, false],
  ])('opened %s (%i ms)', async (_, after, opens) => {
    const seal = await sealed('moj', signedAt);
    const opened = (await opener(after)).open(seal);
    if (opens)
      await expect(opened).resolves.toEqual({
        audience: 'moj',
        ...CONTENT,
        onceId: null,
        expiresAt: signedAt + SEAL_LIFETIME * 1000,
      });
    else await expect(opened).rejects.toMatchObject({ code: 'SEAL_INVALID', status: 403 });
  });

  it('opened before is not remembered past its end', async () => {
    let now = signedAt;
    const { open, recall } = createSealOpener(
      'moj',
      createLocalJWKSet({ keys: [...(await testKey()).jwks.keys] }),
      () => now,
    );
    const seal = await sealed('moj', signedAt);
    await open(seal);
    now += 29_999;
    await expect(open(seal)).resolves.toBeDefined();
    expect(recall(digestOfSeal(seal))).toBeDefined();
    now += 2_001;
    await expect(open(seal)).rejects.toMatchObject({ code: 'SEAL_INVALID' });
    expect(() => recall(digestOfSeal(seal))).toThrow(expect.objectContaining({ code: 'SEAL_UNKNOWN' }));
  });

  it('is good for 30 s even where it says more, opened before or not', async () => {
    let now = signedAt;
    const { open } = createSealOpener(
      'moj',
      createLocalJWKSet({ keys: [...(await testKey()).jwks.keys] }),
      () => now,
    );
    const seal = await forge({ claims: { iat: seconds(signedAt), exp: seconds(signedAt) + 31_536_000 } });
    await expect(open(seal)).resolves.toMatchObject({
      audience: 'moj',
      expiresAt: signedAt + SEAL_LIFETIME * 1000,
    });
    now += 33_000;
    await expect(open(seal)).rejects.toMatchObject({ code: 'SEAL_INVALID' });
  });

  it('of open data says whom and what it is for and until when, and nothing of who asks', async () => {
    const { iat, ...claims } = decodeJwt(await sealed('moj', signedAt));
    expect([iat, claims]).toEqual([
      seconds(signedAt),
      { iss: SEAL_ISSUER, aud: 'moj', exp: seconds(signedAt) + 30, ...CONTENT },
    ]);
  });
});

describe('The gateway’s key', () => {
  const privateFile = (folder: string): string => join(folder, 'keys', 'gateway.private.jwk.json');
  const modeOf = (file: string): number => statSync(file).mode & 0o777;

  it('is made on the first start, readable by its owner alone, and kept', async () => {
    const folder = temporaryFolder();
    try {
      const first = await openSigningKey(folder.path);
      expect([modeOf(privateFile(folder.path)), modeOf(dirname(privateFile(folder.path)))]).toEqual([
        0o600, 0o700,
      ]);
      expect((await openSigningKey(folder.path)).kid).toBe(first.kid);
    } finally {
      folder.remove();
    }
  });

  it.each([0o644, 0o666, 0o640])('is closed again where a hand opened it (mode %o)', async (mode) => {
    const folder = temporaryFolder();
    try {
      await openSigningKey(folder.path);
      chmodSync(privateFile(folder.path), mode);
      await openSigningKey(folder.path);
      expect(modeOf(privateFile(folder.path))).toBe(0o600);
    } finally {
      folder.remove();
    }
  });

  it('publishes its public half only', async () => {
    const folder = temporaryFolder();
    try {
      const { jwks, kid } = await openSigningKey(folder.path);
      const published = JSON.parse(readFileSync(publicKeysFile(folder.path), 'utf8')) as typeof jwks;
      const { d: secret } = JSON.parse(readFileSync(privateFile(folder.path), 'utf8')) as { d: string };
      expect(published).toEqual(jwks);
      expect(published.keys).toEqual([
        { kty: 'OKP', crv: 'Ed25519', x: expect.any(String), kid, alg: 'EdDSA', use: 'sig' },
      ]);
      expect(readFileSync(publicKeysFile(folder.path), 'utf8')).not.toContain(secret);
    } finally {
      folder.remove();
    }
  });
});

describe('A subgraph’s key set', () => {
  const folder = temporaryFolder();
  const file = join(folder.path, 'jwks', 'keys.json');
  let served: SigningKey['jwks'] = { keys: [] };
  const site: Server = createServer((_, response) => response.end(JSON.stringify(served)));
  let moj: TestSubgraph;
  let elsewhere: TestSubgraph;
  beforeAll(async () => {
    await new Promise<void>((listening) => site.listen(0, '127.0.0.1', listening));
    const { port } = site.address() as AddressInfo;
    moj = await startSubgraph(await loadListed('moj'), { gatewayKeys: openKeySet(file) });
    elsewhere = await startSubgraph(await loadListed('moj'), {
      gatewayKeys: openKeySet(`http://127.0.0.1:${port}/jwks.json`),
    });
  });
  afterAll(async () => {
    await moj.remove();
    await elsewhere.remove();
    await new Promise((closed) => site.close(closed));
    folder.remove();
  });

  const publish = ({ jwks }: Pick<SigningKey, 'jwks'>): void => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(jwks));
    renameSync(`${file}.new`, file);
  };
  const statusFor = async (key: SigningKey, subgraph = moj) =>
    (await subgraph.ask('{ __typename }', {}, { key })).status;

  it('may appear after its start, be rotated, broken and gone, all without a restart', async () => {
    const [first, second] = [await makeSigningKey(), await makeSigningKey()];
    expect(await statusFor(first)).toBe(403);

    publish(first);
    expect([await statusFor(first), await statusFor(second)]).toEqual([200, 403]);

    publish({ jwks: { keys: [...first.jwks.keys, ...second.jwks.keys] } });
    expect([await statusFor(first), await statusFor(second)]).toEqual([200, 200]);

    publish(second);
    const third = await makeSigningKey();
    expect([await statusFor(second), await statusFor(third)]).toEqual([200, 403]);

    writeFileSync(file, '{ "keys": [');
    expect(await statusFor(third)).toBe(403);

    rmSync(file);
    expect(await statusFor(third)).toBe(403);

    publish(third);
    expect(await statusFor(third)).toBe(200);
  });

  it('refuses new seals of a key that was taken back', async () => {
    const [old, current] = [await makeSigningKey(), await makeSigningKey()];
    const now = Date.now();
    publish(old);
    expect((await moj.ask('{ __typename }', {}, { key: old, now })).status).toBe(200);
    publish(current);
    // Of another second, or it would be the seal that is known already.
    expect((await moj.ask('{ __typename }', {}, { key: old, now: now - 1000 })).status).toBe(403);
  });

  it('may stand at a URL', async () => {
    const [known, unknown] = [await makeSigningKey(), await makeSigningKey()];
    served = known.jwks;
    expect([await statusFor(known, elsewhere), await statusFor(unknown, elsewhere)]).toEqual([200, 403]);
  });
});
