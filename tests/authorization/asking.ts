import { askAt, type Answer } from '../support/ask.ts';
import { readCallers, type Case } from './case-files.ts';
import { authorizationOf } from './run-case.ts';
import type { Claims, World } from './world.ts';

export const callers = readCallers();

/** Asks a gateway of the world as one of the callers, for what no case can say. */
export async function askAs(
  world: World,
  caller: string,
  query: string,
  {
    claims = {},
    headers = {},
    variables,
    gateway = world.gateway,
  }: {
    readonly claims?: Claims;
    readonly headers?: Readonly<Record<string, string>>;
    readonly variables?: Readonly<Record<string, unknown>>;
    readonly gateway?: World['gateway'];
  } = {},
): Promise<Answer> {
  const who: Pick<Case, 'caller' | 'claims'> = { caller, claims };
  const identity = await authorizationOf(world, callers, who);
  return askAt(`${gateway.url}/graphql`, query, variables, { ...identity, ...headers });
}

export const codesOf = ({ body }: Answer): string[] =>
  (body.errors ?? []).map(({ extensions }) => extensions.code);
