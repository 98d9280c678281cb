/** A way through an answer: response names, and positions in lists. */
export type Path = readonly (string | number)[];

/** Where a value stands, told from below, so that going down costs one step whatever the depth; null is the root. */
export type Place = { readonly above: Place; readonly step: string | number } | null;

/** A place as errors tell it. */
export function pathOf(place: Place): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at = place; at !== null; at = at.above) path.push(at.step);
  return path.reverse();
}
