import { getOperationAST, Kind, visit, type DocumentNode, type VariableDefinitionNode } from 'graphql';
import { readConditions, standingOf, type Variables } from '../../policy/taking-out/conditions.ts';
import { plainDocument } from './plain-document.ts';

/** One operation, before its variables are known. */
export interface Operation {
  readonly variableDefinitions: readonly VariableDefinitionNode[];
  /** Variables of one way skip and include the same fields. */
  readonly wayFor: (variables: Variables) => string;
  /** The operation alone, as it is planned for these variables. */
  readonly plainFor: (variables: Variables) => DocumentNode;
}

/** Of a valid document, whose operation is known to be there. */
export function readOperation(document: DocumentNode, operationName: string | undefined): Operation {
  const operation = getOperationAST(document, operationName)!;
  const conditionsOf = readConditions(operation);
  const conditional = conditionVariables(document, ['skip', 'include']);
  return {
    variableDefinitions: operation.variableDefinitions ?? [],
    wayFor: (variables) => conditional.map((name) => String(variables[name])).join(),
    plainFor: (variables) => plainDocument(document, operation, standingOf(conditionsOf, variables)),
  };
}

/** The variables that these directives look at, wherever in a document. */
export function conditionVariables(document: DocumentNode, directives: readonly string[]): string[] {
  const found = new Set<string>();
  visit(document, {
    Directive: ({ name, arguments: args = [] }) => {
      if (!directives.includes(name.value)) return;
      for (const { value } of args) if (value.kind === Kind.VARIABLE) found.add(value.name.value);
    },
  });
  return [...found];
}
