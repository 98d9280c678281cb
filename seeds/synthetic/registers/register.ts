import type { Country } from '../world/country.ts';
import type { Household } from '../world/households.ts';

/** Rows by the entity that holds them. */
export type Rows = Readonly<Record<string, readonly object[]>>;

/** What one agency keeps of a world: its own part of what is true, under the keys that all share. */
export interface Register {
  readonly agency: string;
  /** What there is once, whatever people there are. */
  readonly once?: (country: Country) => Rows;
  /** What there is of a household. */
  readonly of?: (household: Household, country: Country) => Rows;
}
