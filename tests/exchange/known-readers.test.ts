import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { knownReaders } from '@lienthong/gateway/exchange/known-readers';
import { compile, type CompiledRules } from '@lienthong/shared/policy/compile';
import { startOfDay } from '@lienthong/shared/policy/legal-day';
import { whatMayRead, whoMayRead } from '@lienthong/shared/policy/readers';
import { openExchange, type TestExchange } from './exchange.ts';

const DAY = startOfDay('2026-06-01');
let exchange: TestExchange;
let rules: CompiledRules;
beforeAll(async () => {
  exchange = await openExchange();
  rules = exchange.opened.compiled;
});
afterAll(() => exchange.close());

describe.each([
  ['of a field', 'Citizen.sex', 'Citizen.religion', knownReaders.whoMayRead, whoMayRead],
  ['an agency is', 'moh', 'moj', knownReaders.whatMayRead, whatMayRead],
])('The readers %s', (_, name, other, known, found) => {
  it('are those there are', () => {
    for (const each of [name, other]) expect(known(each, rules, DAY)).toEqual(found(each, rules, DAY));
  });

  it('are found once a day', () => {
    expect(known(name, rules, DAY + 3_600_000)).toBe(known(name, rules, DAY));
  });

  it.each([
    ['the next day', () => known(name, rules, startOfDay('2026-06-02'))],
    [
      'under other rules',
      () => known(name, compile(exchange.opened.ruleSet, exchange.opened.graph.classes), DAY),
    ],
    ['for another', () => known(other, rules, DAY)],
  ])('are found anew %s', (_, anew) => {
    expect(anew()).not.toBe(known(name, rules, DAY));
  });
});
