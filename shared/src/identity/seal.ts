import { LRUCache } from 'lru-cache';
import { errors, jwtVerify, SignJWT, type JWTVerifyGetKey } from 'jose';
import { ExchangeError } from '../errors.ts';
import type { SigningKey } from './keys.ts';

/** The header that carries the seal from the gateway to a subgraph. */
export const SEAL_HEADER = 'x-lienthong-seal';
export const SEAL_ISSUER = 'lienthong-gateway';
/** How long a seal is good for, in seconds. */
export const SEAL_LIFETIME = 30;
/** How far two hosts' clocks may stand apart, in seconds. */
const CLOCK_SKEW = 2;

/** What a seal says once opened (JWT claims, RFC 7519). */
export interface Seal {
  readonly audience: string;
  readonly expiresAt: number;
}

/** Signs a seal for one subgraph: EdDSA, good for {@link SEAL_LIFETIME} seconds from `now` (milliseconds). */
export async function signSeal(key: SigningKey, audience: string, now: number): Promise<string> {
  const issuedAt = Math.floor(now / 1000);
  return new SignJWT({})
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ: 'seal+jwt' })
    .setIssuer(SEAL_ISSUER)
    .setAudience(audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + SEAL_LIFETIME)
    .sign(key.privateKey);
}

/**
 * Signs seals and uses each again for the first half of its life: a seal says nothing yet but who signed it, for
 * whom and until when, so two requests may carry the same one.
 */
export function createSealer(
  key: SigningKey,
  now: () => number = Date.now,
): (audience: string) => Promise<string> {
  const signed = new Map<string, { readonly seal: Promise<string>; readonly until: number }>();
  return (audience) => {
    const kept = signed.get(audience);
    if (kept && now() < kept.until) return kept.seal;
    const seal = signSeal(key, audience, now());
    signed.set(audience, { seal, until: now() + (SEAL_LIFETIME / 2) * 1000 });
    return seal;
  };
}

/** The call came without a seal: not through the gateway. D278/2025 Art 4(2) knows no other way in. */
export class SealMissing extends ExchangeError {
  constructor(audience: string) {
    super(
      'SEAL_MISSING',
      401,
      `The subgraph ${audience} answers only the gateway: the call carries no seal (header ${SEAL_HEADER}).`,
      { agency: audience },
    );
  }
}

/** The seal is forged, for somebody else, or past its end. `fault` says which, without quoting the seal. */
export class SealInvalid extends ExchangeError {
  constructor(audience: string, fault: string) {
    super('SEAL_INVALID', 403, `The subgraph ${audience} refused the seal of the call: ${fault}.`, {
      agency: audience,
    });
  }
}

/** Opens seals addressed to `audience`. Throws {@link SealMissing} or {@link SealInvalid}. */
export function createSealOpener(
  audience: string,
  keys: JWTVerifyGetKey,
  now: () => number = Date.now,
): (token: string | undefined) => Promise<Seal> {
  const opened = new LRUCache<string, Seal>({ max: 100 });
  return async (token) => {
    if (!token) throw new SealMissing(audience);
    const known = opened.get(token);
    if (known && now() < known.expiresAt) return known;
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ['EdDSA'],
        typ: 'seal+jwt',
        issuer: SEAL_ISSUER,
        audience,
        requiredClaims: ['iat', 'exp'],
        maxTokenAge: SEAL_LIFETIME,
        clockTolerance: CLOCK_SKEW,
        currentDate: new Date(now()),
      });
      const end = Math.min(payload.exp!, payload.iat! + SEAL_LIFETIME);
      const seal = { audience, expiresAt: end * 1000 };
      opened.set(token, seal);
      return seal;
    } catch (error) {
      throw new SealInvalid(audience, faultOf(error));
    }
  };
}

function faultOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'it has expired';
  if (error instanceof errors.JWTClaimValidationFailed) return `its claim "${error.claim}" does not fit`;
  if (error instanceof errors.JWKSNoMatchingKey) return 'it is signed with a key the gateway did not publish';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'its signature is wrong';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'its algorithm is not EdDSA';
  return 'it cannot be read';
}
