import type { DocumentNode } from 'graphql';
import { classifySubgraph } from '../policy/classification.ts';
import { compile, type CompiledRules } from '../policy/compile.ts';
import { createCachedDecide, type CachedDecide } from '../policy/decision-cache.ts';
import { rulesOf, type LawFiles, type SharingRead } from '../policy/reading/rule-files.ts';
import type { Classes, Grant, RuleSet } from '../policy/types.ts';

/** What an owner decides by: the law, and what it shares itself. */
export interface OwnRules {
  readonly classes: Classes;
  /** The rules as they are written, without what was agreed since. */
  readonly written: RuleSet;
  readonly current: () => { readonly compiled: CompiledRules; readonly decide: CachedDecide };
  /** Takes the agreements made at run time, in place of those it had. */
  readonly setAgreements: (grants: readonly Grant[]) => void;
}

export function createOwnRules(
  name: string,
  typeDefs: DocumentNode,
  law: LawFiles,
  sharing: SharingRead | null,
): OwnRules {
  const classes = classifySubgraph(name, typeDefs);
  // Nobody tells an owner's rules by their version: it need not be worked out.
  const written = { ...rulesOf({ ...law, sharing: sharing ? [sharing] : [] }), version: `own:${name}` };
  const arrange = (agreements: readonly Grant[]) => {
    const compiled = compile(
      agreements.length > 0 ? { ...written, grants: [...written.grants, ...agreements] } : written,
      classes,
    );
    return { compiled, decide: createCachedDecide(compiled, 1_000) };
  };
  let current = arrange([]);
  return {
    classes,
    written,
    current: () => current,
    setAgreements: (grants) => {
      current = arrange(grants);
    },
  };
}
