import type { GraphQLSchema } from 'graphql';
import { onceFor, type Operation } from '@lienthong/shared/graphql/operation';
import { coordinatesOf } from '@lienthong/shared/policy/operation-fields';
import type { Coordinate } from '@lienthong/shared/policy/types';
import type { Joins } from './joins.ts';
import { neededFields, type NeededFields } from './needed-fields.ts';

/** One operation of a document, as it is decided on. */
export interface KnownOperation {
  /** The same text and name, the same fields. */
  readonly id: string;
  readonly operation: Operation;
  /** The fields it asks for. */
  readonly asked: readonly Coordinate[];
  /** Those, and what a plan may fetch beside them. */
  readonly judged: readonly Coordinate[];
  readonly needed: NeededFields;
}

export type KnowOperation = (operation: Operation) => KnownOperation;

/** Looks at an operation once: operations come again and again. */
export const knowOperations = (schema: GraphQLSchema, joins: Joins): KnowOperation =>
  onceFor((operation) => {
    const { document, name, hash } = operation;
    const asked = coordinatesOf(document, schema, name);
    const needed = neededFields(document, name, schema, joins);
    return {
      id: name === undefined ? hash : `${hash} ${name}`,
      operation,
      asked,
      judged: [...new Set([...asked, ...needed.keys()])],
      needed,
    };
  });
