import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ExchangeError, type Context } from '@lienthong/shared';
import { maskError } from '@lienthong/shared/mask-error';
import { GraphQLError, parse } from 'graphql';
import { bareSubgraph } from '../support/bare-subgraph.ts';
import { keptLog } from '../support/log.ts';
import { startSubgraph, type TestSubgraph } from '../support/subgraph.ts';

/** What must never leave: it stands in every failure below. */
const SECRET = 'postgres://moj:hunter2@db/moj';

class RecordSealed extends ExchangeError {
  constructor() {
    super('RECORD_SEALED', 403, 'The record is sealed by a court.', {
      record: 'r-1',
      messageVi: 'Hồ sơ bị tòa án niêm phong.',
    });
  }
}

const failures: Record<string, () => unknown> = {
  error: () => {
    throw new Error(SECRET);
  },
  rejected: async () => {
    throw new TypeError(SECRET);
  },
  text: () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- what a careless library does
    throw SECRET;
  },
  nothing: () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- what a careless library does
    throw undefined;
  },
  returned: () => new Error(SECRET),
  // As HTTP clients throw them: a code and a status are not enough to be shown.
  client: () => {
    throw Object.assign(new Error(SECRET), { code: 'ECONNREFUSED', status: 503 });
  },
  coded: () => {
    throw new GraphQLError(SECRET, { extensions: { code: 'SOMETHING', token: SECRET } });
  },
  sql: (_parent?: unknown, _?: unknown, context?: unknown) =>
    (context as Context).database.query(`SELECT '${SECRET}' FROM nowhere`),
  wrongType: () => ({ password: SECRET }),
};

const { log, lines } = keptLog();
const kept = lines as unknown[];
let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startSubgraph(
    bareSubgraph({
      typeDefs: parse(`type Query {
        ${Object.keys(failures)
          .map((name) => `${name}: Int`)
          .join('\n')}
        told: Int
        fine: Int
        take(number: Int): Int
      }`),
      resolvers: {
        Query: {
          ...(failures as Record<string, () => never>),
          told: () => {
            throw new RecordSealed();
          },
          fine: () => 1,
        },
      },
    }),
    // How failures are told does not depend on who may ask.
    { log, gatewayKeys: null },
  );
});
beforeEach(() => void kept.splice(0));
afterAll(() => subgraph.remove());

describe('What fails in a resolver', () => {
  it.each(Object.keys(failures))('is masked and written into the log: %s', async (field) => {
    const { status, headers, body } = await subgraph.ask(`{ fine ${field} }`);
    expect(status).toBe(200);
    expect(body).toEqual({
      data: { fine: 1, [field]: null },
      errors: [
        {
          message: 'The server failed on this part of the request.',
          path: [field],
          locations: [{ line: 1, column: 8 }],
          extensions: { code: 'INTERNAL_SERVER_ERROR', messageVi: expect.any(String) },
        },
      ],
    });
    expect(JSON.stringify([body, [...headers]])).not.toContain('hunter2');
    expect(lines.filter(({ level }) => level === 'error')).toMatchObject([
      { msg: 'unexpected failure', path: [field] },
    ]);
  });

  it('is told as it is where it was made to be told', async () => {
    const { body } = await subgraph.ask('{ fine told }');
    expect(body).toEqual({
      data: { fine: 1, told: null },
      errors: [
        {
          message: 'The record is sealed by a court.',
          path: ['told'],
          locations: [{ line: 1, column: 8 }],
          extensions: { code: 'RECORD_SEALED', record: 'r-1', messageVi: 'Hồ sơ bị tòa án niêm phong.' },
        },
      ],
    });
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

describe('A client’s own mistake', () => {
  it.each([
    ['what cannot be parsed', '{', {}, 'GRAPHQL_PARSE_FAILED'],
    ['a field that is none', '{ nobody }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['a variable of another type', 'query ($n: Int) { take(number: $n) }', { n: 'many' }, 'BAD_USER_INPUT'],
    ['no operation', 'fragment F on Query { fine }', {}, 'GRAPHQL_VALIDATION_FAILED'],
  ])('is told as it is: %s', async (_, query, variables, code) => {
    const { body } = await subgraph.ask(query, variables);
    expect([body.data, body.errors!.map(({ extensions }) => extensions.code)]).toEqual([undefined, [code]]);
    expect(JSON.stringify(body)).not.toMatch(/stack|node_modules|\.ts:/);
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

it('An error of which nothing is known keeps only its place', () => {
  const error = new GraphQLError(SECRET, {
    path: ['a', 0],
    extensions: { code: 'INTERNAL_SERVER_ERROR', stacktrace: [SECRET] },
    originalError: new Error(SECRET),
  });
  const told = maskError(log)(error);
  expect(JSON.stringify(told)).not.toContain(SECRET);
  expect(told).toMatchObject({ path: ['a', 0] });
});
