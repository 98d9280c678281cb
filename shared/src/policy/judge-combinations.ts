import type { CompiledCombination, CompiledRules } from './compile.ts';
import type { DayView } from './day-view.ts';
import { refusal } from './make-verdict.ts';
import type { Standing } from './standing.ts';
import type { Coordinate, Verdict } from './types.ts';

/**
 * A combination without its authority refuses each of its fields that was let through by a grant or by default. What
 * counts is what was asked, not what would be given: a forbid on one part must never open the others.
 */
export function judgeCombinations(
  verdicts: Map<Coordinate, Verdict>,
  standing: Standing,
  rules: CompiledRules,
  view: DayView,
): void {
  if (rules.partsOf.size === 0) return;
  const touched = new Map<CompiledCombination, Set<number>>();
  for (const coordinate of verdicts.keys()) {
    for (const { combination, part } of partsOf(coordinate, rules)) {
      if (!touched.has(combination)) touched.set(combination, new Set());
      touched.get(combination)!.add(part);
    }
  }
  const complete = rules.combinations.filter(
    (combination) =>
      touched.get(combination)?.size === combination.parts.length &&
      !combination.allowed.has(standing.purpose?.id ?? ''),
  );
  if (complete.length === 0) return;
  for (const [coordinate, verdict] of verdicts) {
    if (!verdict.allowed || verdict.by === 'OWN' || verdict.by === 'OPEN') continue;
    const parts = partsOf(coordinate, rules);
    const combination = complete.find((one) => parts.some((part) => part.combination === one));
    if (!combination) continue;
    const { id: rule, basis } = combination;
    verdicts.set(
      coordinate,
      refusal({ rules, view }, coordinate, 'COMBINATION_FORBIDDEN', 'COMBINATION', { rule, basis }),
    );
  }
}

const partsOf = (coordinate: Coordinate, { fields, partsOf }: CompiledRules) =>
  partsOf.get(fields.numberOf.get(coordinate) ?? -1) ?? [];
