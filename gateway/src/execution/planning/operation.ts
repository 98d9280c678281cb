import {
  getOperationAST,
  Kind,
  separateOperations,
  visit,
  type DocumentNode,
  type OperationDefinitionNode,
  type VariableNode,
} from 'graphql';
import { onceFor, type Operation as AskedOperation } from '@lienthong/shared/graphql/operation';
import { readConditions, standingOf, type Variables } from '../../policy/taking-out/conditions.ts';
import type { AskedVariables } from './coerce-variables.ts';
import { plainDocument } from './plain-document.ts';

/** One operation, before its variables are known. What is said of these is said of coerced ones alone. */
export interface Operation extends AskedVariables {
  /** Variables of one way skip and include the same fields. */
  readonly wayFor: (variables: Variables) => string;
  /** The operation alone, as it is planned for these variables. */
  readonly plainFor: (variables: Variables) => DocumentNode;
}

/** Of a valid document, whose operation is known to be there. */
export function readOperation(document: DocumentNode, operationName: string | undefined): Operation {
  const operation = getOperationAST(document, operationName)!;
  const conditionsOf = readConditions(operation);
  const asked = readVariables(document, operation);
  return {
    ...asked,
    wayFor: (variables) => wayOf(asked.conditional, variables),
    plainFor: (variables) => plainDocument(document, operation, standingOf(conditionsOf, variables)),
  };
}

/** What an operation says of its variables. */
export const variablesOf = onceFor(({ document, node }: AskedOperation) => readVariables(document, node));

const readVariables = (document: DocumentNode, operation: OperationDefinitionNode): AskedVariables => ({
  variableDefinitions: operation.variableDefinitions ?? [],
  conditional: conditionVariables(document, operation, ['skip', 'include']),
});

/** What coerced variables make of conditions, as one text: whatever else a caller gives is no part of it. */
export const wayOf = (conditional: readonly VariableNode[], coerced: Variables): string =>
  conditional.map(({ name }) => String(coerced[name.value])).join();

/**
 * The variables that these directives look at, wherever in one operation: another of the same document may call something
 * else so, which need be no Boolean.
 */
export function conditionVariables(
  document: DocumentNode,
  { name }: OperationDefinitionNode,
  directives: readonly string[],
): VariableNode[] {
  const found = new Map<string, VariableNode>();
  visit(separateOperations(document)[name?.value ?? '']!, {
    Directive: ({ name, arguments: args = [] }) => {
      if (!directives.includes(name.value)) return;
      for (const { value } of args)
        if (value.kind === Kind.VARIABLE && !found.has(value.name.value)) found.set(value.name.value, value);
    },
  });
  return [...found.values()];
}
