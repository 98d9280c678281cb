import { ExchangeError, RequestRefused } from '../errors.ts';

export class NotFound extends RequestRefused {
  constructor(path: string) {
    super('NOT_FOUND', 404, `There is nothing at ${shown(path)}.`, {
      messageVi: `Không có gì tại ${shown(path)}.`,
    });
  }
}

export class MethodNotAllowed extends RequestRefused {
  constructor(method: string, path: string, allowed: readonly string[]) {
    super(
      'METHOD_NOT_ALLOWED',
      405,
      `${method} is not answered at ${shown(path)}, but ${allowed.join(', ')} is.`,
      {
        messageVi: `${shown(path)} không nhận ${method}, chỉ nhận ${allowed.join(', ')}.`,
      },
    );
  }
}

const shown = (path: string): string => path.slice(0, 200);

/** What the HTTP layer refuses by itself, by its own code: ours, in English and Vietnamese. */
const REFUSED: Readonly<Record<string, readonly [code: string, message: string, messageVi: string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [
    'BODY_TOO_LARGE',
    'The body of the request is larger than this server accepts.',
    'Nội dung yêu cầu lớn hơn mức máy chủ chấp nhận.',
  ],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'UNSUPPORTED_MEDIA_TYPE',
    'Send the operation as application/json.',
    'Hãy gửi truy vấn dưới dạng application/json.',
  ],
  FST_ERR_CTP_EMPTY_JSON_BODY: [
    'BAD_REQUEST',
    'The body of the request is empty.',
    'Nội dung yêu cầu trống.',
  ],
  FST_ERR_CTP_INVALID_JSON_BODY: [
    'BAD_REQUEST',
    'The body of the request is not JSON.',
    'Nội dung yêu cầu không phải là JSON.',
  ],
};

const UNREADABLE = ['BAD_REQUEST', 'The request cannot be read.', 'Không đọc được yêu cầu.'] as const;
const FAILED = [
  'INTERNAL_SERVER_ERROR',
  'The server failed on this request.',
  'Máy chủ gặp lỗi khi xử lý yêu cầu.',
] as const;

/** Whatever was thrown, by us or by the HTTP layer. */
export type Failure = Error & { readonly statusCode?: number; readonly code?: string };

export const statusOf = (error: Failure): number =>
  error instanceof ExchangeError ? error.status : (error.statusCode ?? 500);

/** A failure of the whole request in the shape of a GraphQL answer: ours as it stands, nothing of anything else. */
export function failureOf(error: Failure, status: number, bodyLimit: number) {
  if (error instanceof ExchangeError)
    return { errors: [{ message: error.message, extensions: error.extensions }] };
  const [code, message, messageVi] = REFUSED[error.code ?? ''] ?? (status >= 500 ? FAILED : UNREADABLE);
  const limit = code === 'BODY_TOO_LARGE' ? { limit: bodyLimit } : {};
  return { errors: [{ message, extensions: { code, ...limit, messageVi } }] };
}
