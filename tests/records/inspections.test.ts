import { describe, expect, it } from '@jest/globals';
import { agency } from './agency-alone.ts';
import { synthetic } from './synthetic.ts';

describe.each([
  ['moit', 'marketInspection', synthetic('moit/MarketInspection')],
  ['most', 'scienceInspection', synthetic('most/ScienceInspection')],
  ['mcst', 'cultureInspection', synthetic('mcst/CultureInspection')],
])('The inspections of %s', (name, field, inspections) => {
  const { ask } = agency(name);

  it('are found by their number, before the decision that followed', async () => {
    expect(inspections.length).toBeGreaterThan(0);
    for (const { number, inspectedId, provision, inspectedOn, decisionNumber } of inspections)
      expect(
        await ask(
          `query ($number: ID!) { found: ${field}(number: $number) { inspected { personalId } provision inspectedOn decisionNumber } }`,
          { number },
        ),
      ).toEqual({
        found: { inspected: { personalId: inspectedId }, provision, inspectedOn, decisionNumber },
      });
    expect(await ask(`{ found: ${field}(number: "BB-0") { number } }`)).toEqual({ found: null });
  });
});

describe('The heritage of culture', () => {
  const { ask } = agency('mcst');

  it('is what UNESCO has inscribed, the oldest first', async () => {
    const { intangibleHeritage, monuments, none, olympicMedals } = await ask(
      '{ intangibleHeritage { inscribedIn } monuments(province: "48") { nameEn } none: monuments(province: "99") { nameEn } olympicMedals(year: 2016) { medal } }',
    );
    const years = (intangibleHeritage as { inscribedIn: number }[]).map(({ inscribedIn }) => inscribedIn);
    expect(years).toHaveLength(17);
    expect(years).toEqual([...years].sort());
    expect([monuments.length, none, olympicMedals]).toEqual([
      2,
      [],
      [{ medal: 'GOLD' }, { medal: 'SILVER' }],
    ]);
  });
});
