import { errors } from 'jose';
import type { RequestRefused } from '@lienthong/shared/errors';
import type { Text } from '@lienthong/shared/policy/types';
import { IssuerUnavailable, TokenExpired, TokenInvalid } from './token-refused.ts';

const MANY_KEYS: Text = {
  en: 'it does not say which of its issuer’s keys signed it (header "kid")',
  vi: 'mã không nêu khóa nào của bên phát hành đã ký (tiêu đề "kid")',
};

/** By what verification found, the sentence a caller is told. Nothing of the token stands in it. */
const FAULTS: readonly (readonly [new (...args: never[]) => Error, Text])[] = [
  [
    errors.JWKSNoMatchingKey,
    {
      en: 'it is signed with a key its issuer does not publish',
      vi: 'mã được ký bằng khóa mà bên phát hành không công bố',
    },
  ],
  [errors.JWKSMultipleMatchingKeys, MANY_KEYS],
  [errors.JWSSignatureVerificationFailed, { en: 'its signature is wrong', vi: 'chữ ký của mã sai' }],
  [
    errors.JOSEAlgNotAllowed,
    {
      en: 'its algorithm is none of RS256, ES256 and EdDSA',
      vi: 'thuật toán của mã không phải RS256, ES256 hay EdDSA',
    },
  ],
];

const UNREADABLE: Text = { en: 'it cannot be read', vi: 'không đọc được mã' };

export const unreadable = (): TokenInvalid => new TokenInvalid(UNREADABLE);

export const unknownIssuer = (): TokenInvalid =>
  new TokenInvalid({
    en: 'it comes from no issuer this gateway trusts (claim "iss")',
    vi: 'mã không do bên phát hành mà cổng tin cậy cấp (khai báo "iss")',
  });

export const unfitClaim = (claim: string): TokenInvalid =>
  new TokenInvalid({
    en: `its claim or header "${claim}" is missing or does not fit`,
    vi: `khai báo hoặc tiêu đề "${claim}" của mã thiếu hoặc không phù hợp`,
  });

/** What is wrong with a token, from what its verification threw. */
export function faultOf(error: unknown): RequestRefused {
  if (error instanceof IssuerUnavailable) return error;
  if (error instanceof errors.JWTExpired) {
    return new TokenExpired(
      error.claim === 'iat'
        ? { en: 'it is older than this gateway accepts', vi: 'mã cũ hơn mức cổng chấp nhận' }
        : { en: 'it has expired', vi: 'mã đã hết hạn' },
    );
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    return error.claim === 'nbf' && error.reason === 'check_failed'
      ? new TokenInvalid({
          en: 'it is not good yet (claim "nbf")',
          vi: 'mã chưa có hiệu lực (khai báo "nbf")',
        })
      : unfitClaim(error.claim);
  }
  // The key was found and cannot be worked with: its issuer's fault, not the token's.
  if (!(error instanceof errors.JOSEError)) return new IssuerUnavailable((error as Error).message);
  return new TokenInvalid(FAULTS.find(([kind]) => error instanceof kind)?.[1] ?? UNREADABLE);
}
