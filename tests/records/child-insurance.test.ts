import { beforeEach, describe, expect, it } from '@jest/globals';
import { legalToday } from '@lienthong/shared';
import type { ExchangeAnswer } from '@lienthong/shared/asking/ask-exchange';
import type { Caller } from '@lienthong/shared/policy/types';
import { ChildInsurance } from '../../subgraphs/mof/child-insurance.ts';
import { HealthInsurance } from '../../subgraphs/mof/health-insurance.ts';
import { changing, outsiders, withCase } from './changing.ts';

const DOSSIER = 'H08-261102-0001';
const CHILD = '005326900000';
const MOTHER = '005193000022';

/** The same day some years and days from today. */
function daysAway(years: number, days: number): string {
  const date = new Date(`${legalToday()}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

describe('The card of a child', () => {
  const { run, asked, exchange, rows } = changing('mof', [ChildInsurance, HealthInsurance]);
  let born: string;
  let answer: ExchangeAnswer | null;
  beforeEach(() => {
    born = daysAway(0, -3);
    answer = null;
    exchange.answers = () =>
      answer ?? { data: { citizen: { dateOfBirth: born, province: '08' } }, errors: [] };
  });

  const REGISTRAR = withCase('moj', DOSSIER, MOTHER, CHILD);
  const issue = (change: object = {}, caller: Caller = REGISTRAR) =>
    run(
      caller,
      'mutation ($input: ChildInsuranceInput!) { issueChildInsurance(input: $input) { cardNumber validTo } }',
      { input: { birthDossier: DOSSIER, child: CHILD, ...change } },
    );
  const refused = (code: string) => ({ data: { issueChildInsurance: null }, codes: [code] });
  const cards = async () => [await rows(ChildInsurance).find(), await rows(HealthInsurance).find()];

  it('is issued for the child of the case, by what the population register says of it', async () => {
    expect(await issue()).toEqual({
      data: {
        issueChildInsurance: { cardNumber: 'TE1087999000000', validTo: daysAway(6, -4) },
      },
      codes: [],
    });
    expect(asked).toMatchObject([
      { purpose: 'child-health-insurance', case: { id: DOSSIER, subjects: [CHILD] } },
    ]);
    expect(await rows(HealthInsurance).find()).toMatchObject([{ citizenId: CHILD, validFrom: born }]);
  });

  it('is issued once: the same dossier sent again finds it', async () => {
    const issued = await issue();
    const kept = await cards();
    expect(await issue()).toEqual(issued);
    expect(await cards()).toEqual(kept);
  });

  it.each(outsiders('moj', DOSSIER, CHILD))(
    'is refused to %s: nobody is asked, nothing issued, and nothing told that was',
    async (_, caller) => {
      expect(await issue({}, caller)).toEqual(refused('CASE_DIFFERS'));
      expect(asked).toEqual([]);
      expect(await cards()).toEqual([[], []]);

      await issue();
      const kept = await cards();
      expect(await issue({}, caller)).toEqual(refused('CASE_DIFFERS'));
      expect(await cards()).toEqual(kept);
    },
  );

  it.each([
    ['who was insured before', CHILD],
    ['who was not', '003220000013'],
    ['who is grown up', '003086000011'],
    ['whom no register knows', '003086009999'],
  ])('is refused with one code, for somebody outside the case %s', async (_, child) => {
    await issue();
    const kept = await cards();
    asked.splice(0);
    const stranger = withCase('moj', 'KS-MINE', '001099000001');
    expect(await issue({ birthDossier: 'KS-MINE', child }, stranger)).toEqual(refused('CASE_DIFFERS'));
    expect(asked).toEqual([]);
    expect(await cards()).toEqual(kept);
  });

  it.each([
    ['an adult', () => daysAway(-40, 0)],
    ['a child that turned six yesterday', () => daysAway(-6, -1)],
    ['a child that turns six today', () => daysAway(-6, 0)],
  ])('is not issued to %s', async (_, day) => {
    born = day();
    expect(await issue()).toEqual(refused('NOT_UNDER_SIX'));
    expect(await cards()).toEqual([[], []]);
  });

  it('is issued to a child that turns six tomorrow, for a day', async () => {
    born = daysAway(-6, 1);
    expect(await issue()).toMatchObject({ data: { issueChildInsurance: { validTo: legalToday() } } });
  });

  it('is not issued to a child whom the population register does not tell of', async () => {
    answer = { data: { citizen: null }, errors: [] };
    expect(await issue()).toEqual(refused('NOT_FOUND'));
    expect(await cards()).toEqual([[], []]);
  });
});
