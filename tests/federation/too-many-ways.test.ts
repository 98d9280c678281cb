import { describe, expect, it } from '@jest/globals';
import { createFederation } from './support/federation.ts';
import { openOurs } from './support/open-ours.ts';
import { readWorld } from './support/world.ts';

const TYPES = ['Book', 'Disc', 'Film', 'Song'];
const things = (field: string): string =>
  TYPES.map((type) => `type ${type} implements Thing @key(fields: "id") { id: ID!  ${field}: String }`).join(
    '\n',
  );

/** Two know the types of things, and one that leads from thing to thing does not: each step may be taken by either, type by type. */
const { supergraphSdl, subgraphs } = createFederation(
  new Map([
    [
      'things',
      `type Query { things: [Thing!]! }  interface Thing @key(fields: "id") { id: ID! }  ${things('note')}`,
    ],
    ['shelves', `interface Thing @key(fields: "id") { id: ID! }  ${things('place')}`],
    ['likes', 'type Thing @key(fields: "id") @interfaceObject { id: ID!  alike: Thing }'],
  ]),
  readWorld(`
    Query: { things: [$kieu] }
    kieu: { __typename: Book, id: b1, note: N, place: P, alike: $kieu }
  `),
);

const steps = (count: number): string =>
  `{ things ${'{ alike '.repeat(count)} { __typename } ${'}'.repeat(count)} }`;

describe.each([false, true])('Where a planner has too many ways to compare (in parts: %s)', (inParts) => {
  const gateway = openOurs(supergraphSdl, subgraphs, inParts);

  it('the gateway answers what it has few enough for', async () => {
    const { data } = await gateway.ask({ query: steps(1) });
    expect(data).toEqual({ things: [{ alike: { __typename: 'Book' } }] });
  });

  it.each([2, 5, 9])('it refuses, and asks nobody: %s steps', async (count) => {
    gateway.calls();
    await expect(gateway.ask({ query: steps(count) })).rejects.toMatchObject({ code: 'LIMIT_PLANNING' });
    expect(gateway.calls()).toEqual([]);
  });
});
