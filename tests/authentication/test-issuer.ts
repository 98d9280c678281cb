import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createAuthenticator,
  type AuthenticatorOptions,
} from '@lienthong/gateway/authentication/authenticate';
import {
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  SignJWT,
  type CryptoKey,
  type JSONWebKeySet,
  type JWK,
  type JWTPayload,
} from 'jose';

export const ISSUER = 'https://dang-nhap.example/realms/can-bo';
export const AUDIENCE = 'https://cong.example/graphql';
export const NOW = Date.UTC(2026, 0, 5, 2, 30);

export const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

/** What a good token says. Every value is one that no error may repeat. */
export const GOOD: Readonly<Record<string, unknown>> = {
  iss: ISSUER,
  aud: AUDIENCE,
  iat: seconds(NOW) - 60,
  exp: seconds(NOW) + 3600,
  sub: 'subject-of-the-token',
  agency: 'moh',
  system: 'hospital-records',
  officer: 'nurse-lan',
  purpose: 'health-referral',
  procedure: '1.002464',
  case: { id: 'HS-7741', subjects: ['003185000017'] },
};

export const CALLER = {
  kind: 'agency',
  agency: 'moh',
  system: 'hospital-records',
  officer: 'nurse-lan',
  purpose: 'health-referral',
  procedure: '1.002464',
  case: { id: 'HS-7741', subjects: ['003185000017'] },
};

export type Algorithm = 'RS256' | 'ES256' | 'EdDSA';

export interface TestKey {
  readonly alg: Algorithm;
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

export async function makeKey(alg: Algorithm, kid = `key-${alg}`): Promise<TestKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { alg, kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

export const jwksOf = (...keys: readonly TestKey[]): JSONWebKeySet => ({
  keys: keys.map(({ publicJwk }) => publicJwk),
});

/** The good token, with whatever a test changes: undefined leaves a claim or header out. */
export async function sign(
  { alg, kid, privateKey }: TestKey,
  claims: Readonly<Record<string, unknown>> = {},
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const payload = JSON.parse(JSON.stringify({ ...GOOD, ...claims })) as JWTPayload;
  return new SignJWT(payload)
    .setProtectedHeader(JSON.parse(JSON.stringify({ alg, kid, typ: 'JWT', ...header })) as { alg: string })
    .sign(privateKey);
}

export const base64url = (content: unknown): string =>
  Buffer.from(JSON.stringify(content)).toString('base64url');

/** An authenticator that believes one issuer with these keys, at noon of the test. */
export const authenticatorFor = (
  keys: readonly TestKey[],
  options: Partial<AuthenticatorOptions> = {},
): ReturnType<typeof createAuthenticator> =>
  createAuthenticator({
    issuers: [{ issuer: ISSUER, audience: AUDIENCE, keys: createLocalJWKSet(jwksOf(...keys)) }],
    agencies: ['moh', 'moj', 'mps'],
    excludedAgencies: ['mnd'],
    now: () => NOW,
    ...options,
  });

/** A server of keys, as an OIDC provider has one; what it answers can be changed while it runs. */
export async function serveKeys(answer: RequestListener): Promise<{
  readonly url: string;
  answer: RequestListener;
  asked: number;
  stop(): Promise<void>;
}> {
  const server = createServer((request, response) => {
    served.asked += 1;
    served.answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const served = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`,
    answer,
    asked: 0,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return served;
}

export const answerKeys =
  (jwks: JSONWebKeySet): RequestListener =>
  (_, response) =>
    void response.setHeader('content-type', 'application/json').end(JSON.stringify(jwks));
