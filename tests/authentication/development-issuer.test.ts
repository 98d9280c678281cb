import { chmodSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openAuthentication } from '@lienthong/gateway/authentication/authentication';
import {
  openDevelopmentIssuer,
  type DevelopmentIssuer,
} from '@lienthong/gateway/authentication/development-issuer';
import type { AuthenticationConfig } from '@lienthong/gateway/authentication/settings';
import { createFront, listen } from '@lienthong/shared/http/front';
import { createRemoteJWKSet, jwtVerify, type JWK } from 'jose';
import { temporaryFolder } from '../support/folder.ts';
import { freePorts } from '../../scripts/free-ports.ts';
import { keptLog } from '../support/log.ts';
import { AUDIENCE, CALLER, ISSUER, jwksOf, makeKey, seconds, sign, type TestKey } from './test-issuer.ts';

const folder = temporaryFolder();
const kept = keptLog();
const refusedCodes: string[] = [];
const { kind: _kind, ...claims } = CALLER;

interface Front {
  readonly url: string;
  stop(): Promise<void>;
}

/** A front that answers at `/graphql` who asks, and at `/healthz` as a gateway does. */
async function startFront(config: Partial<AuthenticationConfig>, port: number): Promise<Front> {
  const front = createFront({ log: kept.log, bodyLimit: 1024 });
  const authentication = await openAuthentication(
    { audience: AUDIENCE, maxAgeSeconds: 3600, provider: null, development: null, ...config },
    ['moh'],
  );
  authentication.serve(front, (code) => refusedCodes.push(code));
  front.route({ method: ['GET', 'POST'], url: '/graphql', handler: async ({ caller }) => caller });
  front.get('/healthz', async () => ({ status: 'ok' }));
  const bound = await listen(front, { host: '127.0.0.1', port, name: 'the test', variable: 'GATEWAY_PORT' });
  return { url: `http://127.0.0.1:${bound}`, stop: () => front.close() };
}

let provider: TestKey;
let issuer: DevelopmentIssuer;
let open: Front;
let closed: Front;

beforeAll(async () => {
  provider = await makeKey('ES256');
  const jwks = join(folder.path, 'provider.jwks.json');
  writeFileSync(jwks, JSON.stringify(jwksOf(provider)));
  const port = await freePorts(1);
  const development = { issuer: `http://127.0.0.1:${port}/issuer`, dataDir: folder.path };
  issuer = await openDevelopmentIssuer({ ...development, audience: AUDIENCE });
  open = await startFront({ development, provider: { issuer: ISSUER, jwks } }, port);
  closed = await startFront({ provider: { issuer: ISSUER, jwks } }, 0);
});
afterAll(async () => {
  await Promise.all([open, closed].map((front) => front.stop()));
  folder.remove();
});

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

