import { Kind, visit, type DocumentNode, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
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
  readonly data: DocumentNode | null;
  /** The fields it asks for. */
  readonly asked: readonly Coordinate[];
  /** Those, and what a plan may fetch beside them. */
  readonly judged: readonly Coordinate[];
  readonly needed: NeededFields;
}

export interface Asked {
  readonly document: DocumentNode;
  readonly queryHash: string;
  readonly operationName: string | undefined;
}

/** Looks at an operation once: operations come again and again. */
export function createKnownOperations(
  apiSchema: GraphQLSchema,
  schema: GraphQLSchema,
  joins: Joins,
  max = 2_000,
) {
  const known = new LRUCache<string, KnownOperation>({ max });
  return ({ document, queryHash, operationName }: Asked): KnownOperation => {
    const id = operationName === undefined ? queryHash : `${queryHash} ${operationName}`;
    const kept = known.get(id);
    if (kept) return kept;
    const parts = asksForSchema(document)
      ? splitIntrospection(document, operationName, apiSchema)
      : { introspection: null, data: document };
    const asked = parts.data ? coordinatesOf(parts.data, schema, operationName) : [];
    const needed: NeededFields = parts.data
      ? neededFields(parts.data, operationName, schema, joins)
      : new Map();
    const operation = { id, ...parts, asked, judged: [...new Set([...asked, ...needed.keys()])], needed };
    known.set(id, operation);
    return operation;
  };
}

export type KnownOperations = ReturnType<typeof createKnownOperations>;

function asksForSchema(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    [Kind.FIELD]: ({ name }) => {
      found ||= name.value === '__schema' || name.value === '__type';
    },
  });
  return found;
}
