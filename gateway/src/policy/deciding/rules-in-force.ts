import { assemble } from '@lienthong/shared/policy/rule-set';
import { compile, type CompiledRules } from '@lienthong/shared/policy/compile';
import { createCachedDecide, type CachedDecide } from '@lienthong/shared/policy/decision-cache';
import type { Classes, Grant, RuleSet } from '@lienthong/shared/policy/types';

/** The rules that hold now, arranged for one version of the graph. */
export interface RulesInForce {
  readonly ruleSet: RuleSet;
  readonly compiled: CompiledRules;
  readonly decide: CachedDecide;
}

/** The rules as written, and what was agreed since: what every version of the graph is decided by. */
export interface LiveRules {
  /** The rules for a graph with these fields, always as they are now. */
  readonly on: (classes: Classes) => () => RulesInForce;
  /** Takes the agreements made at run time, in place of those it had. */
  readonly setAgreements: (grants: readonly Grant[]) => void;
}

/** `onChange` is told when other rules hold than before. */
export function createLiveRules(written: RuleSet, onChange: () => void = () => {}): LiveRules {
  let ruleSet = written;
  return {
    on: (classes) => {
      let arranged: RulesInForce | undefined;
      return () => {
        if (arranged?.ruleSet !== ruleSet) {
          const compiled = compile(ruleSet, classes);
          arranged = { ruleSet, compiled, decide: createCachedDecide(compiled) };
        }
        return arranged;
      };
    },
    setAgreements: (grants) => {
      ruleSet =
        grants.length === 0 ? written : assemble({ ...written, grants: [...written.grants, ...grants] });
      onChange();
    },
  };
}
