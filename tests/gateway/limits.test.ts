import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readGatewayConfig, startGateway, type RunningGateway } from '@lienthong/gateway';
import { readListSizes } from '@lienthong/gateway/limits/list-sizes';
import { mostOfSchema } from '@lienthong/gateway/limits/most-of-schema';
import { measureOperation } from '@lienthong/gateway/limits/operation-size';
import { buildSchema, getIntrospectionQuery, getOperationAST, parse, validate } from 'graphql';
import { askAt } from '../support/ask.ts';
import { temporaryFolder } from '../support/folder.ts';
import { silent } from '../support/log.ts';
import { PLANNED_HERE } from '../support/planned-here.ts';
import { answerJson, startFakeAgency, type FakeAgency } from './fake-agency.ts';

const SDL = `
  directive @listSize(
    assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean
  ) on FIELD_DEFINITION

  type Query {
    offices: [Office!] @listSize(assumedSize: 24)
    office: Office
    clerks: [Clerk!]
    files(first: Int = 20, last: Int): Page @listSize(slicingArguments: ["first", "last"], sizedFields: ["edges", "nodes"])
    papers(first: Int): [Paper!] @listSize(slicingArguments: ["first"], assumedSize: 7)
    court: Court
    explain: Paper
    whatMayRead(agency: ID!): [Reader!]
  }
  interface Office { id: ID!  parent: Office  papers: [Paper!] @listSize(assumedSize: 5) }
  type Court implements Office { id: ID!  parent: Office  papers: [Paper!] @listSize(assumedSize: 5)  judges: [Clerk!] }
  type Ministry implements Office { id: ID!  parent: Office  papers: [Paper!] @listSize(assumedSize: 5) }
  type Bank implements Office { id: ID!  parent: Office  papers: [Paper!] @listSize(assumedSize: 5) }
  type Page { total: Int  edges: [Edge!]!  nodes: [Paper!]! }
  type Edge { cursor: ID  node: Paper }
  type Paper { id: ID  owner: Office  tags: [String!] }
  type Clerk { name: String }
  type Reader { who: String }
`;
const schema = buildSchema(SDL);
const listSizes = readListSizes(SDL);

function sizeOf(query: string, variables: Readonly<Record<string, unknown>> = {}) {
  const document = parse(query);
  expect(validate(schema, document).map(({ message }) => message)).toEqual([]);
  return measureOperation(document, getOperationAST(document)!, schema, variables, listSizes);
}

describe('An operation is measured', () => {
  it.each([
    ['{ __typename }', 0],
    ['{ office { id } }', 2],
    ['{ office { parent { parent { id } } } court { id } }', 4],
    ['{ ...on Query { office { ... { ...Deep } } } } fragment Deep on Office { parent { id } }', 3],
    ['{ __schema { types { fields { type { ofType { ofType { name } } } } } } }', 0],
  ])('in depth, fragments adding none: %s', (query, depth) => {
    expect(sizeOf(query).depth).toBe(depth);
  });

  it.each([
    ['{ office { id } }', 0],
    ['{ a: office { b: id c: id } }', 3],
    ['{ office { ...Named } court { ...Named } } fragment Named on Office { a: id b: parent { c: id } }', 6],
    ['{ a: __schema { types { b: name } } c: __typename }', 3],
  ])('in aliases, those of a fragment wherever it is spread: %s', (query, aliases) => {
    expect(sizeOf(query).aliases).toBe(aliases);
  });

  it.each([
    ['{ office { id } }', 0],
    [
      '{ a: whatMayRead(agency: "a") { who } ...B } fragment B on Query { b: whatMayRead(agency: "b") { who } }',
      2,
    ],
    ['{ explain { id } }', 0],
  ])('in explanations of the rules, which other graphs may have names of: %s', (query, explanations) => {
    expect(sizeOf(query).explanations).toBe(explanations);
  });

  it.each([
    ['{ office { id parent { id } } court { id } __typename }', 3],
    ['{ ...A ... { court { id } } } fragment A on Query { office { id } clerks { name } }', 3],
    ['{ office { id } office { id } ...B ...B } fragment B on Query { office { id } }', 4],
  ])('in root fields, repeated ones too: %s', (query, rootFields) => {
    expect(sizeOf(query).rootFields).toBe(rootFields);
  });
});

