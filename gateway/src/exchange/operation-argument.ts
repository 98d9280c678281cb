import { GraphQLError, parse, validate, type DocumentNode } from 'graphql';
import { coordinatesOf } from '@lienthong/shared/policy/operation-fields';
import type { Coordinate } from '@lienthong/shared/policy/types';
import { InvalidOperation } from './errors.ts';
import type { ExchangeServices } from './services.ts';

/** As long as an operation may be that is asked in earnest, by default. */
const MAX_TOKENS = 3_000;
/** What graphql-js adds about an unknown name, even where it is told to hide suggestions: it names fields. */
const SUGGESTION = / ?Did you mean .*$/s;

type Graph = Pick<ExchangeServices, 'schema' | 'neededFields'>;

/**
 * The fields that an operation given as text is judged by: those it asks for, and those it is fetched by. What is
 * wrong with it is told, but no name that it does not hold itself.
 */
export function fieldsOfOperation(text: string, graph: Graph): Coordinate[] {
  const document = parseOperation(text);
  const schema = graph.schema();
  const [fault] = validate(schema, document, undefined, { maxErrors: 1, hideSuggestions: true });
  if (fault) throw new InvalidOperation(fault.message.replace(SUGGESTION, ''));
  return [...new Set([...coordinatesOf(document, schema), ...graph.neededFields(document)])].sort();
}

function parseOperation(text: string): DocumentNode {
  try {
    return parse(text, { noLocation: true, maxTokens: MAX_TOKENS });
  } catch (error) {
    if (error instanceof GraphQLError) throw new InvalidOperation(error.message);
    throw error;
  }
}
