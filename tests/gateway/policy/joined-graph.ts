import { composeServices } from '@apollo/composition';
import { readJoins } from '@lienthong/gateway/policy/deciding/joins';
import { buildASTSchema, parse } from 'graphql';

/** A register of people, one of births and a clinic, joined by every way there is. */

const LINK = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.9"
  import: ["@key", "@shareable", "@external", "@requires", "@override"]
)`;

const SCHEMAS = {
  people: `
    type Query { person(id: ID): Person  people: [Person]  being: Being }
    type Mutation { enter(id: ID): Person }
    interface Being { id: ID }
    type Person implements Being @key(fields: "id") @key(fields: "card") {
      id: ID  card: ID  name: String  born: String  home: Home  street: String
    }
    type Dog implements Being { id: ID  bark: Int }
    type Home @key(fields: "place { code } number") { place: Place  number: Int }
    type Place @shareable { code: ID  name: String }`,
  births: `
    type Query { birth(number: ID): Birth }
    type Person @key(fields: "id") {
      id: ID  birth: Birth  allergy: String @shareable
      born: String @external  age: Int @requires(fields: "born")
      home: Home @external  neighbours: Int @requires(fields: "home { place { name } }")
    }
    type Home @key(fields: "place { code } number") { place: Place  number: Int }
    type Place @shareable { code: ID  name: String }
    type Birth @key(fields: "number") { number: ID  mother: Person  weight: Int  clinic: Clinic }
    type Clinic @key(fields: "id", resolvable: false) { id: ID }`,
  clinic: `
    type Person @key(fields: "card") { card: ID  allergy: String @shareable  street: String @override(from: "people") }
    type Home @key(fields: "place { code } number") { place: Place  number: Int  visits: Int }
    type Place @shareable { code: ID  name: String }
    type Birth @key(fields: "number") { number: ID  score: Int }
    type Clinic @key(fields: "id") { id: ID  beds: Int }`,
};

const { supergraphSdl, errors } = composeServices(
  Object.entries(SCHEMAS).map(([name, schema]) => ({
    name,
    url: `http://127.0.0.1/${name}`,
    typeDefs: parse(LINK + schema),
  })),
);
if (!supergraphSdl) throw new Error(errors!.map(({ message }) => message).join('\n'));

const supergraph = parse(supergraphSdl, { noLocation: true });
export const joins = readJoins(supergraph);
export const schema = buildASTSchema(supergraph, { assumeValidSDL: true });
