import type { World } from './world.ts';

/** Two subgraphs: a register of people, and what each owes. One fetch, with as many entities as are asked for. */

const CROWD = 3_000;

const people = Array.from({ length: CROWD }, (_, index) => ({
  id: `0790${String(index).padStart(8, '0')}`,
  fullName: `Võ Thị Thanh Hương ${index}`,
  taxOffice: `Chi cục Thuế khu vực ${1 + (index % 20)}`,
  owes: (index * 7_919) % 1_000_000,
}));
const byId = new Map(people.map((person) => [person.id, person]));

export const crowd: World = {
  name: 'crowd',
  services: [
    {
      name: 'register',
      typeDefs: `
        type Query { people(first: Int!): [Person!]! }
        type Person @key(fields: "id") { id: ID! fullName: String! }
      `,
    },
    {
      name: 'tax',
      typeDefs: 'type Person @key(fields: "id") { id: ID! taxOffice: String! owes: Int! }',
      references: { Person: ({ id }) => byId.get(id as string) },
    },
  ],
  root: { people: ({ first }: { first: number }) => people.slice(0, first) },
};

export const askPeople = (count: number): string =>
  `query People { people(first: ${count}) { id fullName taxOffice owes } }`;
