import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { Coordinate } from '@lienthong/shared/policy/types';
import { placesOf, type Place } from './places.ts';
import { readQuestion, type Question } from './question.ts';
import { remainingDocument } from './remaining-document.ts';

/** What `fillHoles` needs to put the nulls back. */
export type Holes = Question;

export interface TakenOut {
  /** What is left of the operation; null where nothing is left to ask. */
  readonly document: DocumentNode | null;
  readonly holes: Holes;
  /** Where refused fields were asked for. */
  readonly places: readonly Place[];
}

/**
 * Takes refused fields (`Object.field`) out of one operation of a valid document. With a field goes what cannot be
 * told without it: the parent where no null may stand, and whatever has nothing else left that was asked of it.
 */
export function takeOut(
  document: DocumentNode,
  operationName: string | undefined,
  schema: GraphQLSchema,
  refused: ReadonlySet<Coordinate>,
): TakenOut {
  const question = readQuestion(document, operationName, schema, refused);
  if (refused.size === 0) return { document, holes: question, places: [] };
  return { document: remainingDocument(question), holes: question, places: placesOf(question) };
}
