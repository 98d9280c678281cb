import { describe, expect, it } from '@jest/globals';
import { createFederation } from './support/federation.ts';
import { openOurs } from './support/open-ours.ts';
import { readWorld } from './support/world.ts';

/** Of two things, whoever knows the types of things has never heard of the second. */
const federation = createFederation(
  new Map([
    [
      'things',
      `type Query { things: [Thing!]! }
       interface Thing @key(fields: "id") { id: ID! }
       type Book implements Thing @key(fields: "id") { id: ID!  title: String }
       type Disc implements Thing @key(fields: "id") { id: ID!  minutes: Int }`,
    ],
    [
      'ratings',
      `type Query { rated: [Thing]! }
       type Thing @key(fields: "id") @interfaceObject { id: ID!  stars: Int }`,
    ],
  ]),
  readWorld(`
    Query: { things: [$kieu], rated: [$kieu, $song] }
    kieu: { __typename: Book, id: b1, title: Kiều, stars: 5 }
    song: { __typename: Disc, id: d1, minutes: 7, stars: 4, absentFrom: [things] }
  `),
);

describe.each([false, true])('Of an object whose type nobody tells (in parts: %s)', (inParts) => {
  const gateway = openOurs(federation.supergraphSdl, federation.subgraphs, inParts);

  it('is answered what does not depend on its type', async () => {
    expect(await gateway.ask({ query: '{ rated { id ... @defer { stars } } }' })).toEqual({
      data: {
        rated: [
          { id: 'b1', stars: 5 },
          { id: 'd1', stars: 4 },
        ],
      },
    });
  });

  it.each(['stars __typename', 'stars ... on Book { title }', 'stars ... on Book { id }'])(
    'nothing is answered where it does: %s',
    async (asked) => {
      const { data, errors } = await gateway.ask({ query: `{ rated { ${asked} } }` });
      expect(data).toMatchObject({ rated: [{ stars: 5 }, null] });
      expect(errors).toMatchObject([{ path: ['rated', 1] }]);
    },
  );
});

it('A part that may be about an object of an unknown type is told to be missing', async () => {
  const gateway = openOurs(federation.supergraphSdl, federation.subgraphs, true);
  for (const part of ['... on Book @defer { title }', '... @defer { ... on Book { title } }']) {
    const { data, errors } = await gateway.ask({ query: `{ rated { id ${part} } }` });
    expect(data).toEqual({ rated: [{ id: 'b1', title: 'Kiều' }, { id: 'd1' }] });
    expect(errors).toMatchObject([{ path: ['rated', 1] }]);
  }
});