describe('The cost of an operation', () => {
  it.each([
    ['one for each field', '{ office { id } court { id } }', 4],
    ['a list as long as the schema says', '{ offices { id } }', 1 + 24],
    ['a list in a list, multiplied', '{ offices { id papers { id } } }', 1 + 24 * (1 + (1 + 5))],
    ['ten entries where nobody says', '{ clerks { name } }', 1 + 10],
    ['a list of values is one value', '{ papers(first: 1) { tags } }', 2],
    ['a slicing argument', '{ papers(first: 3) { id } }', 1 + 3],
    ['no slicing argument: what the schema assumes', '{ papers { id } }', 1 + 7],
    ['null for a slicing argument: the same', '{ papers(first: null) { id } }', 1 + 7],
    ['a page, sized by its default', '{ files { nodes { id } } }', 1 + 1 + 20],
    [
      'a page, sized by an argument',
      '{ files(first: 3) { total edges { cursor node { id } } } }',
      1 + 1 + (1 + 3 * (1 + 2)),
    ],
    ['a page, sized by the other argument', '{ files(first: null, last: 4) { nodes { id } } }', 1 + 1 + 20],
    [
      'a page, sized through a fragment',
      '{ files(first: 3) { ...P } } fragment P on Page { nodes { id } }',
      1 + 1 + 3,
    ],
    [
      'one fragment in pages of two sizes',
      '{ a: files(first: 3) { ...P } b: files(first: 50) { ...P } } fragment P on Page { nodes { id } }',
      2 + 3 + 2 + 50,
    ],
    ['nothing asked of an empty page', '{ files(first: 0) { nodes { id } } }', 2],
    ['less than nothing', '{ files(first: -5) { nodes { id } } }', 2],
    ['skipped fields too', '{ office @skip(if: true) { id } court @include(if: false) { id } }', 4],
    ['fields asked for twice', '{ office { id id } office { id } }', 5],
    [
      'introspection as one field',
      '{ __schema { types { name fields { name } } } __type(name: "Court") { name } }',
      2,
    ],
  ])('counts %s', (_, query, cost) => {
    expect(sizeOf(query).cost).toBe(cost);
  });

  it.each([
    ['as given', 'query ($n: Int) { files(first: $n) { nodes { id } } }', { n: 40 }, 40],
    [
      'as given, over its default',
      'query ($n: Int = 5) { files(first: $n) { nodes { id } } }',
      { n: 40 },
      40,
    ],
    ['by its default', 'query ($n: Int = 90) { files(first: $n) { nodes { id } } }', {}, 90],
    [
      'by the default of the argument, where nothing is given',
      'query ($n: Int) { files(first: $n) { nodes { id } } }',
      {},
      20,
    ],
    [
      'by the default of the argument, where null is given',
      'query ($n: Int) { files(first: $n) { nodes { id } } }',
      { n: null },
      20,
    ],
    [
      'by the default of the argument, where it is no number',
      'query ($n: Int) { files(first: $n) { nodes { id } } }',
      { n: 'x' },
      20,
    ],
  ])('takes a variable %s', (_, query, variables, entries) => {
    expect(sizeOf(query, variables).cost).toBe(2 + entries);
  });
});

describe('What an operation asks of the schema', () => {
  const valuesOf = (query: string): number => sizeOf(query).introspection;
  const types = Object.keys(schema.getTypeMap()).length;

  it.each([
    ['nothing of data, whose __typename is no question', '{ office { __typename id } }', 0],
    ['what it names once', '{ __schema { queryType { name } } }', 3],
    ['a list of types as long as it is', '{ __schema { types { name } } }', 2 + types],
    ['each alias anew', '{ __schema { a: types { name } b: types { name } } }', 3 + 2 * types],
    ['what a fragment asks', '{ __schema { ...T } } fragment T on __Schema { types { name } }', 2 + types],
  ])('is %s', (_, query, values) => {
    expect(valuesOf(query)).toBe(values);
  });

  it.each([
    [
      'a list in a list, multiplied',
      '{ __schema { types { name } } }',
      '{ __schema { types { fields { name } } } }',
    ],
    [
      'a type by its name, which may be the largest',
      '{ __schema { queryType { name } } }',
      '{ __type(name: "Court") { name } }',
    ],
    [
      'the fields of types by way of fields',
      '{ __schema { types { fields { name } } } }',
      '{ __schema { types { fields { type { fields { name } } } } } }',
    ],
  ])('is more for %s', (_, less, more) => {
    expect(valuesOf(more)).toBeGreaterThan(valuesOf(less));
  });

  it('may be all of it, as tools ask, and not twice', () => {
    const all = getIntrospectionQuery();
    const twice = all.replace('types {', 'again: types { ...FullType } types {');
    expect(valuesOf(all)).toBeLessThan(mostOfSchema(schema));
    expect(valuesOf(twice)).toBeGreaterThan(mostOfSchema(schema));
  });
});

