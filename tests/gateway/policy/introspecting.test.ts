import { describe, expect, it } from '@jest/globals';
import type { ExchangeContext } from '@lienthong/gateway/exchange-context';
import { introspecting } from '@lienthong/gateway/policy/visible-schema/introspecting';
import { fromBytes } from '@lienthong/shared/bytes';
import { operationsIn } from '@lienthong/shared/graphql/operation';
import { buildSchema, GraphQLError, parse, validate } from 'graphql';

const schema = buildSchema('type Query { x(id: ID): Int }');

/** What is answered, and how often data was asked for. */
async function answerTo(
  query: string,
  variables: Readonly<Record<string, unknown>>,
  { visible = schema, data = { json: '{"x":1}' } } = {},
) {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  let asked = 0;
  const execute = introspecting(
    async () => ((asked += 1), data),
    schema,
    () => visible,
  );
  const { json, errors } = await execute(operationsIn(document, '')[0]!, variables, {} as ExchangeContext);
  return {
    data: json && (JSON.parse(fromBytes(json)) as unknown),
    errors: errors?.map(({ message, extensions }) => extensions['code'] ?? message),
    asked,
  };
}

const BOTH = 'query ($n: String!, $id: ID) { x(id: $id) __type(name: $n) { name } }';

describe('A question about data and the graph', () => {
  it('is answered in one', async () => {
    expect(await answerTo(BOTH, { n: 'Query' })).toEqual({
      data: { x: 1, __type: { name: 'Query' } },
      errors: undefined,
      asked: 1,
    });
  });

  it.each([
    ['none is given for the graph', BOTH, {}, 1],
    ['one for the graph does not fit', BOTH, { n: 5 }, 1],
    ['one for data does not fit', BOTH, { n: 'Query', id: {} }, 1],
    ['none of both fits', BOTH, { id: {} }, 2],
    [
      'a condition about the graph is null',
      'query ($b: Boolean = true) { x __schema { queryType { name @skip(if: $b) } } }',
      { b: null },
      1,
    ],
    [
      'a condition about all of the graph is null',
      'query ($b: Boolean = true) { x __schema @skip(if: $b) { queryType { name } } }',
      { b: null },
      1,
    ],
  ])('is not executed where of its variables %s', async (_, query, variables, faults) => {
    expect(await answerTo(query, variables)).toEqual({
      data: undefined,
      errors: Array.from({ length: faults }, () => 'BAD_USER_INPUT'),
      asked: 0,
    });
  });

  it('tells the errors of both', async () => {
    const visible = buildSchema('type Query { x(id: Int = 1): Int }');
    visible.getQueryType()!.getFields()['x']!.args[0]!.defaultValue = 'none';
    const data = { json: '{"x":null}', errors: [new GraphQLError('Nobody knows x.')] };
    const query = '{ x __type(name: "Query") { fields { args { defaultValue } } } }';
    expect(await answerTo(query, {}, { visible, data })).toEqual({
      data: { x: null, __type: { fields: [{ args: [{ defaultValue: null }] }] } },
      errors: ['Nobody knows x.', expect.stringMatching(/^Int cannot represent/)],
      asked: 1,
    });
  });

  it('is null where nothing can be told of the graph, and asks nobody', async () => {
    const visible = buildSchema('type Query { x: Int }', { assumeValid: true });
    visible.getTypeMap = () => {
      throw new Error('Nobody knows the graph.');
    };
    expect(await answerTo('{ x __schema { types { name } } }', {}, { visible })).toEqual({
      data: null,
      errors: ['Nobody knows the graph.'],
      asked: 0,
    });
  });
});
