import { RequestRefused } from '@lienthong/shared/errors';
import { REASONS } from '@lienthong/shared/policy/reasons';
import type { Text } from '@lienthong/shared/policy/types';

/** What a caller without a good token is asked for (RFC 6750, section 3). */
export const CHALLENGE = 'Bearer error="invalid_token"';

/** The token is not good. `fault` says why, in both languages, without a word of the token. */
export class TokenInvalid extends RequestRefused {
  constructor(readonly fault: Text) {
    super('TOKEN_INVALID', 401, `The access token cannot be accepted: ${fault.en}.`, {
      messageVi: `Không chấp nhận được mã truy cập: ${fault.vi}.`,
    });
  }
}

/** The token was good once: a new one will do. */
export class TokenExpired extends RequestRefused {
  constructor(readonly fault: Text) {
    super('TOKEN_EXPIRED', 401, `The access token is good no more: ${fault.en}. Obtain a new one.`, {
      messageVi: `Mã truy cập không còn hiệu lực: ${fault.vi}. Hãy lấy mã mới.`,
    });
  }
}

/** The keys of the token's issuer cannot be had at the moment, so nobody can say whether it is good. */
export class IssuerUnavailable extends RequestRefused {
  /** `reason` is for the log of the gateway: callers are not told it. */
  constructor(readonly reason: string) {
    super(
      'ISSUER_UNAVAILABLE',
      503,
      'The access token cannot be checked at the moment: the keys of its issuer cannot be had. Ask again later.',
      {
        messageVi:
          'Hiện chưa kiểm tra được mã truy cập: không lấy được khóa của bên phát hành. Hãy gửi lại sau.',
      },
    );
  }
}

/** The token is good, and speaks for an agency that is outside the exchange. */
export class AgencyExcluded extends RequestRefused {
  constructor() {
    const { text, basis } = REASONS.EXCLUDED_AGENCY;
    super('EXCLUDED_AGENCY', 403, text.en, { messageVi: text.vi, basis: basis[0] });
  }
}
