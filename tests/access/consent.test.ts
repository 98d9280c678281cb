import { expect, it } from '@jest/globals';
import { openAccess } from '@lienthong/shared/access/access';
import { createOwnRules } from '@lienthong/shared/access/own-rules';
import type { Consent } from '@lienthong/shared/policy/types';
import { openSharing } from '@lienthong/shared/rule-files';
import { AN, lawOfTest, register, sharingFile } from './fixtures/register/subgraph.ts';
import { sealed, withCase } from './fixtures/register/sealed.ts';

const own = createOwnRules('register', register.typeDefs, lawOfTest(), openSharing(sharingFile));
const { content } = sealed({ caller: withCase('by-consent', AN), consent: 'CONSENT' });
const seal = { ...content, audience: 'register', operation: '', expiresAt: Infinity, onceId: null };
const asked = { id: 'a question', closed: ['Person.name'], openTypes: new Set<string>() };

const consent: Consent = {
  kind: 'CONSENT',
  purpose: 'by-consent',
  subject: AN,
  validFrom: '2026-03-02',
  validTo: '2026-03-04',
};

/** Who may be read about at an instant, with this in the register. */
async function consenting(change: Partial<Consent>, at: string): Promise<unknown> {
  const readConsents = async () => [{ ...consent, ...change }];
  const { fields } = await openAccess({ name: 'register', own, readConsents }, seal, asked, Date.parse(at));
  const field = fields.get('Person.name')!;
  return field.given ? [...field.consenting!] : field.reason;
}

it.each<[string, Partial<Consent>, string, unknown]>([
  ['from the first moment of its first day, in Viet Nam', {}, '2026-03-02T00:00:00+07:00', [AN]],
  ['not a moment before', {}, '2026-03-01T23:59:59.999+07:00', 'CONSENT_MISSING'],
  ['to the last moment of its last day', {}, '2026-03-04T23:59:59.999+07:00', [AN]],
  ['not a moment after', {}, '2026-03-05T00:00:00+07:00', 'CONSENT_MISSING'],
  ['without an end where it has none', { validTo: null }, '2036-03-05T00:00:00+07:00', [AN]],
  ['for no other purpose', { purpose: 'by-case' }, '2026-03-03T12:00:00+07:00', 'CONSENT_MISSING'],
  [
    'for nobody outside the case',
    { subject: '000000000007' },
    '2026-03-03T12:00:00+07:00',
    'CONSENT_MISSING',
  ],
  ['in writing just as well', { kind: 'WRITTEN_REQUEST' }, '2026-03-03T12:00:00+07:00', [AN]],
  [
    'not from a day that is none',
    { validFrom: '2026-02-30x' },
    '2026-03-03T12:00:00+07:00',
    'CONSENT_MISSING',
  ],
])('A consent holds %s', async (_, change, at, expected) => {
  expect(await consenting(change, at)).toEqual(expected);
});
