import type { GraphQLSchema } from 'graphql';
import type { Operation } from '../graphql/operation.ts';
import { coordinatesOf } from '../policy/operation-fields.ts';
import type { Classes, Coordinate } from '../policy/types.ts';

/** What a query asks of this owner, by its own classification. */
export interface AskedFields {
  /** The same text and name, the same fields. */
  readonly id: string;
  /** The fields that are not open to everybody, sorted. */
  readonly closed: readonly Coordinate[];
  /** The types of which open fields are asked too: their rows are bounded field by field alone. */
  readonly openTypes: ReadonlySet<string>;
}

/** How Apollo Federation asks for entities: what is asked of them is judged, not that they are asked for. */
const ENTITIES = 'Query._entities';

export function askedFieldsOf(
  { document, name, hash }: Operation,
  schema: GraphQLSchema,
  classes: Classes,
): AskedFields {
  const coordinates = coordinatesOf(document, schema, name).filter((each) => each !== ENTITIES);
  const open = coordinates.filter((coordinate) => isOpen(classes, coordinate));
  return {
    id: name === undefined ? hash : `${hash} ${name}`,
    closed: coordinates.filter((coordinate) => !isOpen(classes, coordinate)),
    openTypes: new Set(open.map((coordinate) => coordinate.slice(0, coordinate.indexOf('.')))),
  };
}

/** What anybody may read (Data Law 60/2024 Art 13). A field that is not classified is not open. */
export function isOpen(classes: Classes, coordinate: Coordinate): boolean {
  const field = classes.get(coordinate);
  return field !== undefined && field.sharing === 'OPEN' && field.secrecy === 'NONE';
}
