import { readFileSync } from 'node:fs';
import { parse, type DocumentNode, type GraphQLError } from 'graphql';
import { StartError } from '@lienthong/shared/errors';

/** A file holds no operation that can be used: says which, where and why. */
export class BadOperation extends StartError {
  constructor(file: string, { message, locations }: Pick<GraphQLError, 'message' | 'locations'>) {
    const at = locations?.[0] ? `:${locations[0].line}:${locations[0].column}` : '';
    super('BAD_OPERATION', `${file}${at}: ${message}`);
  }
}

/** The GraphQL of a file, and its text. Throws {@link BadOperation}. */
export function readOperation(file: string): { readonly text: string; readonly document: DocumentNode } {
  try {
    const text = readFileSync(file, 'utf8');
    return { text, document: parse(text) };
  } catch (error) {
    throw new BadOperation(file, error as GraphQLError);
  }
}
