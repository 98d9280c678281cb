import { accessSync, readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { StartError } from '@lienthong/shared/errors';
import { openKeySet } from '@lienthong/shared/identity/key-set';
import { authenticateRequests } from './authenticate-requests.ts';
import { createAuthenticator, type Issuer } from './authenticate.ts';
import { openDevelopmentIssuer } from './development-issuer.ts';
import type { AuthenticationConfig } from './settings.ts';

export interface Authentication {
  /** Makes a front tell who asks, and serve the development issuer where there is one. */
  serve(front: FastifyInstance, onRefused?: (code: string) => void): void;
}

/** Opens the issuers whose tokens are believed. Keys that cannot be read from a file stop the start. */
export async function openAuthentication(
  { audience, maxAgeSeconds, provider, development }: AuthenticationConfig,
  agencies: readonly string[],
  excludedAgencies: readonly string[] = [],
): Promise<Authentication> {
  const own = development && (await openDevelopmentIssuer({ ...development, audience }));
  const issuers: Issuer[] = [];
  if (provider) issuers.push({ issuer: provider.issuer, audience, keys: openProviderKeys(provider.jwks) });
  if (own) issuers.push(own);
  const authenticate = createAuthenticator({ issuers, agencies, excludedAgencies, maxAgeSeconds });
  return {
    serve: (front, onRefused) => {
      own?.serve(front);
      authenticateRequests(front, authenticate, onRefused);
    },
  };
}

function openProviderKeys(source: string): JWTVerifyGetKey {
  const keys = openKeySet(source);
  if (/^https?:\/\//.test(source)) return keys;
  try {
    createLocalJWKSet(JSON.parse(readFileSync(source, 'utf8')) as JSONWebKeySet);
  } catch (error) {
    throw new StartError(
      'BAD_CONFIGURATION',
      `The settings cannot be used: TOKEN_JWKS is neither a URL nor a file of public keys (${(error as Error).message}).`,
    );
  }
  return async (header, token) => {
    // A file that went away takes nobody's key back.
    accessSync(source);
    return keys(header, token);
  };
}
