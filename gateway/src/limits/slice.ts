import { Kind, type FieldNode, type GraphQLField, type OperationDefinitionNode } from 'graphql';
import type { ListSize } from './list-sizes.ts';

/** The values an operation is asked with. */
export interface Given {
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** How many entries the caller asks for by a slicing argument: given, as a variable, or by default. */
export function sliceOf(
  field: FieldNode,
  definition: GraphQLField<unknown, unknown>,
  { slicingArguments }: ListSize,
  given: Given,
): number | undefined {
  for (const name of slicingArguments) {
    const byDefault = definition.args.find((argument) => argument.name === name)?.defaultValue;
    const entries = numberGiven(field, name, given) ?? byDefault;
    if (typeof entries === 'number') return Math.max(0, entries);
  }
  return undefined;
}

function numberGiven(field: FieldNode, name: string, { operation, variables }: Given): number | undefined {
  const value = field.arguments?.find((argument) => argument.name.value === name)?.value;
  if (value?.kind === Kind.INT) return Number(value.value);
  if (value?.kind !== Kind.VARIABLE) return undefined;
  const variable = value.name.value;
  const asked = variables[variable];
  if (asked !== undefined) return typeof asked === 'number' ? asked : undefined;
  const initial = operation.variableDefinitions?.find(
    (each) => each.variable.name.value === variable,
  )?.defaultValue;
  return initial?.kind === Kind.INT ? Number(initial.value) : undefined;
}
