import type { Planner } from './plan.ts';

/** A planner for requests that find the same fields at their new owner. */
export interface ForLabels {
  /** By which labels it is told from others; empty where none are on. */
  readonly key: string;
  readonly planner: Planner;
}

/** Chooses for one request; one that is not `drawn` finds at its new owner what all find there. */
export type ChooseLabels = (drawn: boolean) => ForLabels;

/**
 * Decides who is asked for fields that move from one subgraph to another step by step (`@override` with a label): by
 * `percent(n)` so many of a hundred requests ask the new owner, by any other label all do where it is one of `named`, and else
 * nobody. `draw` gives a number from 0 up to 1, once for a request.
 */
export function createLabelChooser(
  planner: Planner,
  named: ReadonlySet<string>,
  draw: () => number,
): ChooseLabels {
  const none: ForLabels = { key: '', planner };
  if (planner.labels.length === 0) return () => none;
  const known = new Map<string, ForLabels>([['', none]]);
  const shares = planner.labels.map((label) => ({ label, share: named.has(label) ? 100 : shareOf(label) }));

  return (drawn) => {
    const drawnAt = drawn ? draw() * 100 : 100;
    const on = shares.filter(({ share }) => share === 100 || share > drawnAt).map(({ label }) => label);
    const key = on.join();
    const labels = new Set(on);
    const found = known.get(key) ?? {
      key,
      planner: { ...planner, plan: (document) => planner.plan(document, labels) },
    };
    known.set(key, found);
    return found;
  };
}

/** Of a hundred requests. */
function shareOf(label: string): number {
  const [, number] = /^percent\((\d+(?:\.\d+)?)\)$/.exec(label) ?? [];
  return Math.min(100, Number(number ?? 0));
}
