import { beforeEach, describe, expect, it } from '@jest/globals';
import { createSealer, type Seal } from '@lienthong/gateway/policy/sealing/sealer';
import { SEAL_LIFETIME } from '@lienthong/shared/identity/seal';
import {
  hashOfCall,
  hashOfQuery,
  openContent,
  sealPermits,
  type SealContent,
} from '@lienthong/shared/identity/seal-content';
import type { Caller, Permit } from '@lienthong/shared/policy/types';
import { decodeJwt } from 'jose';
import { testKey } from '../../support/seal.ts';

const permits = (rows: Permit['rows'] = 'case') =>
  sealPermits([
    {
      ...{ allowed: true, coordinate: 'Person.name', by: 'GRANT', grant: 'g', basis: ['Law Art 1'], rows },
      ...{ mask: null, quota: null, consent: null, sensitive: false, riskAssessed: false },
    } satisfies Permit,
  ]);
const caller: Caller = {
  kind: 'agency',
  agency: 'moh',
  purpose: 'referral',
  case: { id: 'HS-1', subjects: ['a'] },
};
const content: SealContent = { caller, ruleSet: 'sha256:1', permits: permits() };
const question = { query: '{ person { name } }', variables: { id: 'a' } };

let now = 0;
let seal: Seal;
beforeEach(async () => {
  now = 1_760_000_000_000;
  seal = createSealer(await testKey(), () => now);
});

describe('A seal is used again', () => {
  it.each<[string, Parameters<Seal>, boolean]>([
    ['for the same question', ['moj', question, content], true],
    [
      'for the same query with other variables',
      ['moj', { ...question, variables: { id: 'b' } }, content],
      true,
    ],
    ['for a caller who says the same', ['moj', question, { ...content, caller: { ...caller } }], true],
    ['never for another agency', ['mps', question, content], false],
    ['never for another query', ['moj', { query: '{ person { name } } ' }, content], false],
    ['never under another decision', ['moj', question, { ...content, permits: permits('all') }], false],
    [
      'never for another purpose',
      ['moj', question, { ...content, caller: { ...caller, purpose: 'other' } }],
      false,
    ],
    [
      'never for another case',
      ['moj', question, { ...content, caller: { ...caller, case: { id: 'HS-1', subjects: ['b'] } } }],
      false,
    ],
    [
      'never for a citizen',
      ['moj', question, { ...content, caller: { kind: 'citizen', personalId: 'a' } }],
      false,
    ],
    ['never for a question of open data', ['moj', question, openContent('sha256:1')], false],
    ['never for a change', ['moj', question, content, true], false],
  ])('%s', async (_, other, again) => {
    const first = await seal('moj', question, content);
    expect((await seal(...other)) === first).toBe(again);
  });

  it('for open data by everybody, under the same rules', async () => {
    const first = await seal('moj', question, openContent('sha256:1'));
    expect(await seal('moj', question, openContent('sha256:1'))).toBe(first);
    expect(await seal('moj', question, openContent('sha256:2'))).not.toBe(first);
  });

  it('for the first half of its life', async () => {
    const first = await seal('moj', question, content);
    now += (SEAL_LIFETIME / 2) * 1000 - 1;
    expect(await seal('moj', question, content)).toBe(first);
    now += 1;
    expect(await seal('moj', question, content)).not.toBe(first);
  });
});

it('A change is sealed for one call, with an id of its own each time', async () => {
  const seals = [await seal('moj', question, content, true), await seal('moj', question, content, true)];
  const claims = seals.map(({ whole }) => decodeJwt(whole));
  expect(claims.map(({ operation }) => operation)).toEqual([hashOfCall(question), hashOfCall(question)]);
  expect(new Set(claims.map(({ jti }) => jti)).size).toBe(2);
  expect(claims[0]!.jti).toEqual(expect.any(String));
});

it('A question is sealed for its text, and says who asks and what is permitted', async () => {
  const { operation, jti, aud, ...claims } = decodeJwt((await seal('moj', question, content)).whole);
  expect({ operation, jti, aud }).toEqual({
    operation: hashOfQuery(question.query),
    jti: undefined,
    aud: 'moj',
  });
  expect(claims).toMatchObject({ ...content });
});
