import { isAbsolute, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { authenticationSettings, readAuthentication } from '@lienthong/gateway/authentication/settings';
import { readSettings } from '@lienthong/shared/environment';

const read = (variables: Record<string, string>) =>
  readAuthentication(readSettings(variables, authenticationSettings));

const PROVIDER = { TOKEN_ISSUER: 'https://sso.example/realms/x', TOKEN_JWKS: 'https://sso.example/keys' };

describe('By the settings', () => {
  it('of one machine, the development issuer is believed, below the gateway', () => {
    expect(read({})).toEqual({
      audience: 'lienthong',
      maxAgeSeconds: 28_800,
      provider: null,
      development: { issuer: 'http://127.0.0.1:4000/issuer', dataDir: resolve('data') },
    });
  });

  it.each([
    [{ GATEWAY_PORT: '8080' }, 'http://127.0.0.1:8080/issuer'],
    [{ HOST: '10.0.0.7' }, 'http://10.0.0.7:4000/issuer'],
    [{ HOST: '::1' }, 'http://[::1]:4000/issuer'],
    [{ HOST: '0.0.0.0' }, 'http://127.0.0.1:4000/issuer'],
    [{ HOST: '::' }, 'http://127.0.0.1:4000/issuer'],
  ])('of a gateway at %j, it is called %s', (variables, issuer) => {
    expect(read(variables).development).toMatchObject({ issuer });
  });

  it('of a provider, that one is believed and no other', () => {
    expect(read({ ...PROVIDER, TOKEN_AUDIENCE: 'gateway', TOKEN_MAX_AGE: '900' })).toEqual({
      audience: 'gateway',
      maxAgeSeconds: 900,
      provider: { issuer: PROVIDER.TOKEN_ISSUER, jwks: PROVIDER.TOKEN_JWKS },
      development: null,
    });
  });

  it('both are believed where that is said', () => {
    const { provider, development } = read({ ...PROVIDER, DEVELOPMENT_ISSUER: 'true' });
    expect([provider, development]).not.toContain(null);
  });

  it('a file of keys has an absolute path', () => {
    expect(isAbsolute(read({ ...PROVIDER, TOKEN_JWKS: './keys.json' }).provider!.jwks)).toBe(true);
  });

  it('nobody is believed in production where no provider is named', () => {
    const { provider, development } = read({ NODE_ENV: 'production', DEVELOPMENT_ISSUER: 'off' });
    expect([provider, development]).toEqual([null, null]);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    [
      'production that says nothing of the development issuer',
      { NODE_ENV: 'production' },
      /DEVELOPMENT_ISSUER must be/,
    ],
    [
      'production with the development issuer on',
      { NODE_ENV: 'production', DEVELOPMENT_ISSUER: 'true', ...PROVIDER },
      /DEVELOPMENT_ISSUER must be false/,
    ],
    ['an issuer without keys', { TOKEN_ISSUER: PROVIDER.TOKEN_ISSUER }, /TOKEN_JWKS is missing/],
    ['keys without an issuer', { TOKEN_JWKS: PROVIDER.TOKEN_JWKS }, /TOKEN_ISSUER is missing/],
    ['an issuer that is no URL', { ...PROVIDER, TOKEN_ISSUER: 'sso' }, /TOKEN_ISSUER must be the URL/],
    ['an unclear switch', { DEVELOPMENT_ISSUER: 'maybe' }, /DEVELOPMENT_ISSUER must be true or false/],
    ['tokens of no age', { TOKEN_MAX_AGE: '0' }, /TOKEN_MAX_AGE must be a whole number from 60/],
  ])('%s stops the start', (_, variables, said) => {
    expect(() => read(variables)).toThrow(
      expect.objectContaining({ code: 'BAD_CONFIGURATION', message: expect.stringMatching(said) }),
    );
  });
});
