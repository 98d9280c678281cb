import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Authenticate } from '@lienthong/gateway/authentication/authenticate';
import { LONGEST_TOKEN } from '@lienthong/gateway/authentication/bearer-token';
import { decodeJwt, exportSPKI, importJWK, UnsecuredJWT, type CryptoKey } from 'jose';
import { refusalOf, saidBy, textsIn } from './refusal.ts';
import {
  authenticatorFor,
  base64url,
  GOOD,
  makeKey,
  NOW,
  seconds,
  sign,
  type TestKey,
} from './test-issuer.ts';

let rsa: TestKey;
let ec: TestKey;
let ed: TestKey;
let stranger: TestKey;
let authenticate: Authenticate;

beforeAll(async () => {
  [rsa, ec, ed, stranger] = await Promise.all([
    makeKey('RS256'),
    makeKey('ES256'),
    makeKey('EdDSA'),
    makeKey('EdDSA', 'key-of-a-stranger'),
  ]);
  authenticate = authenticatorFor([rsa, ec, ed]);
});

const bearer = (token: string): string => `Bearer ${token}`;
const claiming = async (claims: Readonly<Record<string, unknown>>): Promise<string> =>
  bearer(await sign(ed, claims));
const headed = async (header: Readonly<Record<string, unknown>>): Promise<string> =>
  bearer(await sign(ed, {}, header));

/** The classic: the public key, as text, taken for the secret of a symmetric signature. */
async function signedWithThePublicKey(): Promise<string> {
  const pem = await exportSPKI((await importJWK(rsa.publicJwk, 'RS256')) as CryptoKey);
  const body = [base64url({ alg: 'HS256', kid: rsa.kid, typ: 'JWT' }), base64url(GOOD)].join('.');
  return bearer(`${body}.${createHmac('sha256', pem).update(body).digest('base64url')}`);
}

async function tampered(change: Readonly<Record<string, unknown>>): Promise<string> {
  const token = await sign(ed);
  const [header, , signature] = token.split('.');
  return bearer([header, base64url({ ...decodeJwt(token), ...change }), signature].join('.'));
}

async function reheaded(change: Readonly<Record<string, unknown>>): Promise<string> {
  const [, payload, signature] = (await sign(ed)).split('.');
  return bearer(
    [base64url({ alg: 'EdDSA', kid: ed.kid, typ: 'JWT', ...change }), payload, signature].join('.'),
  );
}

const NOT_BEARER = /in one header of the form "Authorization: Bearer <token>"/;
const SIGNATURE = /its signature is wrong/;
const ALGORITHM = /its algorithm is none of RS256, ES256 and EdDSA/;
const KEY = /a key its issuer does not publish/;
const UNREADABLE = /it cannot be read/;
const TRUST = /no issuer this gateway trusts/;
const unfit = (claim: string): RegExp =>
  new RegExp(`its claim or header "${claim}" is missing or does not fit`);
const mustBe = (claim: string): RegExp => new RegExp(`its claim "${claim}" must be `);

type Row = readonly [title: string, header: () => Promise<string | readonly string[]>, said: RegExp];

const NO_BEARER_TOKEN: readonly Row[] = [
  ['an empty header', async () => '', NOT_BEARER],
  ['a scheme alone', async () => 'Bearer', NOT_BEARER],
  ['a scheme and a blank', async () => 'Bearer ', NOT_BEARER],
  ['a token without a scheme', async () => sign(ed), NOT_BEARER],
  ['the Basic scheme', async () => `Basic ${Buffer.from('nurse-lan:secret').toString('base64')}`, NOT_BEARER],
  ['a good token under another scheme', async () => `DPoP ${await sign(ed)}`, NOT_BEARER],
  ['a good token and more', async () => `${bearer(await sign(ed))} more`, NOT_BEARER],
  [
    'two good tokens in one header',
    async () => `${bearer(await sign(ed))}, ${bearer(await sign(ec))}`,
    NOT_BEARER,
  ],
  ['two headers, both good', async () => [bearer(await sign(ed)), bearer(await sign(ec))], NOT_BEARER],
  ['the same header twice', async () => Array<string>(2).fill(bearer(await sign(ed))), NOT_BEARER],
  ['a good header beside an empty one', async () => [bearer(await sign(ed)), ''], NOT_BEARER],
  ['a header of no value', async () => [], NOT_BEARER],
  ['a good token before a line break', async () => `${bearer(await sign(ed))}\r\n`, NOT_BEARER],
  [
    'an oversized token',
    () => claiming({ padding: 'x'.repeat(LONGEST_TOKEN) }),
    /it is longer than 12000 characters/,
  ],
];

