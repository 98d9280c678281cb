import type { ReliefFundYear } from '../../../subgraphs/vff/relief-fund.ts';
import { createChance, hashOf } from '../world/chance.ts';
import type { Province } from '../world/places.ts';
import type { Register } from './register.ts';

export const vff: Register = {
  agency: 'vff',
  once: ({ provinces, seed }) => ({
    ReliefFundYear: provinces.flatMap((province) => [2024, 2025].map((year) => fundOf(province, year, seed))),
  }),
};

/** Millions of đồng; a house takes some sixty of them in this world. */
function fundOf({ code: province }: Province, year: number, seed: number): ReliefFundYear {
  const chance = createChance(seed ^ hashOf(`relief fund ${province} ${year}`));
  const received = chance.whole(2_000, 40_000);
  const given = Math.floor(received * 0.9);
  return { province, year, received, given, houses: Math.floor(given / 60 / 2) };
}
