import { GraphQLError } from 'graphql';
import { parse } from 'yaml';

/** A record of the world: what an object of the graph is made of. */
export interface Thing {
  readonly __typename?: string;
  /** The subgraphs that have never heard of it. */
  readonly absentFrom?: readonly string[];
  readonly [field: string]: unknown;
}

/** The data every subgraph, and the monolith, answers from. */
export interface World {
  /** By label; the roots under the names of their types. */
  readonly things: ReadonlyMap<string, Thing>;
  /** The mutations that happened, in order. */
  readonly journal: string[];
}

/** Reads a world: a text `$label` stands for the record of that label, `{ error: … }` for a field that fails. */
export const readWorld = (yaml: string): World => createWorld(parse(yaml) as Record<string, Thing>);

/** Makes a world of records that name each other by label. */
export function createWorld(records: Readonly<Record<string, Thing>>): World {
  const things = new Map<string, Record<string, unknown>>(Object.keys(records).map((label) => [label, {}]));
  const linked = (value: unknown): unknown => {
    if (typeof value === 'string' && value.startsWith('$'))
      return things.get(value.slice(1)) ?? unknown(value);
    if (Array.isArray(value)) return value.map(linked);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    if (entries.length === 1 && entries[0]![0] === 'error') return new GraphQLError(String(entries[0]![1]));
    return Object.fromEntries(entries.map(([field, each]) => [field, linked(each)]));
  };
  for (const [label, record] of Object.entries(records))
    Object.assign(things.get(label)!, { __typename: label }, linked(record));
  return { things, journal: [] };
}

function unknown(reference: string): never {
  throw new TypeError(`No record is labelled ${reference}.`);
}
