import { expect, it } from '@jest/globals';
import { createFederation } from './support/federation.ts';
import { openOurs } from './support/open-ours.ts';
import { readWorld } from './support/world.ts';

/** A tax is computed from a name and an address, which cannot be told. */
const { supergraphSdl, subgraphs } = createFederation(
  new Map([
    [
      'people',
      `type Query { person: Person }
       type Person @key(fields: "id") { id: ID!  name: String  home(kind: String): String  born: Int }`,
    ],
    [
      'taxes',
      `type Person @key(fields: "id") {
         id: ID!  name: String @external  home(kind: String): String @external
         tax(year: Int): String @requires(fields: "name")
         fee: String @requires(fields: "home(kind: \\"main\\")")
       }`,
    ],
  ]),
  readWorld(`
    Query: { person: $an }
    an: { __typename: Person, id: p1, name: { error: Hỏng. }, home: { error: Hỏng. }, born: 1990 }
  `),
);

it.each([
  ['tax', [['person']]],
  ['name tax', [['person', 'name']]],
  ['name: born tax', [['person']]],
  ['called: name tax', [['person', 'called'], ['person']]],
  ['fee', [['person']]],
  ['home: born fee', [['person']]],
  ['home fee', [['person', 'home'], ['person']]],
])(
  'What goes wrong with a field is told under its name only where it was asked for: %s',
  async (asked, paths) => {
    for (const inParts of [false, true]) {
      const gateway = openOurs(supergraphSdl, subgraphs, inParts);
      const { errors = [] } = await gateway.ask({ query: `{ person { ${asked} } }` });
      expect(errors.map(({ path }) => path)).toEqual(expect.arrayContaining(paths));
      expect(errors).toHaveLength(paths.length);
    }
  },
);
