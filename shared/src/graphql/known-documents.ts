import { createHash } from 'node:crypto';
import {
  NoSchemaIntrospectionCustomRule,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { RequestInvalid } from '../errors.ts';
import { codedError } from './coded-error.ts';
import { refuseManyLines, refuseManyRepeats } from './document-limits.ts';
import { operationsIn, type Operation } from './operation.ts';
import { parseDocument } from './parse-document.ts';

export interface DocumentOptions {
  readonly schema: GraphQLSchema;
  /** False refuses questions about the schema. */
  readonly introspection: boolean;
  /** Beyond so many a document is not read on; any number unless said. By it goes what else a document may be. */
  readonly maxTokens?: number;
  /** Beside those of the specification. */
  readonly rules?: readonly ValidationRule[];
  /** Whether an error may name what stands in the schema beside what was asked for. */
  readonly hideSuggestions?: boolean;
}

/** A document that was read: its operation of a name, or without one the only operation it has. */
export type KnownDocument = (operationName: string | null) => Operation | undefined;

/** Documents are few and come again; these many are remembered, as long as their texts are no longer together: parsed, a text takes a hundred times its room. */
const KEPT = {
  max: 2_000,
  maxSize: 1_000_000,
  sizeCalculation: (_: unknown, text: string) => text.length,
};

/**
 * Parses, validates and hashes each document once; one that is not valid throws {@link RequestInvalid}, and is not
 * remembered: nobody can drive out by rubbish what others ask.
 */
export function rememberDocuments(options: DocumentOptions): (text: string) => KnownDocument {
  const known = new LRUCache<string, KnownDocument>(KEPT);
  const read = documentReader(options);
  return (text) => {
    const kept = known.get(text);
    if (kept) return kept;
    const document = operationsOf(read(text), createHash('sha256').update(text).digest('hex'));
    known.set(text, document);
    return document;
  };
}

function documentReader({ schema, introspection, maxTokens, rules = [], hideSuggestions }: DocumentOptions) {
  const all = [...specifiedRules, ...(introspection ? [] : [NoSchemaIntrospectionCustomRule]), ...rules];
  return (text: string): DocumentNode => {
    if (maxTokens !== undefined) refuseManyLines(text, maxTokens);
    const document = parsed(text, maxTokens);
    if (maxTokens !== undefined) refuseManyRepeats(document, maxTokens);
    const faults = validate(schema, document, all, { hideSuggestions });
    if (faults.length > 0)
      throw new RequestInvalid(faults.map((fault) => codedError(fault, 'GRAPHQL_VALIDATION_FAILED')));
    return document;
  };
}

function parsed(text: string, maxTokens: number | undefined): DocumentNode {
  try {
    return parseDocument(text, { maxTokens });
  } catch (error) {
    throw new RequestInvalid([codedError(error as GraphQLError, 'GRAPHQL_PARSE_FAILED')]);
  }
}

function operationsOf(document: DocumentNode, hash: string): KnownDocument {
  const operations = operationsIn(document, hash);
  const only = operations.length === 1 ? operations[0] : undefined;
  const byName = new Map(operations.map((operation) => [operation.name, operation]));
  return (name) => (name === null ? only : byName.get(name));
}
