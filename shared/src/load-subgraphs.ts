import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Subgraph } from './define-subgraph.ts';
import type { ListedSubgraph } from './supergraph-list.ts';

/** Loads a listed subgraph: `index.ts` in the folder its schema stands in, seen from the list's own folder. */
export async function loadSubgraph(listFile: string, { schemaFile }: ListedSubgraph): Promise<Subgraph> {
  const folder = dirname(resolve(dirname(listFile), schemaFile));
  const module = (await import(pathToFileURL(resolve(folder, 'index.ts')).href)) as { default: Subgraph };
  return module.default;
}
