import {
  getVariableValues,
  GraphQLError,
  type GraphQLSchema,
  type VariableDefinitionNode,
  type VariableNode,
} from 'graphql';
import { badUserInput } from '@lienthong/shared/graphql/coded-error';
import type { Variables } from '../../policy/taking-out/conditions.ts';

/** What an operation says of its variables. */
export interface AskedVariables {
  readonly variableDefinitions: readonly VariableDefinitionNode[];
  /** Those by which it skips and includes, each where it is first named. */
  readonly conditional: readonly VariableNode[];
}

/** Variables as an operation takes them, or what is wrong with them: then nothing of it is executed. */
export type Coerced =
  | { readonly coerced: Variables; readonly errors?: undefined }
  | { readonly coerced?: undefined; readonly errors: readonly GraphQLError[] };

/** As graphql-js executes. What it would suggest are names that the caller may not see. */
const AS_EXECUTED = { maxErrors: 50, hideSuggestions: true };

/**
 * Takes what a caller gave for variables as the operation defines them (GraphQL specification, section 6.1.2). A variable of
 * `@skip` or `@include` that is null fits where it has a default, but no condition does: that is a mistake of the same kind.
 */
export function coerceVariables(
  schema: GraphQLSchema,
  { variableDefinitions, conditional }: AskedVariables,
  given: Variables,
): Coerced {
  const { errors, coerced } = getVariableValues(schema, variableDefinitions, given, AS_EXECUTED);
  if (errors) return { errors: errors.map(badUserInput) };
  for (const { name } of conditional)
    if (coerced[name.value] === null) return { errors: nullConditions(conditional, coerced) };
  return { coerced };
}

const nullConditions = (conditional: readonly VariableNode[], coerced: Variables): GraphQLError[] =>
  conditional
    .filter(({ name }) => coerced[name.value] === null)
    .map((nodes) =>
      badUserInput(
        new GraphQLError('Argument "if" of non-null type "Boolean!" must not be null.', { nodes }),
      ),
    );
