import { describe, expect, it } from '@jest/globals';
import { securitiesBandOf } from '../../subgraphs/mof/securities.ts';
import { agency, asking, owner } from './agency-alone.ts';
import { synthetic } from './synthetic.ts';

const holdings = synthetic('mof/SecuritiesHolding');
const [holding] = holdings as [(typeof holdings)[number]];
const NOBODY = '003099999999';

describe('What shares are worth', () => {
  it.each([
    [0, 'UNDER_50'],
    [49_999_999, 'UNDER_50'],
    [50_000_000, 'FROM_50_TO_500'],
    [499_999_999, 'FROM_50_TO_500'],
    [500_000_000, 'FROM_500'],
  ])('is told of %i đồng as %s', (dong, band) => {
    expect(securitiesBandOf(dong)).toBe(band);
  });
});

describe('The depository', () => {
  const { refer } = agency('mof');

  it('names what a person holds, by symbol and band', async () => {
    const { citizenId, symbol, quantity, price } = holding;
    expect(
      await refer('Citizen', 'securities { symbol valueBand }', [
        { personalId: citizenId },
        { personalId: NOBODY },
      ]),
    ).toEqual([
      { securities: [{ symbol, valueBand: securitiesBandOf(quantity * price) }] },
      { securities: [] },
    ]);
  });
});

describe('Of securities the ministry shows', () => {
  const { refer } = owner('mof');

  it('who verifies assets on a decision those of the declarant, and of nobody else', async () => {
    const { citizenId, symbol } = holding;
    const { people, codes } = await refer(
      asking('gov-inspectorate', 'asset-verification', [citizenId]),
      'securities { symbol }',
      [citizenId, NOBODY],
    );
    expect([people, codes]).toEqual([
      [{ securities: [{ symbol }] }, { securities: null }],
      ['ROW_OUT_OF_SCOPE'],
    ]);
  });
});
