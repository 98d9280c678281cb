import { pathOf, type Path } from '../place.ts';
import { MOST_ERRORS } from '../source.ts';
import type { ShapeFault } from './shape-answer.ts';

/** A fault no error tells of yet. */
export interface Unexplained {
  readonly path: Path;
  readonly message: string;
}

type Told = readonly { readonly path?: Path | undefined }[];

/** The first faults no error tells of yet, and no more than `most`: where an error stands above or below, it is the reason. */
export function unexplained(faults: readonly ShapeFault[], told: Told, most = MOST_ERRORS): Unexplained[] {
  const found: Unexplained[] = [];
  if (faults.length === 0) return found;
  const errors = stepsTo(told);
  for (const { place, message } of faults) {
    if (found.length >= most) break;
    const path = pathOf(place);
    if (!isTold(path, errors)) found.push({ path, message });
  }
  return found;
}

/** The ways to where errors stand: as many faults as there may be, each goes down them once, however many errors there are. */
interface Steps {
  /** Whether an error stands here. */
  ends: boolean;
  readonly next: Map<string | number, Steps>;
}

const noSteps = (): Steps => ({ ends: false, next: new Map() });

function stepsTo(told: Told): Steps {
  const root = noSteps();
  for (const { path } of told) {
    if (!path) continue;
    let at = root;
    for (const step of path) {
      const next = at.next.get(step) ?? noSteps();
      at.next.set(step, next);
      at = next;
    }
    at.ends = true;
  }
  return root;
}

/** Whether an error stands there, above or below. */
function isTold(path: Path, root: Steps): boolean {
  let at = root;
  for (const step of path) {
    if (at.ends) return true;
    const next = at.next.get(step);
    if (!next) return false;
    at = next;
  }
  return at.ends || at.next.size > 0;
}
