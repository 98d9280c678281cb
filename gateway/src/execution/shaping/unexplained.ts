import type { Path } from '../place.ts';
import type { ShapeFault } from './shape-answer.ts';

/** The faults no error tells of yet: where one stands above or below, it is the reason. */
export function unexplained(
  faults: readonly ShapeFault[],
  told: readonly { readonly path?: Path | undefined }[],
): ShapeFault[] {
  return faults.filter(({ path }) => !told.some((error) => error.path && within(error.path, path)));
}

/** One of the two begins with the other. */
function within(one: Path, other: Path): boolean {
  const length = Math.min(one.length, other.length);
  for (let index = 0; index < length; index += 1) if (one[index] !== other[index]) return false;
  return true;
}
