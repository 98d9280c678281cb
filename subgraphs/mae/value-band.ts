const BILLION = 1_000_000_000;

/** What a parcel is worth, told as a band: the amount itself stays where it is. */
export const valueBandOf = (dong: number): 'UNDER_1' | 'FROM_1_TO_5' | 'FROM_5_TO_20' | 'FROM_20' => {
  if (dong < BILLION) return 'UNDER_1';
  if (dong < 5 * BILLION) return 'FROM_1_TO_5';
  return dong < 20 * BILLION ? 'FROM_5_TO_20' : 'FROM_20';
};
