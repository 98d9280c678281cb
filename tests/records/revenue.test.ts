import { describe, expect, it } from '@jest/globals';
import { revenueFigure } from '../../subgraphs/mof/revenue.ts';
import { agency } from './agency-alone.ts';
import { synthetic } from './synthetic.ts';

describe('What was collected', () => {
  const { ask } = agency('mof');
  const paid = synthetic('mof/TaxObligation').filter(({ paidOn }) => paidOn?.startsWith('2026'));

  it.each([
    [0, null],
    [4, null],
    [5, 5],
    [5_000, 5_000],
  ])('is told of no fewer than five: %i', (taxpayers, told) => {
    expect(revenueFigure(taxpayers, 1_000)).toEqual({
      taxpayers: told,
      collected: told === null ? null : 1_000,
    });
  });

  it('adds up what the taxpayers of a province paid within the year, each counted once', async () => {
    const provinces = [...new Set(paid.map(({ province }) => province))];
    const told = [];
    for (const province of provinces) {
      const own = paid.filter((tax) => tax.province === province);
      const { budgetRevenue } = await ask(
        'query ($province: ID!) { budgetRevenue(province: $province, year: 2026) { province year taxpayers collected } }',
        { province },
      );
      told.push(budgetRevenue);
      expect(budgetRevenue).toEqual({
        province,
        year: 2026,
        ...revenueFigure(
          new Set(own.map(({ taxpayerId }) => taxpayerId)).size,
          own.reduce((sum, { amount }) => sum + amount, 0),
        ),
      });
    }
    const withheld = told.filter(({ taxpayers }) => taxpayers === null);
    expect(withheld.length).toBeGreaterThan(0);
    expect(withheld.length).toBeLessThan(told.length);
  });
});
