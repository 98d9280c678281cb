import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ExchangeError } from './errors.ts';
import type { Logger } from './log.ts';

/** What a client may read as it is: its own mistakes, and errors made to be shown. */
const TOLD = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** Formats errors for the answer: ours and the client's own mistakes stay, every other failure is masked and logged. */
export function maskError(log: Logger, known: (error: unknown) => boolean = isExchangeError) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    if (known(error) || TOLD.has(String(formatted.extensions?.['code']))) return formatted;
    log.error({ err: error, path: formatted.path }, 'unexpected failure');
    const { path, locations } = formatted;
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
