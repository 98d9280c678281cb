import { createHash, randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { errors, jwtVerify, SignJWT, type JWTVerifyGetKey } from 'jose';
import { RequestRefused } from '../errors.ts';
import type { SigningKey } from './keys.ts';
import { sealShape } from './seal-shape.ts';
import type { SealContent } from './seal-content.ts';

/** The header that carries the seal from the gateway to a subgraph. */
export const SEAL_HEADER = 'x-lienthong-seal';
/** The header by which the gateway names a seal that the subgraph keeps, by its digest, in place of the seal. */
export const SEAL_DIGEST_HEADER = 'x-lienthong-seal-digest';
/** The header by which a subgraph says that it keeps the seal it was shown, until its end. */
export const SEAL_KEPT_HEADER = 'x-lienthong-seal-kept';
export const SEAL_KEPT = '1';
export const SEAL_ISSUER = 'lienthong-gateway';
/** How long a seal is good for, in seconds. */
export const SEAL_LIFETIME = 30;
/** How far two hosts' clocks may stand apart, in seconds. */
const CLOCK_SKEW = 2;
/** Bytes of headers a subgraph takes: a seal that names a few hundred people fits. */
export const LARGEST_HEADERS = 64 * 1024;

/** A seal as it is signed: for one subgraph and one operation. */
export interface SealedFor {
  readonly audience: string;
  /** The hash of what may be asked with it. */
  readonly operation: string;
  /** Good for a single call: a mutation must not happen twice. */
  readonly once?: boolean;
}

/** What a seal says once opened (JWT claims, RFC 7519). */
export interface Seal extends SealContent {
  readonly audience: string;
  readonly operation: string;
  readonly expiresAt: number;
  /** The id of a seal that is good once; null where it may be shown again. */
  readonly onceId: string | null;
}

/** Signs a seal: EdDSA, good for {@link SEAL_LIFETIME} seconds from `now` (milliseconds). */
export async function signSeal(
  key: SigningKey,
  { audience, operation, once = false }: SealedFor,
  { caller, ruleSet, permits }: SealContent,
  now: number,
): Promise<string> {
  const issuedAt = Math.floor(now / 1000);
  const signing = new SignJWT({ operation, caller, ruleSet, permits })
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ: 'seal+jwt' })
    .setIssuer(SEAL_ISSUER)
    .setAudience(audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + SEAL_LIFETIME);
  return (once ? signing.setJti(randomUUID()) : signing).sign(key.privateKey);
}

/** The call came without a seal: not through the gateway. D278/2025 Art 4(2) knows no other way in. */
export class SealMissing extends RequestRefused {
  constructor(audience: string) {
    super(
      'SEAL_MISSING',
      401,
      `The subgraph ${audience} answers only the gateway: the call carries no seal (header ${SEAL_HEADER}).`,
      {
        agency: audience,
        messageVi: `Phân hệ ${audience} chỉ trả lời cổng: lời gọi không có dấu xác nhận (tiêu đề ${SEAL_HEADER}).`,
      },
    );
  }
}

/** The seal is forged, for somebody or something else, or past its end. `fault` says which, without quoting the seal. */
export class SealInvalid extends RequestRefused {
  constructor(audience: string, fault: string) {
    super('SEAL_INVALID', 403, `The subgraph ${audience} refused the seal of the call: ${fault}.`, {
      agency: audience,
      messageVi: `Phân hệ ${audience} từ chối dấu xác nhận của lời gọi.`,
    });
  }
}

/** The subgraph was told the digest of a seal that it does not keep, or keeps no longer: it has to be shown the seal itself. */
export class SealUnknown extends RequestRefused {
  constructor(audience: string) {
    super(
      'SEAL_UNKNOWN',
      401,
      `The subgraph ${audience} keeps no seal with this digest: the call has to carry the seal itself (header ${SEAL_HEADER}).`,
      {
        agency: audience,
        messageVi: `Phân hệ ${audience} không giữ dấu xác nhận có mã băm này: lời gọi phải mang chính dấu xác nhận (tiêu đề ${SEAL_HEADER}).`,
      },
    );
  }
}

/** What names a seal: its SHA-256, in base64url. */
export const digestOfSeal = (seal: string): string => createHash('sha256').update(seal).digest('base64url');

export interface SealOpener {
  /** Opens a seal addressed to the audience, and keeps it to its end. Throws {@link SealMissing} or {@link SealInvalid}. */
  readonly open: (seal: string | undefined) => Promise<Seal>;
  /** The seal with this digest, opened before. One that is good once is never given again. Throws {@link SealUnknown}. */
  readonly recall: (digest: string) => Seal;
}

/** Beyond so many those that were not shown or named for longest are forgotten. */
const MOST_KEPT = 2_000;

/** Opens seals addressed to `audience`, by the keys of the gateway. */
export function createSealOpener(
  audience: string,
  keys: JWTVerifyGetKey,
  now: () => number = Date.now,
): SealOpener {
  const opened = new LRUCache<string, Seal>({ max: MOST_KEPT });
  const kept = (digest: string): Seal | undefined => {
    const known = opened.get(digest);
    return known && now() < known.expiresAt ? known : undefined;
  };

  async function open(token: string | undefined): Promise<Seal> {
    if (!token) throw new SealMissing(audience);
    const digest = digestOfSeal(token);
    const known = kept(digest);
    if (known) return known;
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
      const said = sealShape.safeParse(payload);
      if (!said.success) throw new SealInvalid(audience, 'it does not say what a seal says');
      const { operation, caller, ruleSet, permits, jti = null } = said.data;
      const end = Math.min(payload.exp!, payload.iat! + SEAL_LIFETIME);
      const seal = { audience, operation, caller, ruleSet, permits, onceId: jti, expiresAt: end * 1000 };
      opened.set(digest, seal);
      return seal;
    } catch (error) {
      if (error instanceof SealInvalid) throw error;
      throw new SealInvalid(audience, faultOf(error));
    }
  }

  function recall(digest: string): Seal {
    const known = kept(digest);
    if (!known || known.onceId !== null) throw new SealUnknown(audience);
    return known;
  }

  return { open, recall };
}

function faultOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'it has expired';
  if (error instanceof errors.JWTClaimValidationFailed) return `its claim "${error.claim}" does not fit`;
  if (error instanceof errors.JWKSNoMatchingKey) return 'it is signed with a key the gateway did not publish';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'its signature is wrong';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'its algorithm is not EdDSA';
  return 'it cannot be read';
}
