import type { ExecutionResult, FormattedExecutionResult } from 'graphql';

type Answer = ExecutionResult | FormattedExecutionResult;

/** The data of an answer as text: every key in its place, even one named `__proto__`. */
export const printed = ({ data }: Answer): string => JSON.stringify(data ?? null, null, 2);

/** Where an answer says that something is missing, each place once. */
export const errorPaths = ({ errors = [] }: Answer): string[] =>
  [...new Set(errors.map(({ path }) => (path ?? ['the whole answer']).join('.')))].sort();
