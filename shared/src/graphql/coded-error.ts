import { GraphQLError } from 'graphql';

/** What graphql-js finds wrong with a request, by the codes clients of GraphQL servers know. */
export type CodeOfMistake = 'GRAPHQL_PARSE_FAILED' | 'GRAPHQL_VALIDATION_FAILED' | 'BAD_USER_INPUT';

/** The same error with a code. */
export function codedError(error: GraphQLError, code: CodeOfMistake): GraphQLError {
  const { message, nodes, source, positions, path, extensions } = error;
  return new GraphQLError(message, {
    nodes,
    source,
    positions,
    path,
    originalError: error,
    extensions: { ...extensions, code },
  });
}

/** Variables that do not fit their operation. */
export const badUserInput = (error: GraphQLError): GraphQLError => codedError(error, 'BAD_USER_INPUT');

/** Whatever was thrown, as what answers tell errors from. */
export function asGraphQLError(thrown: unknown): GraphQLError {
  if (thrown instanceof GraphQLError) return thrown;
  return thrown instanceof Error
    ? new GraphQLError(thrown.message, { originalError: thrown })
    : new GraphQLError(`What was thrown is no error: ${String(thrown)}`);
}
