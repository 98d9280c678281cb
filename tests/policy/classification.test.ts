import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse, print, type DocumentNode } from 'graphql';
import { composeSupergraph } from '../../scripts/composition/compose-supergraph.ts';
import {
  classifySubgraph,
  classifySupergraph,
  heldTwice,
  subgraphsOf,
} from '@lienthong/shared/policy/classification';
import { fixtureSchemas, fixtureSupergraph } from './fixture-state.ts';

let supergraph: DocumentNode;
beforeAll(() => {
  supergraph = parse(fixtureSupergraph());
});

describe('The classes of a composed graph', () => {
  it('are those of the type, or of the field where it says its own', () => {
    const classes = classifySupergraph(supergraph);
    expect(classes.get('Citizen.fullName')).toEqual({
      sharing: 'SHARED',
      personal: 'BASIC',
      secrecy: 'NONE',
      importance: 'NORMAL',
      owners: ['mps'],
      database: 'mps-A-13',
    });
    expect(classes.get('Citizen.operationalFile')).toMatchObject({ sharing: 'PRIVATE', secrecy: 'TOI_MAT' });
    expect(classes.get('Facility.reserves')).toMatchObject({ importance: 'CORE', database: 'moh-A-02' });
  });

  it.each([
    ["another agency's field on the type is that agency's", 'Citizen.birthRegistration', ['moj'], null],
    ['a key that several hold is its master’s', 'Citizen.personalId', ['mps'], 'mps-A-13'],
    ['a field of the root is who answers it', 'Query.facilities', ['moh'], null],
  ])('know that %s', (_, coordinate, owners, database) => {
    expect(classifySupergraph(supergraph).get(coordinate)).toMatchObject({ owners, database });
  });

  it('say of each field what its own subgraph says of it', () => {
    const whole = classifySupergraph(supergraph);
    let compared = 0;
    for (const { name, typeDefs } of fixtureSchemas())
      for (const [coordinate, own] of classifySubgraph(name, typeDefs))
        if (own.owners.length > 0) {
          expect([coordinate, whole.get(coordinate)]).toEqual([coordinate, own]);
          compared += 1;
        }
    expect(compared).toBe(whole.size);
  });

  it('name every subgraph', () => {
    expect(subgraphsOf(supergraph)).toHaveLength(25);
    expect(subgraphsOf(supergraph)).toContain('gov-office');
  });

  it('hold no type of the composition itself, and no interface', () => {
    expect([...classifySupergraph(supergraph).keys()].filter((one) => /__|^Agency\./.test(one))).toEqual([]);
  });
});

/** A supergraph by hand, of two agencies. */
const composed = (types: string) =>
  parse(`
  enum join__Graph { A @join__graph(name: "a", url: "") B @join__graph(name: "b", url: "") }
  ${types}`);
const SHARED = '(sharing: SHARED, personal: BASIC, secrecy: NONE)';

describe('Who owns a field', () => {
  it.each([
    [
      'several, where each resolves a value type whole',
      `type Address @join__type(graph: A) @join__type(graph: B) @dataset${SHARED} { street: String }`,
      { 'Address.street': ['a', 'b'] },
    ],
    [
      'nobody, where several hold a key and no database says who is its master',
      `type Person @join__type(graph: A, key: "id") @join__type(graph: B, key: "id") @dataset${SHARED} { id: ID }`,
      { 'Person.id': [] },
    ],
    [
      'not who only refers to it',
      `type Person @join__type(graph: A, key: "id") @join__type(graph: B, key: "id", resolvable: false) @dataset${SHARED} { id: ID }`,
      { 'Person.id': ['a'] },
    ],
    [
      'not who needs it from elsewhere, or handed it over',
      `type Person @join__type(graph: A, key: "id") @join__type(graph: B, key: "id") @dataset${SHARED} {
        name: String @join__field(graph: A) @join__field(graph: B, external: true)
        age: Int @join__field(graph: A, override: "b") @join__field(graph: B, usedOverridden: true) }`,
      { 'Person.name': ['a'], 'Person.age': ['a'] },
    ],
  ])('%s', (_, types, expected) => {
    const classes = classifySupergraph(composed(types));
    expect(Object.fromEntries([...classes].map(([field, { owners }]) => [field, owners]))).toEqual(expected);
  });

  it('is found twice where two subgraphs answer one datum of an entity', () => {
    const twice = heldTwice(
      composed(`
      type Person @join__type(graph: A, key: "id") @join__type(graph: B, key: "id") @dataset${SHARED} {
        id: ID
        name: String @join__field(graph: A) @join__field(graph: B)
        age: Int @join__field(graph: A) }
      type Address @join__type(graph: A) @join__type(graph: B) @dataset${SHARED} { street: String }`),
    );
    expect([...twice]).toEqual([
      ['Person.id', ['a', 'b']],
      ['Person.name', ['a', 'b']],
    ]);
    expect([...heldTwice(supergraph).keys()]).toEqual([]);
  });
});

it('Agencies that refer to a key cannot outvote its owner on how it is classified: that does not compose', () => {
  const faultsOf = (schemas: ReturnType<typeof fixtureSchemas>) =>
    (composeSupergraph(schemas).faults ?? []).filter(({ code }) => code === 'CLASSIFIED_DIFFERENTLY');
  const outvoting = fixtureSchemas().map((schema) => ({
    ...schema,
    typeDefs:
      schema.name === 'mps'
        ? schema.typeDefs
        : parse(print(schema.typeDefs).replace(/(personalId: ID! @classified\(sharing:) SHARED/, '$1 OPEN')),
  }));
  expect(faultsOf(fixtureSchemas())).toEqual([]);
  expect(faultsOf(outvoting)).toEqual([
    expect.objectContaining({ message: expect.stringContaining('Citizen.personalId') }),
  ]);
});

describe('A field is left out', () => {
  it.each([
    ['that says nothing of itself', '{ id: ID }'],
    ['whose sharing is not on the list', '@dataset(sharing: FREE, personal: NONE, secrecy: NONE) { id: ID }'],
    ['whose secrecy is missing', '@dataset(sharing: OPEN, personal: NONE) { id: ID }'],
    [
      'whose own class is not understood, though its type has one',
      '@dataset(sharing: OPEN, personal: NONE, secrecy: NONE) { id: ID @classified(sharing: OPEN, personal: LITTLE, secrecy: NONE) }',
    ],
    [
      'whose importance is not on the list',
      '@dataset(sharing: OPEN, personal: NONE, secrecy: NONE, importance: HUGE) { id: ID }',
    ],
  ])('%s', (_, rest) => {
    expect(classifySupergraph(composed(`type Thing @join__type(graph: A) ${rest}`)).size).toBe(0);
  });
});
