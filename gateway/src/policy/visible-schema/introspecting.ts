import { Kind, visit, type DocumentNode, type GraphQLSchema } from 'graphql';
import { asBytes, type Bytes } from '@lienthong/shared/bytes';
import { executeOperation } from '@lienthong/shared/graphql/execute-operation';
import { onceFor, operationsIn, type Operation } from '@lienthong/shared/graphql/operation';
import type { ExchangeContext } from '../../exchange-context.ts';
import { jsonOf, type EngineAnswer, type Execute } from '../../execution/engine.ts';
import { setOwn, type Data } from '../../execution/own.ts';
import { coerceVariables } from '../../execution/planning/coerce-variables.ts';
import { variablesOf } from '../../execution/planning/operation.ts';
import { readAskedFields } from '../taking-out/asked-fields.ts';
import type { Variables } from '../taking-out/conditions.ts';
import { readQuestion } from '../taking-out/question.ts';
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
    // A variable that does not fit ends the whole operation, whichever half it is for.
    const { errors: faults } = coerceVariables(apiSchema, variablesOf(operation), variables);
    if (faults) return { errors: faults };
    const { data: told, errors } = await executeOperation({
      schema: visibleTo(exchange),
      document: introspection,
      variableValues: variables,
    });
    // Nothing stands beside a half that is null, or was not begun.
    if (!data || !told)
      return { ...(told !== undefined && { json: jsonOf(told) }), ...(errors && { errors }) };
    const answer = withErrors(await inner(data, variables, exchange), errors);
    if (!answer.json) return answer;
    const names = namesAsked(operation, apiSchema, variables);
    return { ...answer, json: joined(names, jsonOf(told)!, asBytes(answer.json)) };
  };
}

const withErrors = (answer: EngineAnswer, errors: EngineAnswer['errors']): EngineAnswer =>
  errors ? { ...answer, errors: [...(answer.errors ?? []), ...errors] } : answer;

/** One object of two that share no field, in the order asked (GraphQL specification, section 6.3.2). */
function joined(names: Iterable<string>, ...parts: readonly Bytes[]): Bytes {
  const told = parts.map((part) => JSON.parse(part) as Data);
  const result: Data = {};
  for (const name of names)
    for (const part of told) if (Object.hasOwn(part, name)) setOwn(result, name, part[name]);
  return JSON.stringify(result);
}

function namesAsked(
  { document, name }: Operation,
  schema: GraphQLSchema,
  variables: Variables,
): Iterable<string> {
  const question = readQuestion(document, name, schema, new Set());
  const { partsOf, fieldsOf } = readAskedFields(question, variables);
  return fieldsOf(partsOf(question.operation.selectionSet), question.root).keys();
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
