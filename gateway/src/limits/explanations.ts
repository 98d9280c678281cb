import type { GraphQLSchema } from 'graphql';
import { onceFor } from '@lienthong/shared/graphql/operation';
import { EXPLANATIONS, exchangeSchema } from '../exchange/schema.ts';

/**
 * The root fields that explain the rules, of those a graph has. Other graphs may have fields of these names: they are told by what
 * they answer.
 */
export const explanationsOf = onceFor((schema: GraphQLSchema): ReadonlySet<string> => {
  const ours = exchangeSchema.getQueryType()!.getFields();
  const theirs = schema.getQueryType()?.getFields() ?? {};
  return new Set(EXPLANATIONS.filter((name) => String(theirs[name]?.type) === String(ours[name]!.type)));
});
