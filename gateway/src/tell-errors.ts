import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { TellError } from '@lienthong/shared/graphql/tell-result';
import type { Logger } from '@lienthong/shared/log';
import { isExchangeError, maskError } from '@lienthong/shared/mask-error';

const TOO_MANY_TOKENS = /^Syntax Error: Document contains more tha[nt] (\d+) tokens/;
/** What graphql-js adds to an error about an unknown name: it tells names that the caller may not see. */
const SUGGESTION = / ?Did you mean .*\?$/s;

/** Puts errors into the words of the answer: what is meant to be told is told, the rest is masked and logged. */
export function tellErrors(log: Logger): TellError {
  const mask = maskError(log, (error) => isExchangeError(error) || isAgencys(error));
  return (error) => {
    const tokens = TOO_MANY_TOKENS.exec(error.message)?.[1];
    if (tokens) return tooManyTokens(Number(tokens));
    const told = mask(error);
    return { ...told, message: told.message.replace(SUGGESTION, '') };
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

/** Errors our sources wrote carry the agency they come from. */
const isAgencys = ({ extensions }: GraphQLError): boolean => 'agency' in extensions;
