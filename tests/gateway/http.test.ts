import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readGatewayConfig, startGateway, type GatewayConfig, type RunningGateway } from '@lienthong/gateway';
import { serverAudits } from 'graphql-http';
import { temporaryFolder } from '../support/folder.ts';
import { keptLog, silent } from '../support/log.ts';
import { PLANNED_HERE } from '../support/planned-here.ts';
import { answerJson, startFakeAgency, type FakeAgency } from './fake-agency.ts';
import { metricsOf } from './metrics-of.ts';

const JSON_TYPE = 'application/json; charset=utf-8';
const RESPONSE_TYPE = 'application/graphql-response+json; charset=utf-8';
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

const folder = temporaryFolder();
const kept = keptLog();
let agency: FakeAgency;
let gateway: RunningGateway;

/** A gateway for which one fake stands for every agency. */
function start(more: Partial<GatewayConfig> = {}, log = silent): Promise<RunningGateway> {
  const config = readGatewayConfig({ ...PLANNED_HERE, DATA_DIR: folder.path });
  const agencies = config.agencies.map(({ name }) => ({ name, url: agency.url }));
  return startGateway({ ...config, port: 0, agencies, ...more }, log);
}

beforeAll(async () => {
  agency = await startFakeAgency(answerJson({ data: { ministryOfJustice: { name: 'Bộ Tư pháp' } } }));
  gateway = await start({}, kept.log);
}, 60_000);
afterAll(async () => {
  await gateway.stop();
  await agency.close();
  folder.remove();
});
beforeEach(() => void agency.questions.splice(0));

type Headers = Readonly<Record<string, string>>;

const at = (path: string): string => `${gateway.url}${path}`;
const post = (body: unknown, headers: Headers = {}, url = gateway.url): Promise<Response> =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const get = (parameters: Readonly<Record<string, string>>, headers: Headers = {}): Promise<Response> =>
  fetch(at(`/graphql?${new URLSearchParams(parameters).toString()}`), { headers });

async function told(response: Response): Promise<{ status: number; type: string | null; codes: string[] }> {
  const body = (await response.json()) as {
    readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
  };
  const codes = (body.errors ?? []).map(({ extensions }) => extensions.code);
  return { status: response.status, type: response.headers.get('content-type'), codes };
}

describe('GraphQL over HTTP, audited', () => {
  it.each(serverAudits({ url: () => at('/graphql') }).map((audit) => [audit.id, audit.name, audit] as const))(
    '%s %s',
    async (_, __, audit) => {
      expect(await audit.fn()).toMatchObject({ status: 'ok' });
    },
  );
});

describe('The media type of an answer', () => {
  it.each([
    [undefined, JSON_TYPE],
    ['*/*', JSON_TYPE],
    ['application/*', JSON_TYPE],
    ['application/json', JSON_TYPE],
    ['application/graphql-response+json', RESPONSE_TYPE],
    ['application/graphql-response+json, application/json;q=0.9', RESPONSE_TYPE],
    ['application/graphql-response+json;q=0.5, application/json', JSON_TYPE],
    ['application/graphql-response+json, application/json', RESPONSE_TYPE],
    ['application/json, application/graphql-response+json', JSON_TYPE],
    ['text/html, application/json;q=0.1', JSON_TYPE],
    ['application/json;q=0, */*', RESPONSE_TYPE],
    ['APPLICATION/GraphQL-Response+JSON; charset=utf-8', RESPONSE_TYPE],
    ['multipart/mixed, application/json', JSON_TYPE],
  ])('for %s is %s', async (accept, type) => {
    const response = await post({ query: '{ __typename }' }, accept ? { accept } : {});
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
  });

  it.each(['text/html', 'application/json;q=0', 'application/xml, text/*', 'nonsense'])(
    'is none for %s: 406, and nobody is asked',
    async (accept) => {
      expect(await told(await post({ query: '{ ministryOfJustice { name } }' }, { accept }))).toEqual({
        status: 406,
        type: JSON_TYPE,
        codes: ['NOT_ACCEPTABLE'],
      });
      expect(agency.questions).toEqual([]);
    },
  );
});