const FORGERIES: readonly Row[] = [
  ['what is no token', async () => bearer('let-me-in'), UNREADABLE],
  ['a token of nothing', async () => bearer('..'), UNREADABLE],
  ['a token of empty objects', async () => bearer('e30.e30.e30'), TRUST],
  ['a token of lists', async () => bearer('W10.W10.W10'), UNREADABLE],
  ['an encrypted token', async () => bearer('e30.e30.e30.e30.e30'), UNREADABLE],
  ['a token of alg none', async () => bearer(new UnsecuredJWT({ ...GOOD }).encode()), ALGORITHM],
  ['alg none with a signature', () => reheaded({ alg: 'none' }), ALGORITHM],
  ['alg NONE in other letters', () => reheaded({ alg: 'nOnE' }), ALGORITHM],
  ['no alg', () => reheaded({ alg: undefined }), UNREADABLE],
  ['the public key as the secret of HS256', signedWithThePublicKey, ALGORITHM],
  ['another algorithm of the same family', () => reheaded({ alg: 'RS512', kid: 'key-RS256' }), ALGORITHM],
  ['the algorithm of another key', () => reheaded({ alg: 'ES256' }), KEY],
  ['a token without its signature', async () => bearer((await sign(ed)).replace(/[^.]*$/, '')), SIGNATURE],
  ['a changed agency', () => tampered({ agency: 'mps' }), SIGNATURE],
  ['a changed end', () => tampered({ exp: seconds(NOW) + 7200 }), SIGNATURE],
  ['a header changed after signing', () => reheaded({ typ: 'at+jwt' }), SIGNATURE],
  ['a key nobody published', async () => bearer(await sign(stranger)), KEY],
  [
    'another key under a published name',
    async () => bearer(await sign({ ...stranger, kid: ed.kid })),
    SIGNATURE,
  ],
  ['a key brought along', async () => bearer(await sign(stranger, {}, { jwk: stranger.publicJwk })), KEY],
  [
    'an address of keys brought along',
    async () => bearer(await sign(stranger, {}, { jku: 'https://evil.example/jwks.json' })),
    KEY,
  ],
  ['a demand nobody understands (crit)', () => reheaded({ crit: ['exp'], exp: 1 }), UNREADABLE],
  ['a token of another kind, by a good key', () => headed({ typ: 'seal+jwt' }), unfit('typ')],
  ['a kind that is no text', () => reheaded({ typ: 1 }), SIGNATURE],
];

