import { z } from 'zod';
import { urlOrPath, wholeNumber, type Settings } from '@lienthong/shared/environment';
import { StartError } from '@lienthong/shared/errors';
import { developmentIssuerUrl } from '@lienthong/shared/identity/development-token';
import { MAX_AGE_SECONDS } from './authenticate.ts';

/** Whose tokens are believed, in the words of the environment. */
export const authenticationSettings = z.object({
  /** The public keys of TOKEN_ISSUER: the `jwks_uri` of the provider, or a file. */
  TOKEN_JWKS: z.string().min(1).optional(),
  /** Seconds. */
  TOKEN_MAX_AGE: wholeNumber(60, 7 * 24 * 60 * 60).default(MAX_AGE_SECONDS),
  DEVELOPMENT_ISSUER: z
    .stringbool({ truthy: ['true', '1', 'on'], falsy: ['false', '0', 'off'], error: 'must be true or false' })
    .optional(),
  NODE_ENV: z.string().optional(),
});

export interface AuthenticationConfig {
  readonly audience: string;
  readonly maxAgeSeconds: number;
  /** The provider in use; `jwks` is a URL or an absolute path. */
  readonly provider: { readonly issuer: string; readonly jwks: string } | null;
  readonly development: { readonly issuer: string; readonly dataDir: string } | null;
}

/** Whose tokens are believed. Settings that contradict each other stop the start. */
export function readAuthentication(
  settings: Settings & z.output<typeof authenticationSettings>,
): AuthenticationConfig {
  const { TOKEN_ISSUER: issuer, TOKEN_JWKS: jwks, NODE_ENV, DEVELOPMENT_ISSUER } = settings;
  if (!issuer !== !jwks) {
    throw unusable(
      `${issuer ? 'TOKEN_JWKS' : 'TOKEN_ISSUER'} is missing: an issuer is known by its name and its keys`,
    );
  }
  if (NODE_ENV === 'production' && DEVELOPMENT_ISSUER !== false) {
    throw unusable(
      'DEVELOPMENT_ISSUER must be false where NODE_ENV is production: whoever reads the data folder can sign its ' +
        'tokens. Name the issuer in use by TOKEN_ISSUER and TOKEN_JWKS',
    );
  }
  const development = DEVELOPMENT_ISSUER ?? !issuer;
  return Object.freeze({
    audience: settings.TOKEN_AUDIENCE,
    maxAgeSeconds: settings.TOKEN_MAX_AGE,
    provider: issuer && jwks ? { issuer, jwks: urlOrPath(jwks) } : null,
    development: development ? { issuer: developmentIssuerUrl(settings), dataDir: settings.DATA_DIR } : null,
  });
}

const unusable = (fault: string): StartError =>
  new StartError('BAD_CONFIGURATION', `The settings cannot be used: ${fault}.`);
