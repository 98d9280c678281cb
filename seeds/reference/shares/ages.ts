/*
 * How old people are and how many live together.
 *
 * Ages: CIA World Factbook, 2018, as printed by a reference book on Việt Nam (found, secondary): 0–14 23.27 %, 15–24 15.81 %,
 * 25–54 45.67 %, 55–64 8.9 %, 65 and over 6.35 %. World Bank, 2019: 0–14 23.21 %, 65 and over 7.55 % (found, secondary). The
 * census of 2019 by groups of five years was looked for and not found: there is no finer pyramid here.
 *
 * Sexes and households: census of 01/04/2019 (found): 49.8 % male; 3.6 people a household by the final result, 3.5 by the
 * press of the preliminary one; 65.5 % of households have two to four people.
 */

export interface AgeBand {
  readonly from: number;
  /** Included. */
  readonly to: number;
  /** Of all people, from 0 to 1. */
  readonly share: number;
}

export const AGE_BANDS: readonly AgeBand[] = [
  { from: 0, to: 14, share: 0.2327 },
  { from: 15, to: 24, share: 0.1581 },
  { from: 25, to: 54, share: 0.4567 },
  { from: 55, to: 64, share: 0.089 },
  { from: 65, to: 120, share: 0.0635 },
];

export const MALE_SHARE = 0.498;

export const HOUSEHOLDS = { average: 3.55, ofTwoToFour: 0.655 } as const;
