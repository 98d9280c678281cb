import { describe, expect, it } from '@jest/globals';
import { contentOf, NotPermitted, type Ruling } from '@lienthong/gateway/policy/sealing/ruling';
import type { AgencyCaller, Permit, Refusal, Verdict } from '@lienthong/shared/policy/types';

const permit = (coordinate: string, change: Partial<Permit> = {}): Permit => ({
  ...{ allowed: true, coordinate, by: 'GRANT', grant: 'g', basis: ['Law Art 1'], rows: 'case', mask: null },
  ...{ quota: null, consent: null, sensitive: false, riskAssessed: false },
  ...change,
});
const refusal: Refusal = {
  ...{ allowed: false, coordinate: 'Person.faith', reason: 'NO_GRANT', basis: 'Law Art 1' },
  ...{ failed: 'GRANT_EXISTS', rule: null, nearest: null },
};
const open = (coordinate: string): Permit => permit(coordinate, { by: 'OPEN', grant: null, rows: 'all' });
const verdicts = (...of: Verdict[]) => new Map(of.map((verdict) => [verdict.coordinate, verdict]));

const caller: AgencyCaller = {
  kind: 'agency',
  agency: 'moh',
  purpose: 'referral',
  case: { id: 'HS-1', subjects: ['a'] },
};
const ruling = (change: Partial<Ruling> = {}): Ruling => ({
  decision: {
    ruleSet: 'sha256:1',
    day: '2026-03-02',
    refusals: [refusal],
    verdicts: verdicts(
      open('Place.name'),
      permit('Person.name', { mask: 'initials' }),
      permit('Person.born'),
      permit('Person.card', { rows: 'all' }),
      refusal,
    ),
  },
  caller,
  beside: new Map(),
  ...change,
});
/** A question, by itself. */
const Q = {};
const OF_OPEN_DATA = { caller: { kind: 'anonymous' }, ruleSet: 'sha256:1', permits: [] };

describe('The seal of a question', () => {
  it('says nothing of the caller where all of it is open', () => {
    expect(contentOf(ruling(), Q, ['Place.name'])).toEqual(OF_OPEN_DATA);
  });

  it('permits open data alone where nothing was decided', () => {
    expect(contentOf(null, Q, ['Person.name'])).toEqual({ ...OF_OPEN_DATA, ruleSet: '' });
  });

  it('permits what it asks for and no more, fields permitted alike together', () => {
    const said = contentOf(ruling(), Q, ['Place.name', 'Person.name', 'Person.born']);
    const { allowed: _, coordinate: __, ...alike } = permit('Person.name');
    expect(said).toEqual({
      caller,
      ruleSet: 'sha256:1',
      permits: [{ ...alike, fields: ['Person.name', 'Person.born'], mask: { 'Person.name': 'initials' } }],
    });
  });

  it('keeps apart what is permitted on other rows', () => {
    const { permits } = contentOf(ruling(), Q, ['Person.name', 'Person.card']);
    expect(permits.map(({ fields, rows }) => [fields, rows])).toEqual([
      [['Person.name'], 'case'],
      [['Person.card'], 'all'],
    ]);
  });

  it('brings no consent: the owner’s register says who gave one', () => {
    const consents = [
      { kind: 'CONSENT', purpose: 'referral', subject: 'a', validFrom: '2020-01-01', validTo: null } as const,
    ];
    expect(contentOf(ruling({ caller: { ...caller, consents } }), Q, ['Person.name']).caller).toEqual(caller);
  });

  it.each([
    ['refused', 'Person.faith'],
    ['never decided on', 'Person.shoeSize'],
  ])('is never made for a field that was %s', (_, coordinate) => {
    expect(() => contentOf(ruling(), Q, ['Person.name', coordinate])).toThrow(NotPermitted);
    expect(() => contentOf(ruling(), Q, ['Person.name', coordinate])).toThrow(coordinate);
  });

  it('permits what the plan fetches unforeseen, once it was decided beside', () => {
    const beside = verdicts(permit('Person.shoeSize'));
    const { permits } = contentOf(ruling({ beside }), Q, ['Person.name', 'Person.shoeSize']);
    expect(permits.flatMap(({ fields }) => fields)).toEqual(['Person.name', 'Person.shoeSize']);
  });

  it('is the same list of permits for the same question under the same decision, and another for another', () => {
    const one = ruling();
    const { permits } = contentOf(one, Q, ['Person.name']);
    expect(contentOf({ ...one, caller: { ...caller, agency: 'mof' } }, Q, ['Person.name']).permits).toBe(
      permits,
    );
    expect(contentOf(one, {}, ['Person.name']).permits).not.toBe(permits);
    expect(contentOf(ruling(), Q, ['Person.name']).permits).not.toBe(permits);
  });
});
