import { hash } from 'node:crypto';
import { decodeJwt, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import { bearerToken } from './bearer-token.ts';
import { ANONYMOUS, type Caller } from './caller.ts';
import { createCallerReader } from './claims.ts';
import { faultOf, unfitClaim, unknownIssuer, unreadable } from './token-fault.ts';
import { IssuerUnavailable, TokenInvalid } from './token-refused.ts';

/** Somebody whose tokens are believed: for whom they must be meant, and the public keys they are checked with. */
export interface Issuer {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
}

export interface AuthenticatorOptions {
  readonly issuers: readonly Issuer[];
  /** The agencies a token may speak for. */
  readonly agencies: readonly string[];
  /** Agencies that exist and are outside the exchange. */
  readonly excludedAgencies?: readonly string[];
  /** How far the clocks of issuer and gateway may stand apart. */
  readonly clockSkewSeconds?: number;
  /** A token is good for no longer than this, whatever it grants itself. */
  readonly maxAgeSeconds?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * Who asks, by the `Authorization` header or headers of a request: none is anonymous, one good bearer token its Caller,
 * anything else is refused.
 */
export type Authenticate = (authorization: string | readonly string[] | undefined) => Promise<Caller>;

/** Public keys only: with a shared secret, whoever checks a token could make one. */
const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'];
/** Tokens made for something else (a seal, a logout) are none of these, whoever signed them (RFC 8725, section 3.11). */
const TYPES = /^(application\/)?(jwt|at\+jwt)$/i;

const TOKENS_KEPT = 10_000;
/** A verified token is looked at again after this, so that a key withdrawn by its issuer stops counting. */
export const KEPT_FOR_SECONDS = 60;

export const CLOCK_SKEW_SECONDS = 5;
/** A working day. */
export const MAX_AGE_SECONDS = 8 * 60 * 60;

export function createAuthenticator({
  issuers,
  agencies,
  excludedAgencies = [],
  clockSkewSeconds = CLOCK_SKEW_SECONDS,
  maxAgeSeconds = MAX_AGE_SECONDS,
  now = Date.now,
}: AuthenticatorOptions): Authenticate {
  const trusted = new Map(issuers.map((each) => [each.issuer, each]));
  const readCaller = createCallerReader(agencies, excludedAgencies);
  const verified = new LRUCache<string, { readonly caller: Caller; readonly until: number }>({
    max: TOKENS_KEPT,
  });

  return async (authorization) => {
    if (authorization === undefined) return ANONYMOUS;
    const token = bearerToken(authorization);
    // By its digest: the memory of the process holds no token longer than its request.
    const digest = hash('sha256', token, 'base64url');
    const kept = verified.get(digest);
    if (kept && now() < kept.until) return kept.caller;

    const time = now();
    const issuer = trusted.get(claimedIssuer(token) ?? '');
    if (!issuer) throw unknownIssuer();
    const claims = await verify(token, issuer, { clockSkewSeconds, maxAgeSeconds, time });
    const caller = readCaller(claims);
    const end = Math.min(claims.exp!, claims.iat! + maxAgeSeconds) + clockSkewSeconds;
    verified.set(digest, { caller, until: Math.min(end * 1000, time + KEPT_FOR_SECONDS * 1000) });
    return caller;
  };
}

/** Only to find the keys: nothing is believed of a token before its signature is. */
function claimedIssuer(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    throw unreadable();
  }
}

async function verify(
  token: string,
  { issuer, audience, keys }: Issuer,
  {
    clockSkewSeconds,
    maxAgeSeconds,
    time,
  }: { clockSkewSeconds: number; maxAgeSeconds: number; time: number },
): Promise<JWTPayload> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, reachable(keys), {
      algorithms: ALGORITHMS,
      issuer,
      audience,
      requiredClaims: ['exp', 'iat', 'sub'],
      maxTokenAge: maxAgeSeconds,
      clockTolerance: clockSkewSeconds,
      currentDate: new Date(time),
    });
    const { typ } = protectedHeader;
    if (typ !== undefined && !TYPES.test(typ)) throw unfitClaim('typ');
    return payload;
  } catch (error) {
    throw error instanceof TokenInvalid ? error : faultOf(error);
  }
}

/** Tells a key that is not there from keys that cannot be asked for: the first is the token's fault, the second is not. */
const reachable =
  (keys: JWTVerifyGetKey): JWTVerifyGetKey =>
  async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      const answered =
        error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys;
      throw answered ? error : new IssuerUnavailable((error as Error).message);
    }
  };