describe('The status of an answer', () => {
  it.each([
    ['a syntax error', { query: '{' }, 200, 400, 'GRAPHQL_PARSE_FAILED'],
    ['a field that is none', { query: '{ nothing }' }, 200, 400, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a variable that does not fit',
      { query: 'query ($id: ID!) { agency(id: $id) { id } }' },
      200,
      400,
      'BAD_USER_INPUT',
    ],
    [
      'an operation that is none',
      { query: 'query A { __typename }', operationName: 'B' },
      200,
      400,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    [
      'one of several operations',
      { query: 'query A { __typename } query B { __typename }' },
      200,
      400,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    [
      'a fragment alone',
      { query: 'fragment A on Query { __typename }' },
      200,
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'a mutation of what is not there',
      { query: 'mutation { renameTheMinistry }' },
      200,
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'a subscription to what there is not',
      { query: 'subscription { x }' },
      200,
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'a subscription whose caller takes no events',
      { query: 'subscription { ministryOfHealthAgreementChanged { id } }' },
      406,
      406,
      'EVENTS_NOT_ACCEPTED',
    ],
    [
      'an operation beyond the limits',
      { query: `{ ${'__typename '.repeat(21)} }` },
      200,
      400,
      'LIMIT_ROOT_FIELDS',
    ],
    [
      'a persisted query',
      { extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } },
      200,
      400,
      'PERSISTED_QUERY_NOT_SUPPORTED',
    ],
    ['a body without a query', {}, 400, 400, 'BAD_REQUEST'],
    ['an empty query', { query: '' }, 400, 400, 'BAD_REQUEST'],
    ['a query that is no text', { query: { kind: 'Document' } }, 400, 400, 'BAD_REQUEST'],
    ['a body that is text', '"{ __typename }"', 400, 400, 'BAD_REQUEST'],
    ['a body that is null', 'null', 400, 400, 'BAD_REQUEST'],
    ['a body that is no JSON', '{ "query": ', 400, 400, 'BAD_REQUEST'],
    [
      'a body that poisons prototypes',
      '{ "query": "{ __typename }", "__proto__": { "x": 1 } }',
      400,
      400,
      'BAD_REQUEST',
    ],
    ['an empty body', '', 400, 400, 'BAD_REQUEST'],
  ])(
    'for %s tells a request that was read from one that was not',
    async (_, body, asJson, asResponse, code) => {
      expect(await told(await post(body, { accept: 'application/json' }))).toEqual({
        status: asJson,
        type: JSON_TYPE,
        codes: [code],
      });
      expect(await told(await post(body, { accept: 'application/graphql-response+json' }))).toEqual({
        status: asResponse,
        type: RESPONSE_TYPE,
        codes: [code],
      });
    },
  );

  it('is 200 where there is data beside errors', async () => {
    agency.behave(
      answerJson({ data: null, errors: [{ message: 'No.', extensions: { code: 'CLOSED_TODAY' } }] }),
    );
    expect(
      await told(
        await post(
          { query: '{ ministryOfJustice { name } }' },
          { accept: 'application/graphql-response+json' },
        ),
      ),
    ).toEqual({
      status: 200,
      type: RESPONSE_TYPE,
      codes: ['CLOSED_TODAY'],
    });
    agency.behave(answerJson({ data: { ministryOfJustice: { name: 'Bộ Tư pháp' } } }));
  });

  it.each([
    ['/nothing', 'GET', 404, 'NOT_FOUND'],
    ['/graphql/', 'POST', 404, 'NOT_FOUND'],
    ['/explorer/../../../../etc/passwd', 'GET', 404, 'NOT_FOUND'],
    ['/explorer/%2e%2e%2fpackage.json', 'GET', 404, 'NOT_FOUND'],
    ['/(((:x', 'GET', 404, 'NOT_FOUND'],
    ['/%zz', 'GET', 400, 'BAD_REQUEST'],
  ])('for %s by %s is %i, as JSON', async (path, method, status, code) => {
    expect(await told(await fetch(at(path), { method }))).toEqual({ status, type: JSON_TYPE, codes: [code] });
  });

  it.each([
    ['/graphql', 'PUT', 'GET, POST'],
    ['/graphql', 'DELETE', 'GET, POST'],
    ['/graphql', 'PATCH', 'GET, POST'],
    ['/graphql', 'OPTIONS', 'GET, POST'],
    ['/readyz', 'POST', 'GET, HEAD'],
    ['/metrics', 'DELETE', 'GET, HEAD'],
    ['/', 'POST', 'GET, HEAD'],
  ])('for %s by %s is 405, and says what is allowed', async (path, method, allowed) => {
    const response = await fetch(at(path), { method });
    expect(response.headers.get('allow')).toBe(allowed);
    expect(await told(response)).toEqual({ status: 405, type: JSON_TYPE, codes: ['METHOD_NOT_ALLOWED'] });
  });

  it('for HEAD at the graph is 405: it would run a query to throw the answer away', async () => {
    expect((await fetch(at('/graphql?query={__typename}'), { method: 'HEAD' })).status).toBe(405);
  });
});

describe('GET', () => {
  it('answers queries, with variables and an operation name', async () => {
    const response = await get({
      query: 'query A { __typename } query B ($id: String!) { __type(name: $id) { name } }',
      operationName: 'B',
      variables: '{"id":"Query"}',
    });
    expect(await response.json()).toMatchObject({ data: { __type: { name: 'Query' } } });
  });

  it('runs no mutation: 405, and POST is what it names', async () => {
    const response = await get({ query: 'mutation { __typename }' });
    expect(response.headers.get('allow')).toBe('POST');
    expect((await told(response)).status).toBe(405);
  });

  it.each([
    ['variables that are no JSON', { query: '{ __typename }', variables: '{' }],
    ['variables that are a list', { query: '{ __typename }', variables: '[]' }],
    ['no query', { operationName: 'A' }],
  ])('refuses %s', async (_, parameters) => {
    expect(await told(await get(parameters as Record<string, string>))).toEqual({
      status: 400,
      type: JSON_TYPE,
      codes: ['BAD_REQUEST'],
    });
  });

  it('refuses a parameter given twice', async () => {
    expect((await told(await fetch(at('/graphql?query={a}&query={b}')))).codes).toEqual(['BAD_REQUEST']);
  });
});

describe('A page of another site', () => {
  const query = '{ ministryOfJustice { name } }';
  const BROWSER = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140' };

  it.each([
    ['a form', 'application/x-www-form-urlencoded', `query=${encodeURIComponent(query)}`],
    [
      'a form with files',
      'multipart/form-data; boundary=x',
      `--x\r\ncontent-disposition: form-data; name="query"\r\n\r\n${query}\r\n--x--`,
    ],
    ['text', 'text/plain', JSON.stringify({ query })],
    ['a query alone', 'application/graphql', query],
    ['XML', 'application/xml', '<query/>'],
  ])('cannot send an operation as %s: 415, and nobody is asked', async (_, contentType, body) => {
    expect(await told(await post(body, { 'content-type': contentType }))).toEqual({
      status: 415,
      type: JSON_TYPE,
      codes: ['UNSUPPORTED_MEDIA_TYPE'],
    });
    expect(agency.questions).toEqual([]);
  });

  it('gets no leave to send JSON: a preflight is refused', async () => {
    const response = await fetch(at('/graphql'), {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(response.status).toBe(405);
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it.each([
    ['sent by a page of another site', { ...BROWSER, 'sec-fetch-site': 'cross-site' }],
    ['sent by a page of a sister site', { ...BROWSER, 'sec-fetch-site': 'same-site' }],
    ['sent by a browser that does not say for whom', BROWSER],
    ['sent with an origin', { origin: 'https://evil.example' }],
    ['sent with a referrer', { referer: 'https://evil.example/page' }],
    ['sent as a form', { ...BROWSER, 'content-type': 'text/plain' }],
  ])('has no GET answered: %s', async (_, headers) => {
    expect(await told(await get({ query }, headers as unknown as Headers))).toMatchObject({
      status: 403,
      codes: ['CROSS_SITE_REFUSED'],
    });
    expect(agency.questions).toEqual([]);
  });

  it.each([
    ['from a page of our own', { ...BROWSER, 'sec-fetch-site': 'same-origin' }],
    ['typed into the address bar', { ...BROWSER, 'sec-fetch-site': 'none' }],
    ['with a header that forces a preflight', { ...BROWSER, 'x-require-preflight': '1' }],
    ['with the header of Apollo’s clients', { ...BROWSER, 'apollo-require-preflight': 'true' }],
    ['from what is no browser', {}],
  ])('is no concern of a GET %s', async (_, headers) => {
    expect((await get({ query }, headers as unknown as Headers)).status).toBe(200);
  });
});

describe('The request id', () => {
  it.each(['abc', 'b7ad6b7169203331', 'A.b:c-d_1', 'x'.repeat(128)])(
    'is the caller’s where it is harmless: %s',
    async (id) => {
      const response = await post({ query: '{ ministryOfJustice { name } }' }, { 'x-request-id': id });
      expect(response.headers.get('x-request-id')).toBe(id);
      expect(await response.json()).toMatchObject({ extensions: { exchange: { requestId: id } } });
      expect(agency.questions.map(({ headers }) => headers['x-request-id'])).toEqual([id]);
    },
  );

  it.each(['', 'a b', '<script>', 'x'.repeat(129), 'é', '"'])('is a new one in place of %j', async (id) => {
    const response = await post({ query: '{ __typename }' }, { 'x-request-id': id });
    expect(response.headers.get('x-request-id')).toMatch(UUID);
  });

  it('stands in every answer, also in those of no operation', async () => {
    for (const response of [await fetch(at('/nothing')), await post('{'), await fetch(at('/healthz'))]) {
      expect(response.headers.get('x-request-id')).toMatch(UUID);
    }
  });
});

describe('The trace', () => {
  const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
  const traceAt = async (headers: Headers) => {
    await post({ query: '{ ministryOfJustice { name } }' }, headers);
    const { traceparent, tracestate } = agency.questions[0]!.headers;
    const [version, traceId, spanId, flags] = String(traceparent).split('-');
    return { version, traceId, spanId, flags, tracestate };
  };

  it('[RULE-29] goes on to the agencies, with a span of the gateway and the state as it came', async () => {
    const { spanId, ...rest } = await traceAt({
      traceparent: `00-${TRACE}-00f067aa0ba902b7-01`,
      tracestate: 'a=1,b=2',
    });
    expect(rest).toEqual({ version: '00', traceId: TRACE, flags: '01', tracestate: 'a=1,b=2' });
    expect(spanId).toMatch(/^(?!00f067aa0ba902b7)[\da-f]{16}$/);
  });

  it.each([
    {},
    { traceparent: 'nonsense', tracestate: 'a=1' },
    { traceparent: `00-${'0'.repeat(32)}-00f067aa0ba902b7-01` },
  ])('begins here where none came, or none that can be read: %j', async (headers) => {
    const { traceId, tracestate } = await traceAt(headers as Headers);
    expect(traceId).toMatch(/^(?!0{32})[\da-f]{32}$/);
    expect(tracestate).toBeUndefined();
  });
});

describe('What an answer does not say', () => {
  it('where in the code an error was made', async () => {
    for (const query of [
      '{',
      '{ nothing }',
      'query ($id: ID!) { agency(id: $id) { id } }',
      `{ ${'__typename '.repeat(21)} }`,
    ]) {
      expect(await (await post({ query })).text()).not.toMatch(
        /stack|node_modules|\.ts\b|\n\s+at |\bat file:/,
      );
    }
  });

  it('how the gateway planned it, to whoever asks as Apollo’s tools do', async () => {
    const body = await (
      await post({ query: '{ __typename }' }, { 'apollo-query-plan-experimental': '1' })
    ).json();
    expect(body).toEqual({
      data: { __typename: 'Query' },
      extensions: {
        exchange: {
          requestId: expect.stringMatching(UUID),
          receipt: expect.stringMatching(UUID),
          ruleSet: expect.stringMatching(/^sha256:[\da-f]{64}$/),
          asOf: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
          purpose: null,
          grants: [],
          refused: [],
        },
      },
    });
  });

  it('that caches may keep it, or may guess its type', async () => {
    const { headers } = await get({ query: '{ __typename }' });
    expect([headers.get('cache-control'), headers.get('x-content-type-options')]).toEqual([
      'no-store',
      'nosniff',
    ]);
  });

  describe('with INTROSPECTION=false', () => {
    let closed: RunningGateway;
    beforeAll(async () => {
      closed = await start({ introspection: false });
    });
    afterAll(() => closed.stop());

    it.each([
      ['the schema', { query: '{ __schema { types { name } } }' }],
      ['a type', { query: '{ __type(name: "Query") { name } }' }],
      ['a name like the one misspelt', { query: '{ statistic { agencies } }' }],
      ['an argument like the one misspelt', { query: '{ databases(searh: "a") { totalCount } }' }],
      ['a type like the one misspelt', { query: '{ agencies { ... on MinistryOfJustise { id } } }' }],
      [
        'the values of an enumeration',
        {
          query: 'query ($g: DatabaseGroup) { databases(group: $g) { totalCount } }',
          variables: { g: 'AA' },
        },
      ],
    ])('%s', async (_, question) => {
      const text = await (await post(question, {}, closed.url)).text();
      expect(text).toContain('"errors"');
      expect(text).not.toMatch(/Did you mean|"name":"Query"|statistics|"search"|MinistryOfJustice\b|"A"/);
    });

    it('but what kind a thing is', async () => {
      expect(
        await (await post({ query: '{ ministryOfJustice { __typename name } }' }, {}, closed.url)).json(),
      ).toMatchObject({ errors: expect.anything() });
      expect(await (await post({ query: '{ __typename }' }, {}, closed.url)).json()).toMatchObject({
        data: { __typename: 'Query' },
      });
    });
  });
});

describe('What those who run it look at', () => {
  it('[RULE-29] health', async () => {
    const response = await fetch(at('/healthz'));
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
  });

  it('[RULE-29] readiness: starting, ready, degraded, and which agencies are missing', async () => {
    const late = await startFakeAgency(() => {});
    await late.close();
    const config = readGatewayConfig({ ...PLANNED_HERE, DATA_DIR: folder.path });
    const agencies = config.agencies.map(({ name }) => ({
      name,
      url: name === 'moj' ? late.url : agency.url,
    }));
    const other = await start({ agencies });
    const readiness = async () => {
      const response = await fetch(`${other.url}/readyz`);
      return [response.status, await response.json()];
    };
    try {
      expect(await readiness()).toEqual([503, { status: 'starting', notReady: ['moj'] }]);
      await late.open();
      expect(await readiness()).toEqual([200, { status: 'ready', notReady: [] }]);
      await late.close();
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      expect(await readiness()).toEqual([200, { status: 'degraded', notReady: ['moj'] }]);
    } finally {
      await other.stop();
      await late.close();
    }
  });

  it('the public keys, and nothing of the private one', async () => {
    const { keys } = (await (await fetch(at('/.well-known/jwks.json'))).json()) as { keys: object[] };
    expect(keys).toEqual([
      {
        kty: 'OKP',
        crv: 'Ed25519',
        alg: 'EdDSA',
        use: 'sig',
        kid: expect.any(String),
        x: expect.any(String),
      },
    ]);
  });

  it('[RULE-29] metrics, in a form Prometheus reads, without a caller or a value in them', async () => {
    await post(
      { query: 'query SecretName { ministryOfJustice { name } }' },
      { 'x-request-id': 'secret-id', authorization: 'Bearer secret-token' },
    );
    await post({ query: '{ nothing }' });
    const metrics = await metricsOf(gateway.url);
    expect(
      metrics.get('lienthong_agency_fetch_duration_seconds_count{agency="moj",outcome="ok"}'),
    ).toBeGreaterThan(0);
    expect(
      metrics.get('lienthong_request_duration_seconds_count{operation="query",outcome="ok"}'),
    ).toBeGreaterThan(0);
    expect(
      metrics.get('lienthong_request_duration_seconds_count{operation="none",outcome="errors"}'),
    ).toBeGreaterThan(0);
    expect(metrics.get('lienthong_errors_total{code="GRAPHQL_VALIDATION_FAILED"}')).toBeGreaterThan(0);
    const own = [...metrics.keys()].filter((series) => series.startsWith('lienthong'));
    expect(own.filter((series) => series.startsWith('lienthong_agency_circuit_open{'))).toHaveLength(25);
    const labels = new Set(
      own.flatMap((series) => [...series.matchAll(/(\w+)="/g)].map(([, label]) => label)),
    );
    expect(labels).toEqual(new Set(['agency', 'outcome', 'operation', 'code', 'le']));
    expect(own.join()).not.toMatch(/secret|Bộ|justice/i);
    expect([...metrics.keys()]).toEqual(
      expect.arrayContaining(['process_resident_memory_bytes', 'nodejs_eventloop_lag_seconds']),
    );
  });

  it('metrics that do not grow with the codes agencies make up', async () => {
    for (let code = 0; code < 250; code += 1) {
      agency.behave(
        answerJson({
          data: { ministryOfJustice: null },
          errors: [{ message: 'No.', extensions: { code: `MADE_UP_${code}` } }],
        }),
      );
      await post({ query: '{ ministryOfJustice { name } }' });
    }
    const counted = [...(await metricsOf(gateway.url)).keys()].filter((series) =>
      series.startsWith('lienthong_errors_total'),
    );
    expect(counted).toContain('lienthong_errors_total{code="OTHER"}');
    expect(counted.length).toBeLessThanOrEqual(201);
    agency.behave(answerJson({ data: { ministryOfJustice: { name: 'Bộ Tư pháp' } } }));
  });

  it('one log line for each operation: ids, counts and codes, and no value', async () => {
    const operationName = 'N'.repeat(500);
    await post(
      {
        query: `query ${operationName} ($id: ID!) { database(id: $id) { name } }`,
        variables: { id: 'a-secret-id' },
      },
      { 'x-request-id': 'logged' },
    );
    const lines = kept.lines.filter(({ requestId }) => requestId === 'logged');
    expect(lines).toMatchObject([
      { level: 'info', msg: 'answered', operationName: 'N'.repeat(100), agencies: ['ndc'], fetches: 1 },
    ]);
    expect(JSON.stringify(lines)).not.toContain('a-secret-id');
  });
});
