import { classifySubgraph } from '@lienthong/shared/policy/classification';
import { rulesIn } from '@lienthong/shared/policy/reading/rule-files';
import { assemble } from '@lienthong/shared/policy/rule-set';
import type { Classes, Grant, RuleSet } from '@lienthong/shared/policy/types';
import { openLaw } from '@lienthong/shared/rule-files';
import { subgraph } from './owner.ts';

const written = rulesIn({ ...openLaw('law'), sharing: [] });
export const classes: Classes = classifySubgraph(subgraph.name, subgraph.typeDefs);

/** The law as it stands, and these agreements. */
export const rulesWith = (grants: readonly Grant[]): RuleSet => assemble({ ...written, grants });
