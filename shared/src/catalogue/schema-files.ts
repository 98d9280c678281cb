import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Source, type DocumentNode } from 'graphql';
import { parseDocument } from '../graphql/parse-document.ts';

/** Reads a schema file; errors about it name the file. */
export const readSchema = (url: URL): DocumentNode =>
  parseDocument(new Source(readFileSync(url, 'utf8'), placeOf(url)));

/** The path from the folder the process was started in: what an error message should show. */
const placeOf = (url: URL): string => fileURLToPath(url).replace(`${process.cwd()}/`, '');

/** The directives by which every field of the graph is classified. */
export const classification = readSchema(new URL('./classification.graphql', import.meta.url));
