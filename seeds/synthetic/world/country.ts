import { POPULATION } from '../../reference/shares/population.ts';
import { BORNE_NAMES, type NamePool } from './names.ts';
import type { Province } from './places.ts';
import { readProvinces } from './provinces.ts';

/** What the people of a world live in: drawn from, and the same for every agency. */
export interface Country {
  readonly seed: number;
  readonly provinces: readonly Province[];
  /** Provinces by how many live in them. */
  readonly populated: readonly (readonly [province: Province, people: number])[];
  readonly names: NamePool;
}

export function createCountry(seed: number): Country {
  const provinces = readProvinces();
  return {
    seed,
    provinces,
    populated: provinces.map((province) => [province, POPULATION[province.code]!] as const),
    names: BORNE_NAMES,
  };
}
