import type { DocumentNode, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { coordinatesOf } from '../policy/operation-fields.ts';
import type { Classes, Coordinate } from '../policy/types.ts';

/** What a query asks of this owner, by its own classification. */
export interface AskedFields {
  /** Its hash: the same text, the same fields. */
  readonly id: string;
  /** The fields that are not open to everybody, sorted. */
  readonly closed: readonly Coordinate[];
  /** The types of which open fields are asked too: their rows are bounded field by field alone. */
  readonly openTypes: ReadonlySet<string>;
}

/** How Apollo Federation asks for entities: what is asked of them is judged, not that they are asked for. */
const ENTITIES = 'Query._entities';

/** Finds the closed fields of queries; those a gateway sends are few and come again. */
export function createQuestions(schema: GraphQLSchema, classes: Classes, max = 1_000) {
  const known = new LRUCache<string, AskedFields>({ max });
  return (id: string, document: DocumentNode, operationName?: string): AskedFields => {
    const key = operationName === undefined ? id : `${id} ${operationName}`;
    const kept = known.get(key);
    if (kept) return kept;
    const coordinates = coordinatesOf(document, schema, operationName).filter((each) => each !== ENTITIES);
    const asked = {
      id: key,
      closed: coordinates.filter((coordinate) => !isOpen(classes, coordinate)),
      openTypes: new Set(
        coordinates
          .filter((coordinate) => isOpen(classes, coordinate))
          .map((coordinate) => coordinate.slice(0, coordinate.indexOf('.'))),
      ),
    };
    known.set(key, asked);
    return asked;
  };
}

/** What anybody may read (Data Law 60/2024 Art 13). A field that is not classified is not open. */
export function isOpen(classes: Classes, coordinate: Coordinate): boolean {
  const field = classes.get(coordinate);
  return field !== undefined && field.sharing === 'OPEN' && field.secrecy === 'NONE';
}
