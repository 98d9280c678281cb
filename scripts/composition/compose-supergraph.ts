import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { EXCHANGE, exchangeTypeDefs } from '@lienthong/gateway/exchange/schema';
import { abolishedPapersFile, closedDatabasesFile } from '@lienthong/shared/policy/reading/shapes';
import { openRuleFile } from '@lienthong/shared/rule-files';
import { loadSubgraph } from '@lienthong/shared/load-subgraphs';
import { readSupergraphList } from '@lienthong/shared/supergraph-list';
import { houseFaults, type CompositionLaw } from './house-rules/house-rules.ts';
import { placesOf, type Fault, type NamedSchema } from './house-rules/schema-parts.ts';

export interface ListedSchema extends NamedSchema {
  readonly url: string;
}

export type Composition =
  { readonly supergraph: string; readonly faults?: undefined } | { readonly faults: readonly Fault[] };

/** Schemas that stand in the kernel belong to everybody: the catalogue's value types are written there once. */
const isShared = (file: string): boolean => file.startsWith('shared/src/catalogue/');

/** Composes the schemas into one supergraph, or says everything that stands against it. */
export function composeSupergraph(
  schemas: readonly ListedSchema[],
  law: Partial<CompositionLaw> = {},
): Composition {
  const own = houseFaults(schemas, isShared, { closed: [], papers: [], ...law });
  const { errors, hints, supergraphSdl } = composeServices(
    schemas.map(({ name, url, typeDefs }) => ({ name, url, typeDefs })),
  );
  const faults = [
    ...own,
    ...(errors ?? []).map((error) => ({
      code: (error.extensions['code'] as string | undefined) ?? 'COMPOSITION',
      message: error.message,
      places: (error.nodes ?? []).flatMap(placesOf),
    })),
    // Composition takes what most subgraphs say: two who refer to a key could open it over its owner's head.
    ...(hints ?? [])
      .filter(({ message }) => /^Non-repeatable directive @(?:dataset|classified) /.test(message))
      .map(({ message }) => ({ code: 'CLASSIFIED_DIFFERENTLY', message, places: [] })),
  ];
  return faults.length > 0 || !supergraphSdl
    ? { faults }
    : { supergraph: `${HEADER}${supergraphSdl.trimEnd()}\n` };
}

const HEADER = '# Composed from supergraph.yaml by `npm run compose`; do not edit.\n';

/** Reads what the law says of the graph as a whole. */
export const openCompositionLaw = (folder: string): CompositionLaw => ({
  ...openRuleFile(join(folder, 'closed-databases.yaml'), closedDatabasesFile),
  ...openRuleFile(join(folder, 'abolished-papers.yaml'), abolishedPapersFile),
});

/** What only the gateway knows: it answers for itself, so no list leads to it. */
const exchange: ListedSchema = { ...EXCHANGE, typeDefs: exchangeTypeDefs };

/** The schemas of every listed subgraph, and the gateway's own. */
export async function listedSchemas(listFile: string): Promise<ListedSchema[]> {
  const listed = await Promise.all(
    readSupergraphList(listFile).map(async (entry) => ({
      name: entry.name,
      url: entry.routingUrl,
      typeDefs: (await loadSubgraph(listFile, entry)).typeDefs,
    })),
  );
  return [...listed, exchange];
}
