import { sign } from 'node:crypto';
import { KeyObject } from 'node:crypto';
import type { SigningKey } from '@lienthong/shared/identity/keys';
import { SEAL_ISSUER, SEAL_LIFETIME } from '@lienthong/shared/identity/seal';
import { hashOfQuery } from '@lienthong/shared/identity/seal-content';
import fc from 'fast-check';
import { FATHER, STRANGER } from './some-agencies.ts';

export type Claims = Record<string, unknown>;

const base64url = (text: string): string => Buffer.from(text).toString('base64url');

/** Signed by the gateway's own key, whatever the text says. */
export function signedText({ kid, privateKey }: SigningKey, claims: string): string {
  const body = `${base64url(JSON.stringify({ alg: 'EdDSA', kid, typ: 'seal+jwt' }))}.${base64url(claims)}`;
  return `${body}.${sign(null, Buffer.from(body), KeyObject.from(privateKey)).toString('base64url')}`;
}

/** What the gateway would say of a clinic's question about its patient. */
export function goodClaims(query: string, now: number): Claims {
  const issuedAt = Math.floor(now / 1000);
  return {
    iss: SEAL_ISSUER,
    aud: 'mps',
    iat: issuedAt,
    exp: issuedAt + SEAL_LIFETIME,
    operation: hashOfQuery(query),
    ruleSet: 'sha256:',
    caller: {
      kind: 'agency',
      agency: 'moh',
      system: 'moh-his',
      officer: 'bs-mau',
      purpose: 'health-referral',
      case: { id: 'HS-1', subjects: [FATHER] },
    },
    permits: [
      {
        by: 'GRANT',
        grant: 'mps-moh-referral',
        basis: ['D194/2025 Art 16(2)'],
        fields: ['Query.citizen', 'Citizen.personalId', 'Citizen.fullName', 'Citizen.dateOfBirth'],
        rows: 'case',
        mask: {},
        quota: null,
        consent: null,
        sensitive: false,
        riskAssessed: false,
      },
    ],
  };
}

const oddName = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '',
  '.',
  '*',
  'Citizen.*',
  'Citizen',
  'Citizen.religion',
  'Citizen.permanentAddress',
  'Citizen.__typename',
  'Query.__schema',
  'Query._entities',
  'constructor.prototype',
  '__proto__.fullName',
  'Citizen.fullName\0',
  ' Citizen.fullName',
);
const words = fc.constantFrom(
  'all',
  'case',
  'self',
  'own-territory',
  'own-contribution',
  'OWN',
  'OPEN',
  'SUBJECT',
  'GRANT',
  'year',
  'initials',
  'presence',
  'CONSENT',
  'moh',
  'mof',
  'ndc',
  'mnd',
  'citizens',
  'political-system',
  'agency',
  'citizen',
  'anonymous',
  'birth-registration',
  'identity-verification',
  FATHER,
  STRANGER,
  '01',
);
const odd = fc.oneof(
  words,
  oddName,
  fc.constantFrom<unknown>(null, true, false, 0, -1, 0.5, 1e308, '', [], {}, [[]], [null], { length: 1e9 }),
  fc.array(fc.oneof(words, oddName), { maxLength: 6 }),
  fc.jsonValue({ depthSize: 'small' }),
  fc.constant(Array.from({ length: 2_000 }, (_, index) => `Citizen.f${index}`)),
);

/** One place of a value, by dice, and what becomes of it. */
const change = fc.record({
  dice: fc.array(fc.nat(), { minLength: 2, maxLength: 6 }),
  how: fc.constantFrom('replace', 'replace', 'replace', 'add', 'remove', 'twice'),
  name: oddName,
  value: odd,
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function changed(value: unknown, { dice, how, name, value: other }: Change): unknown {
  const [first = 0, ...rest] = dice;
  if (typeof value !== 'object' || value === null) return other;
  const keys = Object.keys(value);
  if (how === 'add' && (rest.length === 0 || keys.length === 0))
    return Array.isArray(value) ? [...value, other] : withKey(value, name, other);
  if (keys.length === 0) return other;
  const key = keys[first % keys.length]!;
  const inside = (value as Claims)[key];
  if (rest.length > 0 && typeof inside === 'object' && inside !== null)
    return put(value, key, changed(inside, { dice: rest, how, name, value: other }));
  if (how === 'remove') return Array.isArray(value) ? value.toSpliced(Number(key), 1) : without(value, key);
  if (how === 'twice' && Array.isArray(value)) return [...value, ...value];
  return put(value, key, other);
}

/** Also under a name such as `__proto__`, as JSON.parse would have it. */
function withKey(value: object, key: string, entry: unknown): object {
  const copy = { ...value };
  Object.defineProperty(copy, key, { value: entry, enumerable: true, configurable: true, writable: true });
  return copy;
}
const put = (value: object, key: string, entry: unknown): object =>
  Array.isArray(value) ? value.with(Number(key), entry) : withKey(value, key, entry);
const without = (value: object, key: string): object =>
  Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));

/** What becomes of good claims; the registered ones are left alone half of the time. */
export const tampering: fc.Arbitrary<(claims: Claims) => Claims> = fc
  .record({ changes: fc.array(change, { minLength: 1, maxLength: 3 }), whole: fc.boolean() })
  .map(({ changes, whole }) => (claims) => {
    const { caller, permits, ...registered } = claims;
    const start: unknown = whole ? claims : { caller, permits };
    const end = changes.reduce<unknown>(changed, start);
    if (whole) return end as Claims;
    return typeof end === 'object' && end !== null ? { ...registered, ...end } : registered;
  });
