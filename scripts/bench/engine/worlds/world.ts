/** What a subgraph gives when it is asked for an entity by its key and by the fields it requires. */
export type Reference = (representation: Readonly<Record<string, unknown>>) => unknown;

/** One subgraph: its schema without the federation header, and how its entities are found. */
export interface Service {
  readonly name: string;
  readonly typeDefs: string;
  readonly references?: Readonly<Record<string, Reference>>;
}

/**
 * Some subgraphs and everything they know. `root` is read by the default resolvers of graphql-js, by every subgraph and by
 * the monolith alike, so that an answer has one truth to be held against.
 */
export interface World {
  readonly name: string;
  readonly services: readonly Service[];
  readonly root: Readonly<Record<string, unknown>>;
  /** The personal identifiers that stand in it. */
  readonly people?: readonly string[];
}
