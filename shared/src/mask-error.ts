import { GraphQLError } from 'graphql';
import { ExchangeError } from './errors.ts';
import type { TellError } from './graphql/tell-result.ts';
import type { Logger } from './log.ts';

/** What a client may read as it is: its own mistakes, and errors made to be shown. */
const TOLD: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
]);

/** Puts errors into the words of the answer: ours and the client's own mistakes stay, every other failure is masked and logged. */
export function maskError(log: Logger, known: (error: GraphQLError) => boolean = isExchangeError): TellError {
  return (error) => {
    if (known(error) || TOLD.has(error.extensions['code'])) return error.toJSON();
    const { path, locations } = error;
    log.error({ err: error, path }, 'unexpected failure');
    return {
      message: 'The server failed on this part of the request.',
      ...(locations && { locations }),
      ...(path && { path }),
      extensions: {
        code: 'INTERNAL_SERVER_ERROR',
        messageVi: 'Máy chủ gặp lỗi khi xử lý phần này của yêu cầu.',
      },
    };
  };
}

/** Ours, made to be shown. GraphQL execution wraps what a resolver throws, so it may stand one level down. */
export const isExchangeError = (error: unknown): boolean =>
  error instanceof ExchangeError ||
  (error instanceof GraphQLError && error.originalError instanceof ExchangeError);
