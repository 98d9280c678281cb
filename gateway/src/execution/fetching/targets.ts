import { own, type Data } from '../own.ts';
import type { Place } from '../place.ts';
import { EACH, typesOf } from '../planning/plan.ts';

/** An object more is asked of, and where it stands in the answer. */
export interface Target {
  readonly object: Data;
  readonly place: Place;
}

/** The objects that stand at a path; one that stands there twice comes twice. */
export function targetsAt(data: unknown, path: readonly string[]): Target[] {
  const found: Target[] = [];
  visit(data, 0, null);
  return found;

  function visit(value: unknown, at: number, place: Place): void {
    if (typeof value !== 'object' || value === null) return;
    const step = path[at];
    if (Array.isArray(value)) {
      if (step !== EACH && step !== undefined) return;
      // Below the last step, lists of lists come down to their objects.
      const next = step === EACH ? at + 1 : at;
      for (const [index, each] of value.entries()) visit(each, next, { above: place, step: index });
      return;
    }
    if (step === undefined) return void found.push({ object: value as Data, place });
    if (step === EACH) return;
    const types = typesOf(step);
    if (!types) visit(own(value as Data, step), at + 1, { above: place, step });
    else if (types.includes(own(value as Data, '__typename') as string)) visit(value, at + 1, place);
  }
}
