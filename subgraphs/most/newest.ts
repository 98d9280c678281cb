/** The certificate that holds longest; null where there is none. Of two that end on one day, the higher number. */
export const newest = <Certificate extends { readonly number: string; readonly validTo: string }>(
  certificates: readonly Certificate[],
): Certificate | null =>
  [...certificates].sort(
    (one, other) => other.validTo.localeCompare(one.validTo) || other.number.localeCompare(one.number),
  )[0] ?? null;
