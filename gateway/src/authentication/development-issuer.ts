import type { FastifyInstance } from 'fastify';
import { createLocalJWKSet } from 'jose';
import { signDevelopmentToken } from '@lienthong/shared/identity/development-token';
import { openSigningKey } from '@lienthong/shared/identity/keys';
import type { Issuer } from './authenticate.ts';
import type { CallerClaims } from './claims.ts';

/** Signs tokens for anyone who may read its key, and publishes what they are checked with. */
export interface DevelopmentIssuer extends Issuer {
  /** A token that says this for so long, from `now` (milliseconds) on. */
  sign(claims: CallerClaims, lifetimeSeconds: number, now: number): Promise<string>;
  /** Serves discovery and keys below the path of its URL. */
  serve(front: FastifyInstance): void;
}

/**
 * Opens the issuer of a development machine, with a key of its own in the data folder. There is no way to ask it for a
 * token over the network: whoever wants one must be able to read the key.
 */
export async function openDevelopmentIssuer({
  issuer,
  audience,
  dataDir,
}: {
  readonly issuer: string;
  readonly audience: string;
  readonly dataDir: string;
}): Promise<DevelopmentIssuer> {
  const key = await openSigningKey(dataDir, 'issuer');
  const { jwks } = key;

  return {
    issuer,
    audience,
    keys: createLocalJWKSet({ keys: [...jwks.keys] }),
    sign: (claims, lifetimeSeconds, now) =>
      signDevelopmentToken(
        key,
        { issuer, audience, subject: subjectOf(claims) },
        claims,
        lifetimeSeconds,
        now,
      ),
    serve: (front) => {
      const { pathname } = new URL(issuer);
      front.get(`${pathname}/.well-known/openid-configuration`, async () => discoveryOf(issuer));
      front.get(`${pathname}/jwks.json`, async () => jwks);
    },
  };
}

const subjectOf = ({ agency, system, officer, personal_id: personalId }: CallerClaims): string =>
  personalId ?? [agency, system, officer].filter(Boolean).join('/');

/** OpenID Connect Discovery 1.0, without the endpoints this issuer does not have. */
const discoveryOf = (issuer: string) => ({
  issuer,
  jwks_uri: `${issuer}/jwks.json`,
  response_types_supported: [],
  grant_types_supported: [],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['EdDSA'],
});
