import type { Settings } from '../environment.ts';
import { StartError } from '../errors.ts';
import { urlAt } from '../http/front.ts';
import { developmentIssuerUrl, signDevelopmentToken } from '../identity/development-token.ts';
import { openSigningKey } from '../identity/keys.ts';
import { createAskExchange, noExchange, type AskExchange, type TokenSource } from './ask-exchange.ts';
import { clientCredentials } from './client-credentials.ts';

/** The exchange as an agency of this process asks it. */
export type OpenAsking = (agency: string) => AskExchange;

/** Seconds a token of the development issuer is good for: one question. */
const LIFETIME = 60;

/** By the settings of the environment; where tokens come from nobody, asking ends in an error and nothing else does. */
export async function openAsking(settings: Settings): Promise<OpenAsking> {
  const tokenFor = await tokenSource(settings);
  if (tokenFor === null) return () => noExchange;
  const { EXCHANGE_URL, HOST, GATEWAY_PORT } = settings;
  const host = HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST;
  const url = EXCHANGE_URL ?? `${urlAt(host, GATEWAY_PORT)}/graphql`;
  return (agency) => createAskExchange({ url, agency, system: `${agency}-records`, tokenFor });
}

async function tokenSource(settings: Settings): Promise<TokenSource | null> {
  const {
    EXCHANGE_TOKEN_URL,
    EXCHANGE_CLIENT_ID,
    EXCHANGE_CLIENT_SECRET,
    TOKEN_AUDIENCE: audience,
  } = settings;
  if (EXCHANGE_TOKEN_URL) {
    if (!EXCHANGE_CLIENT_ID || !EXCHANGE_CLIENT_SECRET)
      throw new StartError(
        'BAD_CONFIGURATION',
        'The settings cannot be used: EXCHANGE_TOKEN_URL needs EXCHANGE_CLIENT_ID and EXCHANGE_CLIENT_SECRET.',
      );
    return clientCredentials({
      url: EXCHANGE_TOKEN_URL,
      clientId: EXCHANGE_CLIENT_ID,
      clientSecret: EXCHANGE_CLIENT_SECRET,
      audience,
    });
  }
  if (settings.TOKEN_ISSUER) return null;
  const key = await openSigningKey(settings.DATA_DIR, 'issuer');
  const issuer = developmentIssuerUrl(settings);
  return (claims) => {
    const { agency, system } = claims;
    const subject = `${String(agency)}/${String(system)}`;
    return signDevelopmentToken(key, { issuer, audience, subject }, claims, LIFETIME, Date.now());
  };
}
