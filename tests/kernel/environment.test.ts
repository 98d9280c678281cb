import { isAbsolute, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readSettings, urlOrPath, wholeNumber } from '@lienthong/shared/environment';
import { z } from 'zod';

describe('The settings', () => {
  it('are those of one machine where the environment says nothing', () => {
    expect(readSettings({})).toEqual({
      DATA_DIR: resolve('data'),
      SEEDS_DIR: resolve('seeds/resolution-214/data'),
      REFERENCE_DIR: resolve('seeds/reference'),
      RECORDS_DIR: resolve('seeds/synthetic/records'),
      SUPERGRAPH_CONFIG: resolve('supergraph.yaml'),
      TOKEN_AUDIENCE: 'lienthong',
      LAW_DIR: resolve('law'),
      GATEWAY_PORT: 4000,
      SUBGRAPH_PORT_BASE: 4101,
      HOST: '127.0.0.1',
      INTROSPECTION: true,
      LOG_LEVEL: 'info',
      SHUTDOWN_GRACE_MS: 10_000,
    });
  });

  it('count an empty variable as absent', () => {
    const names = Object.keys(readSettings({}));
    const empty = Object.fromEntries([...names, 'DATABASE_URL', 'GATEWAY_JWKS'].map((name) => [name, '']));
    expect(readSettings(empty)).toEqual(readSettings({}));
  });

  it('take what the environment says', () => {
    const said = {
      DATA_DIR: '/var/lib/lienthong',
      GATEWAY_PORT: '8080',
      SUBGRAPH_PORT_BASE: '9000',
      HOST: '0.0.0.0',
      DATABASE_URL: 'postgresql://user:secret@db:5432/lienthong',
      GATEWAY_JWKS: 'https://gateway/.well-known/jwks.json',
      LOG_LEVEL: 'debug',
      SHUTDOWN_GRACE_MS: '500',
    };
    expect(readSettings(said)).toMatchObject({
      ...said,
      GATEWAY_PORT: 8080,
      SUBGRAPH_PORT_BASE: 9000,
      SHUTDOWN_GRACE_MS: 500,
    });
  });

  it.each([
    ['true', true],
    ['1', true],
    ['on', true],
    ['false', false],
    ['0', false],
    ['off', false],
  ])('read the switch INTROSPECTION=%s as %s', (text, expected) => {
    expect(readSettings({ INTROSPECTION: text }).INTROSPECTION).toBe(expected);
  });

  it('make paths absolute, so that a later change of folder moves nothing', () => {
    const { DATA_DIR, SEEDS_DIR, SUPERGRAPH_CONFIG } = readSettings({
      DATA_DIR: 'a',
      SEEDS_DIR: './b',
      SUPERGRAPH_CONFIG: '../c.yaml',
    });
    expect([DATA_DIR, SEEDS_DIR, SUPERGRAPH_CONFIG].every(isAbsolute)).toBe(true);
  });

  it('ignore what is none of theirs, and cannot be changed afterwards', () => {
    const settings = readSettings({ PATH: '/bin', GATEWAY_PORTS: 'x' });
    expect(settings).not.toHaveProperty('PATH');
    expect(Object.isFrozen(settings)).toBe(true);
  });

  it.each([
    ['GATEWAY_PORT', 'http'],
    ['GATEWAY_PORT', '0'],
    ['GATEWAY_PORT', '65536'],
    ['GATEWAY_PORT', '4000.5'],
    ['GATEWAY_PORT', '-1'],
    ['SUBGRAPH_PORT_BASE', '65501'],
    ['SUBGRAPH_PORT_BASE', 'four'],
    ['SHUTDOWN_GRACE_MS', '0'],
    ['SHUTDOWN_GRACE_MS', '10s'],
    ['INTROSPECTION', 'yes'],
    ['LOG_LEVEL', 'loud'],
    ['DATABASE_URL', 'mysql://db/lienthong'],
    ['DATABASE_URL', 'not a url'],
  ])('stop the start and name themselves: %s=%s', (name, value) => {
    const start = () => readSettings({ [name]: value });
    expect(start).toThrow(
      expect.objectContaining({
        code: 'BAD_CONFIGURATION',
        message: expect.stringMatching(`${name} must be`),
      }),
    );
  });

  it('name every fault at once', () => {
    expect(() => readSettings({ GATEWAY_PORT: 'x', LOG_LEVEL: 'y' })).toThrow(
      /GATEWAY_PORT must be.*; LOG_LEVEL must be/,
    );
  });

  it('never repeat a value, which may hold a password', () => {
    expect(() => readSettings({ DATABASE_URL: 'mysql://user:secret@db/x' })).toThrow(
      expect.not.stringContaining('secret'),
    );
  });

  it('may be joined by those of one process', () => {
    const more = z.object({ MAX_DEPTH: wholeNumber(1).default(12) });
    expect(readSettings({ MAX_DEPTH: '3' }, more)).toMatchObject({ MAX_DEPTH: 3, GATEWAY_PORT: 4000 });
    expect(() => readSettings({ MAX_DEPTH: 'deep' }, more)).toThrow(
      'MAX_DEPTH must be a whole number, 1 or more',
    );
  });
});

it.each([
  ['https://gateway/jwks.json', 'https://gateway/jwks.json'],
  ['http://gateway/jwks.json', 'http://gateway/jwks.json'],
  ['/etc/keys.json', '/etc/keys.json'],
  ['keys.json', resolve('keys.json')],
])('A setting that is a URL stays one, anything else is a path: %s', (text, expected) => {
  expect(urlOrPath(text)).toBe(expected);
});
