import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { composeServices } from '@apollo/composition';
import { parse, type DocumentNode } from 'graphql';
import { readSupergraphList } from '@lienthong/shared/supergraph-list';
import { temporaryFolder, type TemporaryFolder } from '../support/folder.ts';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const FIXTURES = path('./fixtures/subgraphs');
const LAW = path('../../law');

const header = readFileSync(path('../../shared/src/catalogue/classification.graphql'), 'utf8');

/** The schemas of the three agencies with records, and of all the others, who have nothing but a name. */
export function fixtureSchemas(): { name: string; typeDefs: DocumentNode; url: string }[] {
  const withRecords = readdirSync(FIXTURES);
  return readSupergraphList(path('../../supergraph.yaml')).map(({ name, routingUrl: url }) => ({
    name,
    url,
    typeDefs: parse(
      `${header}\n${
        withRecords.includes(name)
          ? readFileSync(join(FIXTURES, name, 'schema.graphql'), 'utf8')
          : `type Query { ${name.replaceAll('-', '_')}: ID @classified(sharing: OPEN, personal: NONE, secrecy: NONE) }`
      }`,
    ),
  }));
}

export function fixtureSupergraph(): string {
  const { supergraphSdl, errors } = composeServices(fixtureSchemas());
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

/** A checkout in a folder of its own: the law as it stands, three agencies' rules and schemas, the composed graph. */
export function fixtureState(supergraph = fixtureSupergraph()): TemporaryFolder {
  const folder = temporaryFolder();
  cpSync(LAW, join(folder.path, 'law'), { recursive: true });
  cpSync(FIXTURES, join(folder.path, 'subgraphs'), { recursive: true });
  mkdirSync(join(folder.path, 'gateway'));
  writeFileSync(join(folder.path, 'gateway/supergraph.graphql'), supergraph);
  return folder;
}
