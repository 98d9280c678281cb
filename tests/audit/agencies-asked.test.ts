import { describe, expect, it } from '@jest/globals';
import { agenciesAsked, type AskedFor } from '@lienthong/gateway/audit/agencies-asked';
import type { FetchOutcome } from '@lienthong/gateway/execution/fetch-outcome';
import type { Permit, Refusal, Verdict } from '@lienthong/shared/policy/types';
import { compile } from '@lienthong/shared/policy/compile';
import { assemble } from '@lienthong/shared/policy/rule-set';
import { classes, rules } from '../policy/small-world.ts';

const compiled = compile(assemble(rules), classes);
const FIELDS = ['Person.name', 'Person.born'];
const permit = (coordinate: string, grant: string): Permit => ({
  ...{ allowed: true, coordinate, by: 'GRANT', grant, basis: [`Law of ${grant}`], rows: 'case', mask: null },
  ...{ quota: null, consent: null, sensitive: false, riskAssessed: false },
});
const rulingBy = (grant: string): AskedFor['ruling'] => ({
  decision: {
    ...{ ruleSet: 'sha256:1', day: '2026-06-01', refusals: [] },
    verdicts: new Map(FIELDS.map((field) => [field, permit(field, grant)])),
  },
  caller: { kind: 'anonymous' },
  beside: new Map(),
});
const fetched = (change: Partial<FetchOutcome> = {}): FetchOutcome => ({
  ...{ agency: 'registry', fields: FIELDS, refused: [], rows: 1, subjects: [] },
  ...{ startedAt: 0, endedAt: 1, outcome: 'ok', entities: 0 },
  ...change,
});
const ruling = rulingBy('g');
const ask = (fetches: FetchOutcome[], change: Partial<AskedFor> = {}) =>
  agenciesAsked({ asked: FIELDS, ruling, fetches, answered: true, ...change }, compiled);

describe('What a receipt says of an agency', () => {
  it('is the same object for the same fields, rows and decision', () => {
    const [one] = ask([fetched()]);
    expect(one).toEqual({
      agency: 'registry',
      asked: ['Person.born', 'Person.name'],
      given: ['Person.born', 'Person.name'],
      refused: [],
      grants: [{ id: 'g', basis: ['Law of g'] }],
      rowCount: 1,
    });
    expect(ask([fetched({ startedAt: 5, subjects: ['001185000017'] })])[0]).toBe(one);
  });

  it('stands in one list for the same fetches, in whatever order they were answered', () => {
    const [one, other] = [fetched(), fetched({ agency: 'archive', rows: 2 })];
    const list = ask([one, other]);
    expect(list.map(({ agency }) => agency)).toEqual(['archive', 'registry']);
    expect(ask([other, one])).toBe(list);
    expect(Object.isFrozen(list)).toBe(true);
    expect(ask([one, { ...other, rows: 3 }])).not.toBe(list);
    expect(ask([one, other], { answered: false })).not.toBe(list);
    expect(ask([one, other], { ruling: rulingBy('h') })).not.toBe(list);
  });

  it('stands in one list where the same was refused, too, before anybody was asked or by an owner', () => {
    const refusal: Refusal = {
      ...{ allowed: false, coordinate: 'Person.address', reason: 'NO_GRANT', basis: 'Law Art 2' },
      ...{ failed: 'RECIPIENT', rule: null, nearest: null },
    };
    const partly = {
      ...ruling,
      decision: {
        ...{ ruleSet: 'sha256:1', day: '2026-06-01', refusals: [refusal] },
        verdicts: new Map<string, Verdict>([
          ['Person.name', permit('Person.name', 'g')],
          ['Person.address', refusal],
        ]),
      },
    };
    const byOwner = { coordinate: 'Person.name', reason: 'ROW_OUT_OF_SCOPE', basis: 'Law Art 1' } as const;
    const [asked, left] = [['Person.address', 'Person.name'], ['Person.name']];
    const ofRest = [fetched({ agency: 'register', fields: left })];
    const partial = ask(ofRest, { asked, ruling: partly });
    expect(partial).toEqual([
      {
        ...{ agency: 'register', asked, given: left, rowCount: 1 },
        refused: [{ field: 'Person.address', reason: 'NO_GRANT' }],
        grants: [{ id: 'g', basis: ['Law of g'] }],
      },
    ]);
    expect(ask(ofRest, { asked, ruling: partly })).toBe(partial);
    // Only of what was asked is told.
    expect(ask(ofRest, { asked: left, ruling: partly })[0]!.refused).toEqual([]);

    const refused = ask([fetched({ refused: [byOwner] })]);
    expect(ask([fetched({ refused: [{ ...byOwner }] })])).toBe(refused);
    expect(ask([fetched({ refused: [{ ...byOwner, reason: 'QUOTA_EXCEEDED' }] })])).not.toBe(refused);
    expect(ask([fetched()])).not.toBe(refused);
  });

  it.each<[string, FetchOutcome[], Partial<AskedFor>, object]>([
    ['of other rows', [fetched({ rows: 2 })], {}, { rowCount: 2 }],
    ['of another agency', [fetched({ agency: 'archive' })], {}, { agency: 'archive' }],
    [
      'by another decision',
      [fetched()],
      { ruling: rulingBy('h') },
      { grants: [{ id: 'h', basis: ['Law of h'] }] },
    ],
    ['of an answer nobody was given', [fetched()], { answered: false }, { given: [], grants: [] }],
    ['that did not answer', [fetched({ outcome: 'CANCELLED' })], {}, { given: [], rowCount: null }],
    [
      'that refused a field itself',
      [fetched({ refused: [{ coordinate: 'Person.born', reason: 'ROW_OUT_OF_SCOPE', basis: 'Law Art 1' }] })],
      {},
      { refused: [{ field: 'Person.born', reason: 'ROW_OUT_OF_SCOPE' }] },
    ],
    [
      'that refused its only record, of which it then gave no field',
      [
        fetched({
          rows: 0,
          refused: [{ coordinate: 'Query.person', reason: 'ROW_OUT_OF_SCOPE', basis: 'Law Art 1' }],
        }),
      ],
      {},
      { given: [], grants: [], refused: [{ field: 'Query.person', reason: 'ROW_OUT_OF_SCOPE' }] },
    ],
    ['that looked, and had nothing', [fetched({ rows: 0 })], {}, { given: FIELDS.toSorted(), rowCount: 0 }],
    ['asked twice', [fetched(), fetched({ rows: 3 })], {}, { rowCount: 4 }],
  ])('is another %s', (_, fetches, change, expected) => {
    ask([fetched()]);
    expect(ask(fetches, change)).toEqual([expect.objectContaining(expected)]);
  });
});
