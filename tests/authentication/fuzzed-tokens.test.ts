import { KeyObject, sign as signBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Authenticate } from '@lienthong/gateway/authentication/authenticate';
import type { RequestRefused } from '@lienthong/shared/errors';
import fc from 'fast-check';
import { refusalOf, saidBy, textsIn } from './refusal.ts';
import { authenticatorFor, base64url, CALLER, GOOD, makeKey, sign, type TestKey } from './test-issuer.ts';

/** AUTHENTICATION_RUNS sets the number of cases, AUTHENTICATION_SEED repeats a failure. */
const numRuns = Number(process.env['AUTHENTICATION_RUNS'] ?? 600);
const seed = Number(process.env['AUTHENTICATION_SEED'] ?? Date.now() & 0x7fffffff);
const check = <T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => Promise<void>): Promise<void> =>
  fc.assert(fc.asyncProperty(arbitrary, holds), { numRuns, seed });

let key: TestKey;
let privateKey: KeyObject;
let good: string;
let authenticate: Authenticate;

beforeAll(async () => {
  key = await makeKey('EdDSA');
  privateKey = KeyObject.from(key.privateKey);
  good = await sign(key);
  authenticate = authenticatorFor([key]);
});

/** Signed by the right key, whatever it says and however its header looks. */
function signed(header: unknown, claims: unknown): string {
  const body = `${base64url(header)}.${base64url(claims)}`;
  return `${body}.${signBytes(null, Buffer.from(body), privateKey).toString('base64url')}`;
}

const REFUSED = expect.stringMatching(/^TOKEN_(INVALID|EXPIRED)$/);

const nearlyBearer = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('.', '=', ' ', 'Bearer', 'e30', ',', '\t', '\r\n', '\0', 'é') }),
  fc.tuple(fc.constantFrom('Bearer ', 'bearer  ', 'Basic ', ''), fc.string()).map((parts) => parts.join('')),
  fc
    .tuple(fc.base64String(), fc.base64String(), fc.base64String())
    .map((parts) => `Bearer ${parts.join('.').replaceAll('=', '')}`),
  fc
    .tuple(fc.json(), fc.json(), fc.string())
    .map((parts) => `Bearer ${parts.map((part) => Buffer.from(part).toString('base64url')).join('.')}`),
);

describe(`Over ${numRuns} random cases (AUTHENTICATION_SEED=${seed})`, () => {
  it('whatever a header holds is refused, and only its absence is anonymous', async () => {
    await check(fc.oneof(nearlyBearer, fc.array(nearlyBearer, { maxLength: 3 })), async (header) => {
      const refusal = await refusalOf(authenticate(header));
      expect([refusal.code, refusal.status]).toEqual([REFUSED, 401]);
      await expect(authenticate(undefined)).resolves.toEqual({ kind: 'anonymous' });
    });
  });

  it('a good token with one of its bytes changed is refused', async () => {
    const other = fc.constantFrom(...'ABCXYZabcxyz0189-_.~');
    await check(fc.tuple(fc.nat(), other), async ([at, character]) => {
      const place = at % good.length;
      const changed = good.slice(0, place) + character + good.slice(place + 1);
      // The last character of each part carries bits that stand for nothing.
      const bytesOf = (token: string) =>
        token.split('.').map((part) => Buffer.from(part, 'base64url').toString('hex'));
      if (changed === good || bytesOf(changed).join('.') === bytesOf(good).join('.')) return;
      expect((await refusalOf(authenticate(`Bearer ${changed}`))).code).toEqual(REFUSED);
    });
  });

  it('a good token cut off anywhere is refused', async () => {
    await check(fc.nat(), async (at) => {
      expect((await refusalOf(authenticate(`Bearer ${good.slice(0, at % good.length)}`))).code).toEqual(
        REFUSED,
      );
    });
  });

  it('a well-signed token of a strange header is believed as it stands, or refused', async () => {
    const names = fc.constantFrom(
      'alg',
      'kid',
      'typ',
      'cty',
      'crit',
      'b64',
      'zip',
      'jwk',
      'jku',
      'x5c',
      'x5u',
      'enc',
    );
    await check(fc.dictionary(names, fc.jsonValue(), { maxKeys: 3 }), async (strange) => {
      const token = signed({ alg: 'EdDSA', kid: key.kid, ...strange }, GOOD);
      const outcome = await authenticate(`Bearer ${token}`).catch((error: { code: string }) => error.code);
      expect(outcome).toEqual(typeof outcome === 'string' ? REFUSED : CALLER);
    });
  });

  it('a well-signed token of strange claims is one caller of known form, or refused without quoting it', async () => {
    const marked = fc.string({ minLength: 4 }).map((text) => `quoted-${text}`);
    const value = fc.oneof(
      marked,
      fc.jsonValue(),
      fc.array(marked),
      fc.record({ id: marked, subjects: fc.array(marked) }),
    );
    const names = [
      ...Object.keys(GOOD),
      'nbf',
      'territory',
      'decision_number',
      'approved_by',
      'personal_id',
      '__proto__',
    ];
    await check(fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 4 }), async (strange) => {
      const token = signed({ alg: 'EdDSA', kid: key.kid }, { ...GOOD, ...strange });
      const outcome = await authenticate(`Bearer ${token}`).catch((error: RequestRefused) => error);
      if ('kind' in outcome) {
        expect(outcome).toMatchObject({ kind: 'agency', agency: 'moh', system: expect.any(String) });
        return;
      }
      expect([outcome.code, outcome.status]).toEqual([REFUSED, 401]);
      for (const text of textsIn(strange)) {
        if (text.startsWith('quoted-')) expect(saidBy(outcome)).not.toContain(text);
      }
    });
  });
});
