import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { KeptBytes } from '../bytes.ts';
import { RequestInvalid, RequestRefused } from '../errors.ts';
import type { GraphQLAnswer } from '../http/graphql-service.ts';
import { asGraphQLError } from './coded-error.ts';

/** What an operation came to, before its errors are put into words. */
export interface Executed {
  /** Undefined where it was not executed. */
  readonly data?: object | null;
  /** In place of `data`: the same as finished JSON. */
  readonly json?: KeptBytes | null;
  readonly errors?: readonly GraphQLError[];
}

export type TellError = (error: GraphQLError) => GraphQLFormattedError;

/** The answer to an operation that came to this. */
export function tellResult({ errors, ...executed }: Executed, tell: TellError): GraphQLAnswer {
  if (!errors?.length) return executed;
  const status = statusOf(errors) ?? (executed.data === undefined && executed.json === undefined ? 400 : 200);
  return { ...executed, errors: errors.map(tell), status };
}

/** The answer to an operation that ended with something thrown. */
export function tellFailure(thrown: unknown, tell: TellError): GraphQLAnswer {
  if (thrown instanceof RequestInvalid) return { errors: thrown.errors.map(tell), status: 400 };
  const error = asGraphQLError(thrown);
  return { errors: [tell(error)], status: statusOf([error]) ?? 500 };
}

/** Execution wraps what a resolver throws: it may stand one level down. */
const statusOf = (errors: readonly GraphQLError[]): number | undefined =>
  errors
    .map((error) => (error instanceof RequestRefused ? error : error.originalError))
    .find((error) => error instanceof RequestRefused)?.status;
