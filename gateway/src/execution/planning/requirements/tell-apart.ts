import { buildASTSchema, parse, print, type DocumentNode } from 'graphql';
import type { Fetch, Required, Rewrite, RewriteStep } from '../plan.ts';
import { nameRequired } from './name-required.ts';
import { secondSubgraphs } from './second-subgraphs.ts';
import { requirementsOf } from './joined-fields.ts';
import { turnsOf } from './turns.ts';
import { withArguments } from './with-arguments.ts';

export interface ToldApart {
  /** For a planner. */
  readonly supergraphSdl: string;
  /** A fetch of its plans, for the subgraph as it is. */
  readonly asFetched: (fetch: Fetch) => Fetch;
}

/**
 * Prepares a supergraph for a planner that knows required fields by their names alone, and asks a subgraph at once for
 * whatever it can be asked. Where no requirement needs it, the supergraph stays as it is.
 */
export function tellApart(supergraphSdl: string): ToldApart {
  const given = parse(supergraphSdl, { noLocation: true });
  const schema = schemaOf(given);
  let mark = '__lt';
  while (supergraphSdl.toLowerCase().includes(mark)) mark += '_';
  const { supergraph: named, fields } = nameRequired(given, schema, mark);
  const meant = (name: string): string => fields.get(name)?.name.value ?? name;
  const turns = turnsOf(requirementsOf(named), fields.size > 0 ? schemaOf(named) : schema, meant);
  const { supergraph, standsFor } = secondSubgraphs(named, turns, mark);
  if (fields.size === 0 && standsFor.size === 0) return { supergraphSdl, asFetched: (fetch) => fetch };

  return {
    supergraphSdl: print(supergraph),
    asFetched: (fetch) => ({
      ...fetch,
      subgraph: standsFor.get(fetch.subgraph) ?? fetch.subgraph,
      query: withArguments(fetch.query, fields),
      entities: fetch.entities && {
        ...fetch.entities,
        inputRewrites: [...fetch.entities.inputRewrites, ...renamed(fetch.entities.requires, [])],
      },
    }),
  };

  /** A subgraph is told a field by the name it knows; what stands deeper first. */
  function renamed(required: readonly Required[], path: readonly RewriteStep[]): Rewrite[] {
    return required.flatMap((each): Rewrite[] => {
      if (each.kind === 'on') return renamed(each.below, [...path, { type: each.type }]);
      const below = renamed(each.below ?? [], [...path, { field: each.name }]);
      const renameTo = meant(each.name);
      return renameTo === each.name ? below : [...below, { path, key: each.name, change: { renameTo } }];
    });
  }
}

const schemaOf = (supergraph: DocumentNode) => buildASTSchema(supergraph, { assumeValidSDL: true });