describe('The branches of an operation', () => {
  it.each([
    ['none where every type is known', '{ court { id judges { name } } files { total } }', 0],
    ['one for each type that may answer', '{ offices { id } }', 3],
    ['nested ones, multiplied', '{ office { parent { parent { id } } } }', 3 + 3 * (3 + 3 * 3)],
    ['those below a type that is known, once', '{ court { parent { id } } }', 3],
    ['those in a fragment on one type, once', '{ offices { ... on Court { parent { id } } } }', 3 + 3],
    [
      'those in a fragment on the interface, for each type',
      '{ offices { ...P } } fragment P on Office { parent { id } }',
      3 + 3 * 3,
    ],
    [
      'a fragment on the interface, spread on one type, once',
      '{ court { ...P } } fragment P on Office { parent { id } }',
      3,
    ],
  ])('are %s', (_, query, branches) => {
    expect(sizeOf(query).branches).toBe(branches);
  });
});

it('A document that explodes when written out is measured in as many steps as it has lines', () => {
  const doubling = Array.from(
    { length: 200 },
    (_, index) => `fragment F${index} on Office { ...F${index + 1} ...F${index + 1} }`,
  );
  const size = sizeOf(`{ office { ...F0 } } ${doubling.join('\n')} fragment F200 on Office { a: id }`);
  expect(size.cost).toBe(1 + 2 ** 200);
  expect(size.aliases).toBe(2 ** 200);
});

