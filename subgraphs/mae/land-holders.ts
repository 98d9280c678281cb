interface Held {
  readonly ownerId: string;
  readonly province: string;
  readonly commune: string;
}

export interface LandHolder {
  readonly personalId: string;
  readonly province: string;
  readonly commune: string;
  readonly parcels: number;
}

/** Who holds more than so many of the parcels of a commune, the most first. */
export function holdersOf(parcels: readonly Held[], moreThan: number): LandHolder[] {
  const holders = new Map<string, LandHolder>();
  for (const { ownerId, province, commune } of parcels)
    holders.set(ownerId, {
      personalId: ownerId,
      province,
      commune,
      parcels: (holders.get(ownerId)?.parcels ?? 0) + 1,
    });
  return [...holders.values()]
    .filter((holder) => holder.parcels > moreThan)
    .sort((one, other) => other.parcels - one.parcels || one.personalId.localeCompare(other.personalId));
}
