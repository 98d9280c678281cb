import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defineSubgraph } from '@lienthong/shared';
import type { ListedSchema } from '../../scripts/composition/compose-supergraph.ts';

const CLASSIFIED = '@dataset(sharing: OPEN, personal: NONE, secrecy: NONE)';

/** The least an agency writes itself. */
export const ownType = (type: string): string =>
  `"Cơ quan: an agency for tests."\ntype ${type} implements Agency @key(fields: "id") ${CLASSIFIED}\n`;

/** An agency's subgraph, its schema written into a file of its own under `folder` as an agency would. */
export function writtenSchema(folder: string, name: string, type: string, more = ''): ListedSchema {
  const file = join(folder, name, 'schema.graphql');
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(file, ownType(type) + more);
  const { typeDefs } = defineSubgraph({ name, agency: type, schema: pathToFileURL(file) });
  return { name, url: `http://127.0.0.1/${name}`, typeDefs };
}
