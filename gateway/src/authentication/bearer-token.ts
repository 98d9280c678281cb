import { TokenInvalid } from './token-refused.ts';

/** Longer ones would not fit the head of a request with anything beside them. */
export const LONGEST_TOKEN = 12_000;

const BEARER = /^bearer +([\w.~+/-]+=*)$/i;

/** The token of the one `Authorization: Bearer` header of a request (RFC 6750, section 2.1). */
export function bearerToken(authorization: string | readonly string[]): string {
  const header = typeof authorization === 'string' ? authorization : soleOf(authorization);
  if (header.length > LONGEST_TOKEN) {
    throw new TokenInvalid({
      en: `it is longer than ${LONGEST_TOKEN} characters`,
      vi: `mã dài hơn ${LONGEST_TOKEN} ký tự`,
    });
  }
  const token = BEARER.exec(header)?.[1];
  if (token === undefined) throw notBearer();
  return token;
}

function soleOf([first, ...others]: readonly string[]): string {
  if (first === undefined || others.length > 0) throw notBearer();
  return first;
}

const notBearer = (): TokenInvalid =>
  new TokenInvalid({
    en: 'send it in one header of the form "Authorization: Bearer <token>", or none to ask for open data',
    vi: 'hãy gửi mã trong đúng một tiêu đề dạng "Authorization: Bearer <mã>", hoặc không gửi nếu chỉ hỏi dữ liệu mở',
  });
