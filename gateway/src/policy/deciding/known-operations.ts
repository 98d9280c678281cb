import { Kind, visit, type DocumentNode, type GraphQLSchema } from 'graphql';
import { onceFor, operationsIn, type Operation } from '@lienthong/shared/graphql/operation';
import { coordinatesOf } from '@lienthong/shared/policy/operation-fields';
import type { Coordinate } from '@lienthong/shared/policy/types';
import { splitIntrospection } from '../visible-schema/introspection.ts';
import type { Joins } from './joins.ts';
import { neededFields, type NeededFields } from './needed-fields.ts';

/** One operation of a document, as it is decided on. */
export interface KnownOperation {
  /** The same text and name, the same operation. */
  readonly id: string;
  /** The part that asks about the graph itself; null where none does. */
  readonly introspection: DocumentNode | null;
  /** The part that asks for data; null where none does. */
  readonly data: Operation | null;
  /** The fields it asks for. */
  readonly asked: readonly Coordinate[];
  /** Those, and what a plan may fetch beside them. */
  readonly judged: readonly Coordinate[];
  readonly needed: NeededFields;
}

export type KnowOperation = (operation: Operation) => KnownOperation;

/** Looks at an operation once: operations come again and again. */
export const knowOperations = (
  apiSchema: GraphQLSchema,
  schema: GraphQLSchema,
  joins: Joins,
): KnowOperation =>
  onceFor((operation) => {
    const { name, hash } = operation;
    const { introspection, data } = partsOf(operation, apiSchema);
    const asked = data ? coordinatesOf(data.document, schema, name) : [];
    const needed: NeededFields = data ? neededFields(data.document, name, schema, joins) : new Map();
    return {
      id: name === undefined ? hash : `${hash} ${name}`,
      introspection,
      data,
      asked,
      judged: [...new Set([...asked, ...needed.keys()])],
      needed,
    };
  });

function partsOf(
  operation: Operation,
  apiSchema: GraphQLSchema,
): Pick<KnownOperation, 'introspection' | 'data'> {
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
