import { graphql, type FormattedExecutionResult, type GraphQLSchema } from 'graphql';
import type { Question } from './open-gateway.ts';

/** Asks a subgraph as over a wire: everything passes through JSON, in both directions. */
export async function askSubgraph(
  schema: GraphQLSchema,
  { query, variables, operationName }: Question,
): Promise<FormattedExecutionResult> {
  const answer = await graphql({
    schema,
    source: query,
    variableValues: JSON.parse(JSON.stringify(variables ?? {})) as Record<string, unknown>,
    operationName,
  });
  return JSON.parse(JSON.stringify(answer)) as FormattedExecutionResult;
}
