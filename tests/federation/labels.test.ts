import { expect, it } from '@jest/globals';
import { createFederation } from './support/federation.ts';
import { openOurs } from './support/open-ours.ts';
import { readWorld } from './support/world.ts';

const federation = createFederation(
  new Map([
    ['old', 'type Query { people: [Person!]! }  type Person @key(fields: "id") { id: ID!  mail: String }'],
    [
      'new',
      'type Person @key(fields: "id") { id: ID!  mail: String @override(from: "old", label: "percent(50)") }',
    ],
  ]),
  readWorld('{ Query: { people: [$an] }, an: { __typename: Person, id: p1, mail: an@example.vn } }'),
);

it.each([false, true])(
  'Each request draws who is asked for a field that moves (in parts: %s)',
  async (inParts) => {
    const draws = [0.6, 0.4, 0.6, 0.4];
    const gateway = openOurs(federation.supergraphSdl, federation.subgraphs, inParts, () => draws.shift()!);
    const asked: string[][] = [];
    for (let request = 0; request < 4; request += 1) {
      const { data } = await gateway.ask({ query: '{ people { id ... @defer { mail } } }' });
      expect(data).toEqual({ people: [{ id: 'p1', mail: 'an@example.vn' }] });
      asked.push([...new Set(gateway.calls().map(({ subgraph }) => subgraph))]);
    }
    expect(asked).toEqual([['old'], ['old', 'new'], ['old'], ['old', 'new']]);
  },
);
