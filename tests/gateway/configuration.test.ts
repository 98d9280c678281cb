import { describe, expect, it } from '@jest/globals';
import { readGatewayConfig } from '@lienthong/gateway';
import { readSupergraphList } from '@lienthong/shared/supergraph-list';

const list = readSupergraphList('supergraph.yaml');

const NUMBERS = [
  'AGENCY_TIMEOUT_MS',
  'BREAKER_FAILURES',
  'BREAKER_RESET_MS',
  'AGREEMENTS_STALE_MS',
  'SHUTDOWN_GRACE_MS',
  'MAX_ANSWER_BYTES',
  'MAX_BODY_BYTES',
  'MAX_TOKENS',
  'MAX_DEPTH',
  'MAX_ALIASES',
  'MAX_ROOT_FIELDS',
  'MAX_BRANCHES',
  'MAX_COST',
  'GATEWAY_PORT',
  'SUBGRAPH_PORT_BASE',
];

describe('A wrong value stops the start and names its setting', () => {
  const wrong: readonly (readonly [name: string, value: string])[] = [
    ...NUMBERS.flatMap((name) =>
      ['0', '-1', '1.5', 'many', '1e999', '5s', ' '].map((value) => [name, value] as const),
    ),
    ...['GATEWAY_PORT', 'SUBGRAPH_PORT_BASE'].map((name) => [name, '65536'] as const),
    // There must be room for the ports above it.
    ['SUBGRAPH_PORT_BASE', '65530'],
    // Timers of Node that are longer go off at once.
    ...['AGENCY_TIMEOUT_MS', 'BREAKER_RESET_MS', 'AGREEMENTS_STALE_MS', 'SHUTDOWN_GRACE_MS'].map(
      (name) => [name, '2147483648'] as const,
    ),
    ...['yes', 'TRUE', '2', 'no'].map((value) => ['INTROSPECTION', value] as const),
    ...['loud', 'INFO', '3'].map((value) => ['LOG_LEVEL', value] as const),
    ...['postgres', 'mysql://host/db', 'http://host'].map((value) => ['DATABASE_URL', value] as const),
    ...[
      'http://host/graphql',
      '{name}',
      'ftp://{name}/',
      'http://{name}:99999/',
      'http://{name} /',
      'http://[{name}/',
    ].map((value) => ['SUBGRAPH_URL', value] as const),
  ];

  it.each(wrong)('%s=%j', (name, value) => {
    expect(() => readGatewayConfig({ [name]: value })).toThrow(
      expect.objectContaining({ code: 'BAD_CONFIGURATION', message: expect.stringContaining(name) }),
    );
  });

  it('all of them at once', () => {
    expect(() => readGatewayConfig({ MAX_COST: 'x', LOG_LEVEL: 'x', GATEWAY_PORT: 'x' })).toThrow(
      /(?=.*MAX_COST)(?=.*LOG_LEVEL)(?=.*GATEWAY_PORT)/,
    );
  });
});

describe('The configuration', () => {
  it('is whole without a single setting, and cannot be changed', () => {
    const config = readGatewayConfig({});
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 4000,
      introspection: true,
      agencyTimeoutMs: 5_000,
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('takes an empty variable for none', () => {
    const empty = Object.fromEntries(
      [...NUMBERS, 'INTROSPECTION', 'SUBGRAPH_URL', 'DATA_DIR'].map((name) => [name, '']),
    );
    expect(readGatewayConfig(empty)).toEqual(readGatewayConfig({}));
  });

  it('finds subgraphs on this machine in the order of the list', () => {
    const { agencies } = readGatewayConfig({ SUBGRAPH_PORT_BASE: '7000' });
    expect(agencies).toEqual(
      list.map(({ name }, place) => ({ name, url: `http://127.0.0.1:${7000 + place}/graphql` })),
    );
  });

  it('finds subgraphs elsewhere by their name', () => {
    const { agencies } = readGatewayConfig({ SUBGRAPH_URL: 'http://{name}.agencies:8080/{name}/graphql' });
    expect(agencies).toContainEqual({
      name: 'gov-office',
      url: 'http://gov-office.agencies:8080/gov-office/graphql',
    });
    expect(agencies.map(({ name }) => name)).toEqual(list.map(({ name }) => name));
  });

  it('writes an address of IPv6 as a URL has it', () => {
    expect(readGatewayConfig({ HOST: '::1' }).agencies[0]!.url).toBe('http://[::1]:4101/graphql');
  });

  it.each([
    ['true', true],
    ['1', true],
    ['on', true],
    ['false', false],
    ['0', false],
    ['off', false],
  ])('reads INTROSPECTION=%s', (value, introspection) => {
    expect(readGatewayConfig({ INTROSPECTION: value }).introspection).toBe(introspection);
  });
});
