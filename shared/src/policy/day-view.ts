import { actOf } from './citations.ts';
import type { CompiledRules } from './compile.ts';
import type { Permit } from './types.ts';

/** What holds on one day. Filled by deciding; it holds nothing that could not be computed again. */
export interface DayView {
  readonly day: number;
  /** Whether the law that shares by default holds. */
  readonly sharedByDefault: boolean;
  readonly permits: Map<string, Permit>;
}

/** Days last asked about; an audit that walks through years must not keep them all. */
const DAYS_KEPT = 8;

export function viewOf(rules: CompiledRules, day: number): DayView {
  const known = rules.days.get(day);
  if (known) return known;
  if (rules.days.size >= DAYS_KEPT) rules.days.delete(rules.days.keys().next().value!);
  const sharedByDefault = rules.defaults.shared.basis.some((citation) => holds(citation, rules, day));
  const view: DayView = { day, sharedByDefault, permits: new Map() };
  rules.days.set(day, view);
  return view;
}

/** Whether the act a citation names holds on a day. */
export function holds(citation: string, { acts }: CompiledRules, day: number): boolean {
  const act = actOf(citation, acts);
  return act !== undefined && day >= act.from && day <= act.to;
}