const WRONG_CLAIMS: readonly Row[] = [
  ['another issuer', () => claiming({ iss: 'https://elsewhere.example' }), TRUST],
  ['no issuer', () => claiming({ iss: undefined }), TRUST],
  ['several issuers', () => claiming({ iss: [GOOD['iss']] }), TRUST],
  ['an issuer that differs by a slash', () => claiming({ iss: `${String(GOOD['iss'])}/` }), TRUST],
  ['another audience', () => claiming({ aud: 'https://elsewhere.example' }), unfit('aud')],
  ['other audiences', () => claiming({ aud: ['https://a.example', 'https://b.example'] }), unfit('aud')],
  ['no audience', () => claiming({ aud: undefined }), unfit('aud')],
  ['no subject', () => claiming({ sub: undefined }), unfit('sub')],
  ['no end', () => claiming({ exp: undefined }), unfit('exp')],
  ['an end in words', () => claiming({ exp: 'tomorrow' }), unfit('exp')],
  ['no beginning', () => claiming({ iat: undefined }), unfit('iat')],
  ['a beginning in the future', () => claiming({ iat: seconds(NOW) + 60 }), unfit('iat')],
  ['a time before which it is not good', () => claiming({ nbf: seconds(NOW) + 60 }), /it is not good yet/],
  ['such a time in words', () => claiming({ nbf: 'tomorrow' }), unfit('nbf')],
  ['nobody', () => claiming({ agency: undefined }), /it names neither an agency .* nor a citizen/],
  [
    'an agency nobody knows',
    () => claiming({ agency: 'ministry-of-magic' }),
    /names no agency of this exchange/,
  ],
  ['an agency in other letters', () => claiming({ agency: 'MOH' }), /names no agency of this exchange/],
  ['an agency of no name', () => claiming({ agency: '' }), /names no agency of this exchange/],
  [
    'an agency named after an object',
    () => claiming({ agency: '__proto__' }),
    /names no agency of this exchange/,
  ],
  ['several agencies', () => claiming({ agency: ['moh', 'mps'] }), mustBe('agency')],
  ['an agency without a system', () => claiming({ system: undefined }), mustBe('system')],
  ['a system of no name', () => claiming({ system: '' }), mustBe('system')],
  ['a system in control characters', () => claiming({ system: 'his\n{"level":60}' }), mustBe('system')],
  ['half a character', () => claiming({ system: 'his\ud800' }), mustBe('system')],
  ['an officer that is a number', () => claiming({ officer: 7 }), mustBe('officer')],
  ['a name without end', () => claiming({ officer: 'n'.repeat(201) }), mustBe('officer')],
  ['several purposes', () => claiming({ purpose: ['health-referral'] }), mustBe('purpose')],
  ['a purpose that is a sentence', () => claiming({ purpose: 'because I may' }), mustBe('purpose')],
  ['a procedure that is a number', () => claiming({ procedure: 1.002464 }), mustBe('procedure')],
  ['a case that is a text', () => claiming({ case: 'HS-7741' }), mustBe('case')],
  ['a case without id', () => claiming({ case: { subjects: [] } }), mustBe('case.id')],
  [
    'subjects that are one text',
    () => claiming({ case: { id: 'HS-1', subjects: '*' } }),
    mustBe('case.subjects'),
  ],
  [
    'a subject that is a number',
    () => claiming({ case: { id: 'HS-1', subjects: [3185000017] } }),
    mustBe('case.subjects'),
  ],
  [
    'subjects without number',
    () => claiming({ case: { id: 'HS-1', subjects: Array(1001).fill('1') } }),
    mustBe('case.subjects'),
  ],
  ['a territory that is none', () => claiming({ territory: '*' }), mustBe('territory')],
  ['approval by itself', () => claiming({ approved_by: true }), mustBe('approved_by')],
  ['a decision that is an object', () => claiming({ decision_number: {} }), mustBe('decision_number')],
  [
    'a citizen beside an agency',
    () => claiming({ personal_id: '003185000017' }),
    /an agency and for a citizen at once/,
  ],
  [
    'a citizen with a purpose',
    async () =>
      bearer(
        await sign(ed, {
          ...{
            agency: undefined,
            system: undefined,
            officer: undefined,
            procedure: undefined,
            case: undefined,
          },
          personal_id: '003185000017',
        }),
      ),
    /an agency and for a citizen at once/,
  ],
  ['a citizen of eleven digits', () => claiming({ personal_id: '00318500001' }), mustBe('personal_id')],
  ['a citizen that is a number', () => claiming({ personal_id: 3185000017 }), mustBe('personal_id')],
];

