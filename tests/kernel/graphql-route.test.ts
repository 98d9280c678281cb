import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fromBytes, keepBytes, toBytes } from '@lienthong/shared/bytes';
import { createFront, listen } from '@lienthong/shared/http/front';
import { serveGraphQL } from '@lienthong/shared/http/graphql-route';
import type { GraphQLAnswer, GraphQLRequest } from '@lienthong/shared/http/graphql-service';
import { silent } from '../support/log.ts';

const front = createFront({ log: silent, bodyLimit: 10_000 });
const asked: GraphQLRequest[] = [];
let answer: GraphQLAnswer = {};
let url: string;
beforeAll(async () => {
  const service = {
    answer: async (request: GraphQLRequest) => {
      asked.push(request);
      return answer;
    },
  };
  serveGraphQL(front, service, () => ({}));
  url = `http://127.0.0.1:${await listen(front, { host: '127.0.0.1', port: 0, name: 'a test', variable: 'PORT' })}/graphql`;
});
afterAll(() => front.close());

const post = (body: object, accept = 'application/graphql-response+json'): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify(body),
  });

describe('A question', () => {
  it.each([
    ['without more', { query: '{ a }' }, { operationName: null, variables: {} }],
    [
      'with nulls',
      { query: '{ a }', operationName: null, variables: null, extensions: null },
      { variables: {} },
    ],
    [
      'with all',
      { query: '{ a }', operationName: 'A', variables: { b: [1] } },
      { operationName: 'A', variables: { b: [1] } },
    ],
  ])('%s is handed on', async (_, body, request) => {
    await post(body);
    expect(asked.at(-1)).toMatchObject({ query: '{ a }', mayChange: true, ...request });
  });

  it('by GET may only read', async () => {
    await fetch(`${url}?query={a}&variables={"b":"c d"}&operationName=A`);
    expect(asked.at(-1)).toEqual({
      query: '{a}',
      operationName: 'A',
      variables: { b: 'c d' },
      mayChange: false,
    });
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['variables', { variables: '{}' }, /`variables` in a POST body must be an object/],
    ['variables', { variables: [1] }, /`variables` in a POST body must be an object/],
    ['extensions', { extensions: 1 }, /`extensions` in a POST body must be an object/],
    ['operation name', { operationName: 1 }, /`operationName` in a POST body must be a string/],
    ['query', { query: ['{ a }'] }, /GraphQL queries must be strings/],
  ])('with no such %s is refused, in both languages: %j', async (_, more, message) => {
    const before = asked.length;
    const response = await post({ query: '{ a }', ...more }, 'application/json');
    expect([response.status, asked.length]).toEqual([400, before]);
    expect(await response.json()).toEqual({
      errors: [
        {
          message: expect.stringMatching(message),
          extensions: { code: 'BAD_REQUEST', messageVi: expect.any(String) },
        },
      ],
    });
  });
});

describe('An answer is written', () => {
  const errors = [{ message: 'No.', extensions: { code: 'NO' } }];

  it.each<[string, GraphQLAnswer, string]>([
    [
      'with errors before data',
      { data: { a: 1 }, errors, extensions: { b: 2 } },
      '{"errors":[{"message":"No.","extensions":{"code":"NO"}}],"data":{"a":1},"extensions":{"b":2}}\n',
    ],
    ['with data that is none', { data: null, extensions: {} }, '{"data":null,"extensions":{}}\n'],
    [
      'with finished text as it stands',
      { json: '{"a": 1.0}', extensions: { b: 2 } },
      '{"data":{"a": 1.0},"extensions":{"b":2}}\n',
    ],
    [
      'with errors alone',
      { errors, status: 400 },
      '{"errors":[{"message":"No.","extensions":{"code":"NO"}}]}\n',
    ],
  ])('%s', async (_, given, text) => {
    answer = given;
    expect(await (await post({ query: '{ a }' })).text()).toBe(text);
  });

  it.each<[GraphQLAnswer, number, number]>([
    [{ data: {} }, 200, 200],
    [{ json: '{}', errors }, 200, 200],
    [{ data: null, errors, status: 403 }, 403, 403],
    [{ errors, status: 400 }, 200, 400],
    [{ errors }, 200, 400],
    [{ errors, status: 503 }, 503, 503],
  ])(
    '%j with status %i as application/json, %i as application/graphql-response+json',
    async (given, json, response) => {
      answer = given;
      expect((await post({ query: '{ a }' }, 'application/json')).status).toBe(json);
      expect((await post({ query: '{ a }' })).status).toBe(response);
    },
  );

  it('with its own headers', async () => {
    answer = { data: {}, headers: { 'preference-applied': 'handling=strict' } };
    const { headers } = await post({ query: '{ a }' });
    expect(headers.get('preference-applied')).toBe('handling=strict');
    expect(headers.get('content-length')).toBe('12');
  });

  describe('with data that waited outside the heap, or is in pieces', () => {
    const json = toBytes(JSON.stringify({ ten: 'Nguyễn Văn An'.repeat(10_000) }));
    // One is cut within a letter.
    const inPieces = [json.slice(0, 13), json.slice(13, 1_000), json.slice(1_000)];
    const extensions = { b: 'Đã ghi biên nhận' };

    it.each<[string, GraphQLAnswer]>([
      ['alone', {}],
      ['and errors', { errors }],
      ['and extensions', { extensions }],
      ['and both', { errors, extensions }],
    ])('%s, to the letter as with text', async (_, others) => {
      const told = async (given: GraphQLAnswer) => {
        answer = given;
        const response = await post({ query: '{ a }' });
        return { length: response.headers.get('content-length'), text: await response.text() };
      };
      const kept = keepBytes(json);
      expect(Buffer.isBuffer(kept)).toBe(true);
      const [asText, asKept] = [await told({ ...others, json }), await told({ ...others, json: kept })];
      expect(asKept).toEqual(asText);
      expect(await told({ ...others, json: inPieces })).toEqual(asText);
      expect(JSON.parse(asKept.text)).toEqual({ ...others, data: JSON.parse(fromBytes(json)) });
      expect(asKept.length).toBe(`${Buffer.byteLength(asKept.text)}`);
    });

    it.each([
      ['outside', keepBytes(json)],
      ['in pieces', inPieces],
    ])('as an event, and as a part: %s', async (_, kept) => {
      answer = { json: kept };
      const events = await (await post({ query: '{ a }' }, 'text/event-stream')).text();
      expect(events).toContain(`data: {"data":${fromBytes(json)}}\n`);
      const parts = await post({ query: '{ a }' }, 'multipart/mixed; deferSpec=20220824');
      expect(await parts.text()).toContain(`{"data":${fromBytes(json)},"hasNext":false}`);
    });
  });
});