async function askAs(url: string, authorization?: string): Promise<Answer> {
  const response = await fetch(url, { headers: authorization === undefined ? {} : { authorization } });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const signNow = (): Promise<string> => issuer.sign(claims, 600, Date.now());

describe('A gateway', () => {
  it('knows who asks by a token of the development issuer', async () => {
    const { status, body } = await askAs(`${open.url}/graphql`, `Bearer ${await signNow()}`);
    expect([status, body]).toEqual([200, CALLER]);
  });

  it('knows who asks by a token of the provider, beside it and without it', async () => {
    const at = seconds(Date.now());
    const token = await sign(provider, { iat: at, exp: at + 60 });
    for (const { url } of [open, closed]) {
      expect((await askAs(`${url}/graphql`, `Bearer ${token}`)).body).toEqual(CALLER);
    }
  });

  it('takes who sends no token for nobody', async () => {
    expect((await askAs(`${open.url}/graphql`)).body).toEqual({ kind: 'anonymous' });
  });

  it('asks who sends a bad token for a good one, in both languages', async () => {
    const { status, headers, body } = await askAs(`${open.url}/graphql`, 'Bearer let-me-in');
    expect([status, headers.get('www-authenticate'), body]).toEqual([
      401,
      'Bearer error="invalid_token"',
      {
        errors: [
          {
            message: 'The access token cannot be accepted: it cannot be read.',
            extensions: {
              code: 'TOKEN_INVALID',
              messageVi: 'Không chấp nhận được mã truy cập: không đọc được mã.',
            },
          },
        ],
      },
    ]);
  });

  it('refuses two headers, which an HTTP library may take for the first of them', async () => {
    const token = await signNow();
    const answer = await sendRaw(new URL(open.url), [
      `Authorization: Bearer ${token}`,
      'authorization: Bearer x',
    ]);
    expect(answer).toMatch(
      /^HTTP\/1\.1 401 .*www-authenticate: Bearer error="invalid_token".*TOKEN_INVALID/s,
    );
    expect(await sendRaw(new URL(open.url), [`Authorization: Bearer ${token}`])).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('refuses a bad token before it has read the body', async () => {
    const answer = await sendRaw(
      new URL(open.url),
      ['Authorization: Bearer x', 'Content-Length: 999999'],
      'POST',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
  });

  it('asks nobody for a token anywhere else', async () => {
    const { status } = await askAs(`${open.url}/healthz`, 'Bearer let-me-in');
    expect(status).toBe(200);
    expect((await askAs(`${open.url}/nowhere`, 'Bearer let-me-in')).status).toBe(404);
  });

  it('logs and counts a refusal without a word of its token', async () => {
    const token = await issuer.sign({ ...claims, system: '' }, 600, Date.now());
    const before = kept.lines.length;
    refusedCodes.length = 0;
    await askAs(`${open.url}/graphql?operationName=who`, `Bearer ${token}`);
    const lines = kept.lines.slice(before);
    expect(lines).toEqual([
      expect.objectContaining({ level: 'warn', code: 'TOKEN_INVALID', requestId: expect.any(String) }),
    ]);
    expect(refusedCodes).toEqual(['TOKEN_INVALID']);
    for (const word of [
      token,
      ...token.split('.'),
      'nurse-lan',
      'health-referral',
      'HS-7741',
      '003185000017',
    ]) {
      expect(JSON.stringify(kept.lines)).not.toContain(word);
    }
  });
});

describe('The development issuer', () => {
  it('can be discovered, and its tokens verified, as those of any OIDC issuer', async () => {
    const discovery = await askAs(`${issuer.issuer}/.well-known/openid-configuration`);
    expect(discovery.body).toMatchObject({ issuer: issuer.issuer, jwks_uri: `${issuer.issuer}/jwks.json` });
    const { payload } = await jwtVerify(
      await signNow(),
      createRemoteJWKSet(new URL(discovery.body.jwks_uri)),
      {
        issuer: discovery.body.issuer,
        audience: AUDIENCE,
        algorithms: discovery.body.id_token_signing_alg_values_supported,
      },
    );
    expect(payload).toMatchObject({ ...claims, sub: 'moh/hospital-records/nurse-lan' });
  });

  it('publishes no private key', async () => {
    const { body } = await askAs(`${issuer.issuer}/jwks.json`);
    expect(body.keys.map((key: JWK) => Object.keys(key).sort())).toEqual([
      ['alg', 'crv', 'kid', 'kty', 'use', 'x'],
    ]);
  });

  it('keeps its key for its owner alone, also where an earlier hand widened it', async () => {
    const file = join(folder.path, 'keys', 'issuer.private.jwk.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    chmodSync(file, 0o644);
    await openDevelopmentIssuer({ issuer: issuer.issuer, audience: AUDIENCE, dataDir: folder.path });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('has one key, however many open it at once for the first time', async () => {
    const other = temporaryFolder();
    const opened = await Promise.all(
      Array.from({ length: 8 }, () =>
        openDevelopmentIssuer({ issuer: ISSUER, audience: AUDIENCE, dataDir: other.path }),
      ),
    );
    const { kid } = JSON.parse(
      readFileSync(join(other.path, 'keys', 'issuer.private.jwk.json'), 'utf8'),
    ) as JWK;
    for (const each of opened) {
      const token = await each.sign(claims, 60, Date.now());
      await expect(jwtVerify(token, opened[0]!.keys)).resolves.toMatchObject({ protectedHeader: { kid } });
    }
    other.remove();
  });

  it('says so where the data folder cannot hold its key', async () => {
    const dataDir = join(folder.path, 'a-file');
    writeFileSync(dataDir, '');
    await expect(
      openDevelopmentIssuer({ issuer: ISSUER, audience: AUDIENCE, dataDir }),
    ).rejects.toMatchObject({
      code: 'DATA_DIR_UNUSABLE',
    });
  });

  it('is not there where it is off, and its tokens are not believed', async () => {
    for (const path of ['/issuer/.well-known/openid-configuration', '/issuer/jwks.json']) {
      expect((await askAs(closed.url + path)).status).toBe(404);
    }
    const { status, body } = await askAs(`${closed.url}/graphql`, `Bearer ${await signNow()}`);
    expect([status, body.errors[0].message]).toEqual([
      401,
      expect.stringMatching(/no issuer this gateway trusts/),
    ]);
  });

  it('gives nobody a token over the network', async () => {
    for (const path of ['/issuer', '/issuer/token', '/issuer/authorize']) {
      const response = await fetch(open.url + path, { method: 'POST' });
      expect(response.status).toBe(404);
    }
  });
});

describe('A file of keys', () => {
  it.each([
    ['is missing', () => join(folder.path, 'nowhere.json')],
    ['is no JSON', () => written('keys: []')],
    ['holds no keys', () => written('{"issuer": "x"}')],
  ])('that %s stops the start', async (_, file) => {
    await expect(
      openAuthentication(
        {
          audience: AUDIENCE,
          maxAgeSeconds: 60,
          provider: { issuer: ISSUER, jwks: file() },
          development: null,
        },
        ['moh'],
      ),
    ).rejects.toMatchObject({ code: 'BAD_CONFIGURATION', message: expect.stringMatching(/TOKEN_JWKS/) });
  });
});

it('While the file of keys is away, tokens are answered with 503, and the log says why', async () => {
  const jwks = join(folder.path, 'moving.jwks.json');
  writeFileSync(jwks, JSON.stringify(jwksOf(provider)));
  const front = await startFront({ provider: { issuer: ISSUER, jwks } }, 0);
  try {
    const at = seconds(Date.now());
    const token = `Bearer ${await sign(provider, { iat: at, exp: at + 60 })}`;
    const before = kept.lines.length;
    renameSync(jwks, `${jwks}.away`);
    const { status, headers, body } = await askAs(`${front.url}/graphql`, token);
    expect([status, body.errors[0].extensions.code]).toEqual([503, 'ISSUER_UNAVAILABLE']);
    expect(headers.get('www-authenticate')).toBeNull();
    expect(kept.lines.slice(before)).toEqual([
      expect.objectContaining({ reason: expect.stringMatching(/ENOENT/) }),
    ]);

    renameSync(`${jwks}.away`, jwks);
    expect((await askAs(`${front.url}/graphql`, token)).body).toEqual(CALLER);
  } finally {
    await front.stop();
  }
});

function written(text: string): string {
  const file = join(folder.path, 'bad.json');
  writeFileSync(file, text);
  return file;
}

/** What comes back for a request of these header lines, sent as they stand. */
const sendRaw = ({ hostname, port }: URL, lines: readonly string[], method = 'GET'): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
      if (/\r\n\r\n.*\}/s.test(answer)) socket.destroy();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
    socket.write([`${method} /graphql HTTP/1.1`, 'Host: test', ...lines, '', ''].join('\r\n'));
  });
