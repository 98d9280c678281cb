import type { GraphQLError } from 'graphql';
import type { Path } from '../place.ts';

/** The errors of a part go to the object they are about. */
export function errorsByObject<Told extends { readonly path: Path }>(
  told: readonly Told[],
  errors: readonly GraphQLError[],
): Map<Told, GraphQLError[]> {
  const byPath = new Map(told.map((each) => [keyOf(each.path), each]));
  const sorted = new Map<Told, GraphQLError[]>(told.map((each) => [each, []]));
  for (const error of errors) {
    const about = ownerOf(error.path, byPath) ?? told[0];
    if (about) sorted.get(about)!.push(error);
  }
  return sorted;
}

function ownerOf<Told>(path: Path | undefined, byPath: ReadonlyMap<string, Told>): Told | undefined {
  for (let length = path?.length ?? -1; length >= 0; length -= 1) {
    const found = byPath.get(keyOf(path!.slice(0, length)));
    if (found) return found;
  }
  return undefined;
}

const keyOf = (path: Path): string => JSON.stringify(path);
