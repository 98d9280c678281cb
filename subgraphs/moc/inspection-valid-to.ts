/** Until when a vehicle's latest inspection of by a day is valid; null where there was none. It may be over already. */
export const inspectionValidTo = (
  certificates: readonly { readonly inspectedOn: string; readonly validTo: string }[],
  day: string,
): string | null =>
  certificates
    .filter(({ inspectedOn }) => inspectedOn <= day)
    .sort((one, other) => other.inspectedOn.localeCompare(one.inspectedOn))[0]?.validTo ?? null;
