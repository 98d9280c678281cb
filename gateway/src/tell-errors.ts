import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from '@lienthong/shared/log';
import { isExchangeError, maskError } from '@lienthong/shared/mask-error';

const TOO_MANY_TOKENS = /^Syntax Error: Document contains more tha[nt] (\d+) tokens/;
/** What graphql-js adds to an error about an unknown name: it tells names that the caller may not see. */
const SUGGESTION = / ?Did you mean .*\?$/s;

/** Shapes errors for the answer: what is meant to be told is told, the rest is masked and logged. */
export function tellErrors(log: Logger) {
  const mask = maskError(log, (error) => isExchangeError(error) || isAgencys(error));
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const tokens = TOO_MANY_TOKENS.exec(formatted.message)?.[1];
    if (tokens) return tooManyTokens(Number(tokens));
    const { path, message, extensions, ...rest } = mask(formatted, error);
    const { serviceName: _, ...facts } = extensions ?? {};
    return {
      ...rest,
      message: message.replace(SUGGESTION, ''),
      ...(path && { path: realPath(path) }),
      extensions: facts,
    };
  };
}

const tooManyTokens = (limit: number): GraphQLFormattedError => ({
  message: `The operation has more than ${limit} tokens, the most this gateway accepts.`,
  extensions: {
    code: 'LIMIT_TOKENS',
    limit,
    messageVi: `Truy vấn vượt quá ${limit} từ tố, mức tối đa của cổng.`,
  },
});

/** The executor writes `@` for "every entry": a path in an answer ends before it. */
function realPath(path: readonly (string | number)[]): (string | number)[] {
  const every = path.indexOf('@');
  return every === -1 ? [...path] : path.slice(0, every);
}

/** Errors our data source wrote carry the agency they come from; Apollo's own failures do not. */
const isAgencys = (error: unknown): boolean => error instanceof GraphQLError && 'agency' in error.extensions;
