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

/** The new owner computes the field, and from the same another one, asked with other arguments: it cannot be asked for both at once. */
const computed = createFederation(
  new Map([
    [
      'old',
      `type Query { people: [Person!]! }
       type Person @key(fields: "id") { id: ID!  area(n: Int): Int  tax: String }`,
    ],
    [
      'new',
      `type Person @key(fields: "id") {
         id: ID!
         area(n: Int): Int @external
         rent: String @requires(fields: "area(n: 2)")
         tax: String @requires(fields: "area(n: 1)") @override(from: "old", label: "percent(50)")
       }`,
    ],
  ]),
  readWorld(`
    Query: { people: [$an] }
    an: { __typename: Person, id: p1, area: 30, tax: 'tax {"of":{"area":2146}}' }
  `),
);

it.each([
  ['{ people { tax } }', ['old'], ['old', 'new']],
  ['{ people { rent } }', ['old', 'new'], ['old', 'new']],
  ['{ people { tax rent } }', ['old', 'new'], ['old', 'new']],
])('So it does of a field that its new owner computes: %s', async (query, before, after) => {
  const draws = [0.6, 0.4];
  const gateway = openOurs(computed.supergraphSdl, computed.subgraphs, false, () => draws.shift()!);
  const expected = JSON.parse(JSON.stringify(await computed.expected({ query }))) as unknown;
  for (const subgraphs of [before, after]) {
    expect(await gateway.ask({ query })).toEqual(expected);
    expect(gateway.calls().map(({ subgraph }) => subgraph)).toEqual(subgraphs);
  }
});
