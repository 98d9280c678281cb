import type { CompiledRules } from '@lienthong/shared/policy/compile';
import type { CachedDecide } from '@lienthong/shared/policy/decision-cache';
import type { RuleSet } from '@lienthong/shared/policy/types';

/** The rules that hold now, arranged for one version of the graph. */
export interface RulesInForce {
  readonly ruleSet: RuleSet;
  readonly compiled: CompiledRules;
  readonly decide: CachedDecide;
}
