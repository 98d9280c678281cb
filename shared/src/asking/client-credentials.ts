import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { ExchangeUnreachable, type TokenSource } from './ask-exchange.ts';

const granted = z.object({ access_token: z.string().min(1), expires_in: z.number().positive().default(60) });

/** Seconds before its end at which a token is no longer used. */
const MARGIN = 10;

/**
 * Tokens from the OIDC provider in use, by client credentials (RFC 6749, section 4.4). What for and about whom travels as
 * rich authorization details (RFC 9396) of type `lienthong`; the provider puts them into the token as the claims of the
 * same names.
 */
export function clientCredentials({
  url,
  clientId,
  clientSecret,
  audience,
}: {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly audience: string;
}): TokenSource {
  const tokens = new LRUCache<string, string>({ max: 1_000 });
  return async (claims) => {
    const details = JSON.stringify([{ type: 'lienthong', ...claims }]);
    const known = tokens.get(details);
    if (known !== undefined) return known;
    const { access_token: token, expires_in: seconds } = await ask(url, clientId, clientSecret, {
      grant_type: 'client_credentials',
      audience,
      authorization_details: details,
    });
    if (seconds > MARGIN) tokens.set(details, token, { ttl: (seconds - MARGIN) * 1000 });
    return token;
  };
}

async function ask(url: string, id: string, secret: string, form: Record<string, string>) {
  // RFC 6749, section 2.3.1: both halves are form-encoded before they are joined.
  const basic = Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64');
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams(form),
      signal: AbortSignal.timeout(10_000),
    });
    if (response.ok) return granted.parse(await response.json());
  } catch {
    throw new ExchangeUnreachable(url, 'the issuer of tokens does not answer as RFC 6749 says');
  }
  throw new ExchangeUnreachable(url, 'the issuer of tokens refused this client');
}