describe.each([
  ['what is no bearer token', NO_BEARER_TOKEN],
  ['a forgery', FORGERIES],
  ['a well-signed token that says', WRONG_CLAIMS],
])('Refused with TOKEN_INVALID as %s', (_, rows) => {
  it.each(rows)('%s', async (_title, header, said) => {
    const refusal = await refusalOf(authenticate(await header()));
    expect([refusal.code, refusal.status, refusal.message]).toEqual([
      'TOKEN_INVALID',
      401,
      expect.stringMatching(said),
    ]);
  });

  it.each(rows)('%s, and nothing of it is repeated', async (_title, header) => {
    const sent = [await header()].flat();
    const refusal = await refusalOf(authenticate(sent));
    const parts = sent.join(' ').split(/[\s.,]+/);
    const claims = parts.flatMap((part) => textsIn(readable(part)));
    // What our own sentences say, whatever was sent.
    const own = /^(Bearer|more|none|RS256|ES256|EdDSA)$/;
    for (const text of [...parts, ...claims]) {
      if (text.length > 3 && !own.test(text)) expect(saidBy(refusal)).not.toContain(text);
    }
  });

  it.each(rows)('%s, in Vietnamese too', async (_title, header) => {
    const { extensions } = await refusalOf(authenticate(await header()));
    expect(extensions['messageVi']).toMatch(/^Không chấp nhận được mã truy cập: .*[ạảãáàăâđêôơưíịệộợ].*\.$/);
  });
});

const readable = (part: string): unknown => {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
};

describe('Refused with TOKEN_EXPIRED, because a new one will do', () => {
  it.each([
    ['a token past its end', { exp: seconds(NOW) - 60 }, 'it has expired'],
    ['a token whose end is zero', { exp: 0 }, 'it has expired'],
    [
      'a token that granted itself a year, nine hours ago',
      { iat: seconds(NOW) - 9 * 3600, exp: seconds(NOW) + 31_536_000 },
      'it is older than this gateway accepts',
    ],
  ])('%s', async (_, claims, said) => {
    const refusal = await refusalOf(authenticate(await claiming(claims)));
    expect([refusal.code, refusal.status]).toEqual(['TOKEN_EXPIRED', 401]);
    expect(refusal.message).toContain(said);
    expect(refusal.extensions['messageVi']).toMatch(/^Mã truy cập không còn hiệu lực: /);
  });
});

it('refuses a token past its end as forged where it is forged', async () => {
  const { code } = await refusalOf(authenticate(await tampered({ exp: seconds(NOW) - 60 })));
  expect(code).toBe('TOKEN_INVALID');
});

it('refuses an agency outside the exchange by the law that leaves it out', async () => {
  const refusal = await refusalOf(authenticate(await claiming({ agency: 'mnd' })));
  expect([refusal.code, refusal.status, refusal.extensions]).toEqual([
    'EXCLUDED_AGENCY',
    403,
    expect.objectContaining({ basis: 'NQ214/2025 III.2(a)', messageVi: expect.stringMatching(/phạm vi/) }),
  ]);
  expect(saidBy(refusal)).not.toContain('mnd');
});

it('refuses a token of two keys of the same kind that names neither', async () => {
  const ofTwo = authenticatorFor([ed, stranger]);
  const refusal = await refusalOf(ofTwo(bearer(await sign(ed, {}, { kid: undefined }))));
  expect(refusal.message).toMatch(/does not say which of its issuer’s keys signed it/);
});

it('believes nobody where no issuer is trusted', async () => {
  const refusal = await refusalOf(authenticatorFor([], { issuers: [] })(bearer(await sign(ed))));
  expect(refusal.message).toMatch(TRUST);
});

it('does not believe one issuer by the keys of another', async () => {
  const issuers = await Promise.all(
    [ed, stranger].map(async (key, index) => ({
      issuer: `https://${index}.example`,
      audience: 'lienthong',
      keys: () => importJWK(key.publicJwk, key.alg),
    })),
  );
  const ofBoth = authenticatorFor([], { issuers });
  const claims = { iss: 'https://0.example', aud: 'lienthong' };
  await expect(ofBoth(bearer(await sign(ed, claims)))).resolves.toMatchObject({ agency: 'moh' });
  const refusal = await refusalOf(ofBoth(bearer(await sign(stranger, claims))));
  expect(refusal.message).toMatch(SIGNATURE);
});

it('refuses again what it refused before, also beside a good token that was kept', async () => {
  await authenticate(bearer(await sign(ed)));
  for (let turn = 0; turn < 2; turn += 1) {
    const refusal = await refusalOf(authenticate(await tampered({ agency: 'mps' })));
    expect(refusal.message).toMatch(SIGNATURE);
  }
});
