import { execute, type ExecutionArgs } from 'graphql';
import { badUserInput } from './coded-error.ts';
import type { Executed } from './tell-result.ts';

/** Executes an operation of a valid document: what ends it before its first field is a variable that does not fit. */
export async function executeOperation(args: ExecutionArgs): Promise<Executed> {
  const { data, errors } = await execute(args);
  if (data === undefined) return { errors: errors?.map(badUserInput) };
  return errors ? { data, errors } : { data };
}
