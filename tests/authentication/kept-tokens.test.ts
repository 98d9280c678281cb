import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  KEPT_FOR_SECONDS,
  MAX_AGE_SECONDS,
  type Authenticate,
} from '@lienthong/gateway/authentication/authenticate';
import { createLocalJWKSet } from 'jose';
import { refusalOf } from './refusal.ts';
import {
  AUDIENCE,
  authenticatorFor,
  CALLER,
  ISSUER,
  jwksOf,
  makeKey,
  NOW,
  seconds,
  sign,
  type TestKey,
} from './test-issuer.ts';

let key: TestKey;
beforeAll(async () => {
  key = await makeKey('EdDSA');
});

const bearer = (token: string): string => `Bearer ${token}`;

interface Counting {
  readonly authenticate: Authenticate;
  verifications: number;
  time: number;
}

/** An authenticator whose clock a test sets, and that counts how often it had to look at a signature. */
function counting(): Counting {
  const keys = createLocalJWKSet(jwksOf(key));
  const counted: Counting = {
    verifications: 0,
    time: NOW,
    authenticate: authenticatorFor([], {
      issuers: [
        {
          issuer: ISSUER,
          audience: AUDIENCE,
          keys: (header, token) => {
            counted.verifications += 1;
            return keys(header, token);
          },
        },
      ],
      now: () => counted.time,
    }),
  };
  return counted;
}

describe('A verified token', () => {
  it('is verified once, however often it comes', async () => {
    const counted = counting();
    const token = bearer(await sign(key));
    const callers = [];
    for (let turn = 0; turn < 50; turn += 1) callers.push(await counted.authenticate(token));
    expect(counted.verifications).toBe(1);
    expect(callers).toEqual(Array(50).fill(CALLER));
  });

  it('is known again however its header is written', async () => {
    const counted = counting();
    const token = await sign(key);
    for (const header of [`Bearer ${token}`, `bearer  ${token}`, [`BEARER ${token}`]]) {
      await counted.authenticate(header);
    }
    expect(counted.verifications).toBe(1);
  });

  it('lets no other token in its place', async () => {
    const counted = counting();
    const tokens = [
      await sign(key),
      await sign(key, { officer: 'doctor-minh' }),
      await sign(key, { agency: 'moj', case: null }),
    ];
    for (let turn = 0; turn < 2; turn += 1) {
      const callers = [];
      for (const token of tokens) callers.push(await counted.authenticate(bearer(token)));
      const { case: _, ...withoutCase } = CALLER;
      expect(callers).toEqual([
        CALLER,
        { ...CALLER, officer: 'doctor-minh' },
        { ...withoutCase, agency: 'moj' },
      ]);
    }
    expect(counted.verifications).toBe(3);
  });

  it('is verified again after a minute', async () => {
    const counted = counting();
    const token = bearer(await sign(key));
    for (const after of [
      0,
      KEPT_FOR_SECONDS * 1000 - 1,
      KEPT_FOR_SECONDS * 1000,
      KEPT_FOR_SECONDS * 1000 + 1,
    ]) {
      counted.time = NOW + after;
      await counted.authenticate(token);
    }
    expect(counted.verifications).toBe(2);
  });

  it('is refused from the moment it expires, also within that minute', async () => {
    const counted = counting();
    const token = bearer(await sign(key, { exp: seconds(NOW) + 10 }));
    await counted.authenticate(token);
    counted.time = NOW + 14_999;
    await expect(counted.authenticate(token)).resolves.toEqual(CALLER);
    counted.time = NOW + 15_000;
    expect((await refusalOf(counted.authenticate(token))).code).toBe('TOKEN_EXPIRED');
  });

  it('is refused from the moment it is too old, also within that minute', async () => {
    const counted = counting();
    const iat = seconds(NOW) - MAX_AGE_SECONDS;
    const token = bearer(await sign(key, { iat, exp: seconds(NOW) + 86_400 }));
    await counted.authenticate(token);
    counted.time = NOW + 4_999;
    await expect(counted.authenticate(token)).resolves.toEqual(CALLER);
    counted.time = NOW + 6_000;
    expect((await refusalOf(counted.authenticate(token))).code).toBe('TOKEN_EXPIRED');
  });

  it('that was refused is not remembered as good, nor as bad', async () => {
    const counted = counting();
    const token = bearer(await sign(key, { nbf: seconds(NOW) + 30 }));
    await refusalOf(counted.authenticate(token));
    counted.time = NOW + 30_000;
    await expect(counted.authenticate(token)).resolves.toEqual(CALLER);
  });
});

/** Seconds from now; clocks may stand five seconds apart. */
const EDGES: readonly [title: string, claims: Readonly<Record<string, number>>, outcome: string | null][] = [
  ['ends in a second', { exp: 1 }, null],
  ['ended four seconds ago', { exp: -4 }, null],
  ['ended five seconds ago', { exp: -5 }, 'TOKEN_EXPIRED'],
  ['is good from now', { nbf: 0 }, null],
  ['is good in five seconds', { nbf: 5 }, null],
  ['is good in six seconds', { nbf: 6 }, 'TOKEN_INVALID'],
  ['was made in five seconds', { iat: 5 }, null],
  ['was made in six seconds', { iat: 6 }, 'TOKEN_INVALID'],
  ['is as old as may be', { iat: -MAX_AGE_SECONDS }, null],
  ['is as old as clocks may differ', { iat: -MAX_AGE_SECONDS - 5 }, null],
  ['is a second older', { iat: -MAX_AGE_SECONDS - 6 }, 'TOKEN_EXPIRED'],
  ['ends before it was made', { iat: 0, exp: -10 }, 'TOKEN_EXPIRED'],
];

it.each(EDGES)('A token that %s: %j ends in %s', async (_, offsets, outcome) => {
  const at = seconds(NOW);
  const claims = Object.fromEntries(Object.entries(offsets).map(([claim, offset]) => [claim, at + offset]));
  const authenticated = authenticatorFor([key])(bearer(await sign(key, claims)));
  if (outcome === null) await expect(authenticated).resolves.toEqual(CALLER);
  else expect((await refusalOf(authenticated)).code).toBe(outcome);
});

it('The clocks may stand as far apart as is said', async () => {
  const token = bearer(await sign(key, { exp: seconds(NOW) - 20 }));
  await expect(authenticatorFor([key], { clockSkewSeconds: 30 })(token)).resolves.toEqual(CALLER);
  expect((await refusalOf(authenticatorFor([key], { clockSkewSeconds: 0 })(token))).code).toBe(
    'TOKEN_EXPIRED',
  );
});

it('A token may be as old as is said', async () => {
  const token = bearer(await sign(key, { iat: seconds(NOW) - 120 }));
  await expect(authenticatorFor([key], { maxAgeSeconds: 115 })(token)).resolves.toEqual(CALLER);
  expect((await refusalOf(authenticatorFor([key], { maxAgeSeconds: 114 })(token))).code).toBe(
    'TOKEN_EXPIRED',
  );
});
