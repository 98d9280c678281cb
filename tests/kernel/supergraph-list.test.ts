import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readSupergraphList } from '@lienthong/shared/supergraph-list';
import { temporaryFolder } from '../support/folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

function read(text: string) {
  const file = join(folder.path, 'list.yaml');
  writeFileSync(file, text);
  return readSupergraphList(file);
}

const entry = (name: string, port = 1): string => `
  ${name}:
    routing_url: http://127.0.0.1:${port}/graphql
    schema:
      file: ./subgraphs/${name}/schema.graphql`;

describe('The list of subgraphs', () => {
  it('keeps its order, which is the order of the ports', () => {
    expect(
      read(`federation_version: =2.14.4\nsubgraphs:${entry('zulu', 1)}${entry('alpha-bravo', 2)}`),
    ).toEqual([
      {
        name: 'zulu',
        position: 0,
        routingUrl: 'http://127.0.0.1:1/graphql',
        schemaFile: './subgraphs/zulu/schema.graphql',
      },
      {
        name: 'alpha-bravo',
        position: 1,
        routingUrl: 'http://127.0.0.1:2/graphql',
        schemaFile: './subgraphs/alpha-bravo/schema.graphql',
      },
    ]);
  });

  it.each([
    ['no mapping', '- moj', 'the file'],
    ['nothing', '', 'the file'],
    ['no subgraphs', 'federation_version: =2.14.4', 'subgraphs'],
    ['a name that is no folder', `federation_version: =2.14.4\nsubgraphs:${entry('../moj')}`, 'subgraphs.'],
    ['a name in capitals', `federation_version: =2.14.4\nsubgraphs:${entry('MOJ')}`, 'subgraphs.MOJ'],
    [
      'a URL that is none',
      `federation_version: =2.14.4\nsubgraphs:${entry('moj').replace('http://', '')}`,
      'subgraphs.moj.routing_url',
    ],
    [
      'no schema',
      'federation_version: =2.14.4\nsubgraphs:\n  moj:\n    routing_url: http://x/graphql',
      'subgraphs.moj.schema',
    ],
    ['an entry twice', `federation_version: =2.14.4\nsubgraphs:${entry('moj')}${entry('moj')}`, 'unique'],
    ['broken YAML', 'subgraphs: [', 'list.yaml'],
  ])('refuses %s, naming the file and the place', (_, text, place) => {
    const start = () => read(text);
    expect(start).toThrow(
      expect.objectContaining({ code: 'BAD_SUPERGRAPH_LIST', message: expect.stringContaining('list.yaml') }),
    );
    expect(start).toThrow(place);
  });

  it('that is not there is named', () => {
    expect(() => readSupergraphList(join(folder.path, 'none.yaml'))).toThrow(/none\.yaml cannot be read/);
  });
});