describe('The gateway refuses', () => {
  const folder = temporaryFolder();
  let agency: FakeAgency;
  let gateway: RunningGateway;

  beforeAll(async () => {
    agency = await startFakeAgency(answerJson({ data: null, errors: [{}] }));
    const config = readGatewayConfig({ ...PLANNED_HERE, DATA_DIR: folder.path, MAX_BODY_BYTES: '40000' });
    const agencies = config.agencies.map(({ name }) => ({ name, url: agency.url }));
    gateway = await startGateway({ ...config, port: 0, agencies }, silent);
  }, 60_000);
  afterAll(async () => {
    await gateway.stop();
    await agency.close();
    folder.remove();
  });
  beforeEach(() => void agency.questions.splice(0));

  const ask = (query: string, variables?: Readonly<Record<string, unknown>>) =>
    askAt(`${gateway.url}/graphql`, query, variables, { accept: 'application/graphql-response+json' });

  it.each([
    [
      'LIMIT_DEPTH',
      `{ ministryOfJustice { ${'databases { owner { '.repeat(6)}id${' } }'.repeat(6)} } }`,
      14,
      12,
    ],
    [
      'LIMIT_ALIASES',
      `{ statistics { ${Array.from({ length: 31 }, (_, index) => `a${index}: agencies`).join(' ')} } }`,
      31,
      30,
    ],
    ['LIMIT_ROOT_FIELDS', `{ ${'statistics { agencies } '.repeat(21)} }`, 21, 20],
    [
      'LIMIT_EXPLANATIONS',
      `{
        a: explain(operation: "{ mof }") { allowed }
        b: whoMayRead(field: "Citizen.sex") { who }
        ... on Query { c: whatMayRead(agency: "mps") { who } }
        ...D
      }
      fragment D on Query { d: whatMayRead(agency: "moj") { who } }`,
      4,
      3,
    ],
    [
      'LIMIT_INTROSPECTION',
      getIntrospectionQuery().replace('types {', 'again: types { ...FullType } types {'),
      expect.any(Number),
      expect.any(Number),
    ],
    [
      'LIMIT_BRANCHES',
      '{ partners { agencies { partners { partner { agencies { partners { partner { agencies { name } } } } } } } } }',
      14_424,
      2_000,
    ],
    [
      'LIMIT_COST',
      '{ agencies { tasks { lead { id name databases(group: A) { id sameAs { id } } } } } }',
      expect.any(Number),
      50_000,
    ],
  ])(
    '%s, with the size and the limit, in both languages, and nobody is asked',
    async (code, query, size, limit) => {
      const { status, body } = await ask(query);
      expect(body).toEqual({
        errors: [
          {
            message: expect.stringMatching(/^The operation .* at most \d+\./),
            extensions: { code, size, limit, messageVi: expect.stringMatching(/^Truy vấn .* tối đa \d+\./) },
          },
        ],
        extensions: { exchange: { requestId: expect.any(String) } },
      });
      expect(status).toBe(400);
      expect(agency.questions).toEqual([]);
    },
  );

  it('a page too large by its variable', async () => {
    const query = 'query ($n: Int = 20) { databases(first: $n) { nodes { id owner { databases { id } } } } }';
    expect((await ask(query, { n: 100_000 })).body.errors).toMatchObject([
      { extensions: { code: 'LIMIT_COST' } },
    ]);
    expect(agency.questions).toEqual([]);
    await ask(query);
    expect(agency.questions.length).toBeGreaterThan(0);
  });

  it('a size beyond all numbers, in a number', async () => {
    const doubling = Array.from(
      { length: 100 },
      (_, index) => `fragment F${index} on Statistics { ...F${index + 1} ...F${index + 1} }`,
    );
    const { body } = await ask(
      `{ statistics { ...F0 } } ${doubling.join(' ')} fragment F100 on Statistics { agencies }`,
    );
    expect(body.errors).toMatchObject([
      { extensions: { code: 'LIMIT_COST', size: Number.MAX_SAFE_INTEGER } },
    ]);
  });

  it.each([
    ['LIMIT_REPEATS', `{ ${'agencies { id } '.repeat(700)} }`, 15_000],
    ['LIMIT_LINES', `${'\n'.repeat(10_000)}{ nothing }`, 3_000],
  ])('%s, before it validates anything', async (code, query, limit) => {
    const { status, body } = await ask(query);
    expect(body.errors).toEqual([
      {
        message: expect.stringMatching(/^The operation .* this gateway accepts\./),
        extensions: { code, limit, messageVi: expect.stringContaining(String(limit)) },
      },
    ]);
    expect(status).toBe(400);
  });

  it('too many tokens, before it reads on', async () => {
    const { status, body } = await ask(`{ ${'__typename '.repeat(3_000)} }`);
    expect(body.errors).toEqual([
      {
        message: 'The operation has more than 3000 tokens, the most this gateway accepts.',
        extensions: { code: 'LIMIT_TOKENS', limit: 3_000, messageVi: expect.stringContaining('3000') },
      },
    ]);
    expect(status).toBe(400);
  });

  it('a body too large', async () => {
    const { status, body } = await ask(`{ __typename } # ${'x'.repeat(40_000)}`);
    expect(status).toBe(413);
    expect(body.errors).toEqual([
      {
        message: expect.any(String),
        extensions: { code: 'BODY_TOO_LARGE', limit: 40_000, messageVi: expect.any(String) },
      },
    ]);
  });

  it('several operations in one body', async () => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ query: '{ __typename }' }, { query: '{ statistics { agencies } }' }]),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      errors: [
        {
          message: expect.stringContaining('one operation per request'),
          extensions: { code: 'BATCH_REFUSED', messageVi: expect.any(String) },
        },
      ],
    });
    expect(agency.questions).toEqual([]);
  });

  it('an alias that begins as introspection does: the graph keeps such names for itself', async () => {
    const { status, body } = await ask('{ agencies { __typename: nameEn } }');
    expect(body.errors).toMatchObject([
      {
        message: expect.stringContaining('two underscores'),
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      },
    ]);
    expect(status).toBe(400);
    expect(agency.questions).toEqual([]);
  });

  it.each([
    ['the introspection query', getIntrospectionQuery()],
    [
      'the introspection query of the explorer',
      getIntrospectionQuery({
        inputValueDeprecation: true,
        specifiedByUrl: true,
        schemaDescription: true,
        directiveIsRepeatable: true,
      }),
    ],
    ['a key called by its own name', 'query ($id: ID!) { agency(id: $id) { id: id __typename } }'],
  ])('not %s', async (_, query) => {
    const { body } = await ask(query, { id: 'moj' });
    // The fake agency knows nothing to say; what the gateway itself refuses has another code.
    const codes = (body.errors ?? []).map(({ extensions }) => extensions.code);
    expect(codes.filter((code) => code !== 'AGENCY_ERROR')).toEqual([]);
  });
});
