import { isData, own, type Data } from '../own.ts';
import { EACH } from '../planning/plan.ts';

export type Path = readonly (string | number)[];

/** The objects that stand at a path; one that stands there twice comes twice. */
export function objectsAt(data: unknown, path: readonly string[]): Data[] {
  const found: Data[] = [];
  visit(data, 0);
  return found;

  function visit(value: unknown, at: number): void {
    if (typeof value !== 'object' || value === null) return;
    const step = path[at];
    if (Array.isArray(value)) {
      // Below the last step, lists of lists come down to their objects.
      const next = step === EACH ? at + 1 : at;
      if (step === EACH || step === undefined) for (const each of value) visit(each, next);
    } else if (step === undefined) found.push(value as Data);
    else if (step !== EACH) visit(own(value as Data, step), at + 1);
  }
}

/** The places of those objects in the answer, in the same order. */
export function placesAt(data: unknown, path: readonly string[]): Path[] {
  const found: Path[] = [];
  visit(data, 0, []);
  return found;

  function visit(value: unknown, at: number, place: Path): void {
    if (typeof value !== 'object' || value === null) return;
    const step = path[at];
    if (Array.isArray(value)) {
      const next = step === EACH ? at + 1 : at;
      if (step === EACH || step === undefined)
        value.forEach((each, index) => visit(each, next, [...place, index]));
    } else if (step === undefined) {
      if (isData(value)) found.push(place);
    } else if (step !== EACH) visit(own(value as Data, step), at + 1, [...place, step]);
  }
}
