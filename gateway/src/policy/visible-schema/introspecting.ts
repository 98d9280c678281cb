import { Kind, visit, type DocumentNode, type GraphQLSchema } from 'graphql';
import { executeOperation } from '@lienthong/shared/graphql/execute-operation';
import { onceFor, operationsIn, type Operation } from '@lienthong/shared/graphql/operation';
import type { ExchangeContext } from '../../exchange-context.ts';
import type { EngineAnswer, Execute } from '../../execution/engine.ts';
import { splitIntrospection } from './introspection.ts';

interface Parts {
  readonly introspection: DocumentNode | null;
  readonly data: Operation | null;
}

/** Answers what is asked about the graph from what the caller may know of it, and has the rest executed. */
export function introspecting(
  inner: Execute,
  apiSchema: GraphQLSchema,
  visibleTo: (exchange: ExchangeContext) => GraphQLSchema,
): Execute {
  const partsOf = onceFor((operation: Operation) => takeApart(operation, apiSchema));
  return async (operation, variables, exchange) => {
    const { introspection, data } = partsOf(operation);
    if (!introspection) return inner(data!, variables, exchange);
    const told = (await executeOperation({
      schema: visibleTo(exchange),
      document: introspection,
      variableValues: variables,
    })) as EngineAnswer;
    if (!data) return told;
    const answer = await inner(data, variables, exchange);
    return told.data ? { ...answer, data: answer.data && { ...told.data, ...answer.data } } : answer;
  };
}

function takeApart(operation: Operation, apiSchema: GraphQLSchema): Parts {
  const { document, name, hash } = operation;
  if (!asksForSchema(document)) return { introspection: null, data: operation };
  const { introspection, data } = splitIntrospection(document, name, apiSchema);
  return { introspection, data: data && operationsIn(data, hash)[0]! };
}

function asksForSchema(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    [Kind.FIELD]: ({ name }) => {
      found ||= name.value === '__schema' || name.value === '__type';
    },
  });
  return found;
}
