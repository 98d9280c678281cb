import { GraphQLError, Kind, parse, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { refuseManyRepeats } from '@lienthong/shared/graphql/document-limits';
import { coordinatesOf } from '@lienthong/shared/policy/operation-fields';
import type { Coordinate, Text } from '@lienthong/shared/policy/types';
import { exceeded } from '../limits/limit-exceeded.ts';
import { measureOperation } from '../limits/operation-size.ts';
import { InvalidOperation } from './errors.ts';
import type { ExchangeServices, ExplainedLimits } from './services.ts';

/** As far as an operation may go that is asked in earnest, by default. */
const IN_EARNEST: ExplainedLimits = {
  tokens: 3_000,
  depth: 12,
  aliases: 30,
  rootFields: 20,
  branches: 2_000,
};
/** What graphql-js adds about an unknown name, even where it is told to hide suggestions: it names fields. */
const SUGGESTION = / ?Did you mean .*$/s;

/** What reading an operation comes to: the fields it is judged by, or what is wrong with it. */
type Read = { readonly fields: readonly Coordinate[] } | { readonly fault: Text };

/** An operation is explained again for another agency, purpose or day; these many are remembered, as long as they are not too long. */
const KEPT = {
  max: 1_000,
  maxSize: 1_000_000,
  sizeCalculation: (read: Read, text: string) => text.length + JSON.stringify(read).length,
};

/**
 * The fields that an operation given as text is judged by: those it asks for, and those it is fetched by. What is
 * wrong with it is told, but no name that it does not hold itself. Each text is read once, also one that is wrong.
 */
export function operationReader(
  graph: Pick<ExchangeServices, 'schema' | 'neededFields' | 'explainedLimits'>,
): (text: string) => readonly Coordinate[] {
  const { schema: visible, neededFields, explainedLimits = IN_EARNEST } = graph;
  const known = new LRUCache<string, Read>(KEPT);

  function read(text: string): Read {
    const schema = visible();
    let document: DocumentNode;
    try {
      document = soundDocument(text, schema, explainedLimits);
    } catch (error) {
      if (error instanceof GraphQLError) return { fault: faultOf(error) };
      throw error;
    }
    return { fields: [...new Set([...coordinatesOf(document, schema), ...neededFields(document)])].sort() };
  }

  return (text) => {
    const found = known.get(text) ?? read(text);
    known.set(text, found);
    if ('fault' in found) throw new InvalidOperation(found.fault);
    return found.fields;
  };
}

/** Reads what could be asked: valid, and no further than others go. How much it would fetch is no matter, for nothing is fetched. */
function soundDocument(
  text: string,
  schema: GraphQLSchema,
  { tokens, depth, aliases, rootFields, branches }: ExplainedLimits,
): DocumentNode {
  const document = parse(text, { noLocation: true, maxTokens: tokens });
  refuseManyRepeats(document, tokens);
  const [fault] = validate(schema, document, undefined, { maxErrors: 1, hideSuggestions: true });
  if (fault) throw fault;
  const most = { depth, aliases, rootFields, branches };
  for (const node of document.definitions) {
    if (node.kind !== Kind.OPERATION_DEFINITION) continue;
    const beyond = exceeded(measureOperation(document, node, schema, {}, new Map()), most);
    if (beyond) throw beyond;
  }
  return document;
}

function faultOf({ message, extensions: { messageVi } }: GraphQLError): Text {
  const en = message.replace(SUGGESTION, '');
  return { en, vi: typeof messageVi === 'string' ? messageVi : en };
}
