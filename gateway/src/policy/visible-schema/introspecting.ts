import { Kind, visit, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { Bytes } from '@lienthong/shared/bytes';
import { executeOperation } from '@lienthong/shared/graphql/execute-operation';
import { onceFor, operationsIn, type Operation } from '@lienthong/shared/graphql/operation';
import type { ExchangeContext } from '../../exchange-context.ts';
import { jsonOf, type Execute } from '../../execution/engine.ts';
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
    const { data: told, errors } = await executeOperation({
      schema: visibleTo(exchange),
      document: introspection,
      variableValues: variables,
    });
    if (!data) return { ...(told !== undefined && { json: jsonOf(told) }), ...(errors && { errors }) };
    const answer = await inner(data, variables, exchange);
    return told ? { ...answer, json: answer.json && joined(jsonOf(told)!, answer.json) } : answer;
  };
}

/** One object of two that share no field. */
function joined(one: Bytes, other: Bytes): Bytes {
  if (one === '{}' || other === '{}') return one === '{}' ? other : one;
  return `${one.slice(0, -1)},${other.slice(1)}`;
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
