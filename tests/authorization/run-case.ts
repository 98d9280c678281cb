import type { AnswerBody, AnswerError } from '../support/ask.ts';
import type { Callers, Case } from './case-files.ts';
import type { Claims, World } from './world.ts';

/** What became of a case: the answer, and what each agency was asked on the way. */
export interface Outcome {
  readonly status: number;
  readonly headers: Headers;
  /** As it came over the wire. */
  readonly text: string;
  readonly body: AnswerBody;
  readonly asked: Readonly<Record<string, readonly string[]>>;
}

let last = 0;

/** Asks as the case says, over HTTP. */
export async function runCase(world: World, callers: Callers, asked: Case): Promise<Outcome> {
  const requestIds = Array.from({ length: asked.times }, () => `case-${++last}`);
  const authorization = await authorizationOf(world, callers, asked);
  let answer!: { status: number; headers: Headers; text: string };
  for (const requestId of requestIds) {
    const response = await send(world, asked, { 'x-request-id': requestId, ...authorization });
    answer = { status: response.status, headers: response.headers, text: await response.text() };
  }
  return {
    ...answer,
    body: readBody(answer.text),
    asked: askedBy(world, requestIds),
  };
}

/** Whose token is sent; none where the case is asked by nobody. */
export async function authorizationOf(
  world: World,
  callers: Callers,
  { caller, claims }: Pick<Case, 'caller' | 'claims'>,
): Promise<Record<string, string>> {
  const who = claimsOf(callers, caller, claims);
  return who === null ? {} : { authorization: `Bearer ${await world.token(who)}` };
}

function claimsOf(callers: Callers, caller: string, claims: Claims): Claims | null {
  const known = callers[caller];
  if (known === undefined) throw new Error(`callers.yaml does not say who ${caller} is.`);
  if (known === null) return null;
  const said = Object.entries({ ...known, ...claims }).filter(([, claim]) => claim !== null);
  return Object.fromEntries(said);
}

function send(world: World, asked: Case, identity: Record<string, string>): Promise<Response> {
  const { query, variables, operationName, method, body } = asked;
  const url =
    asked.directly === undefined
      ? `${world.gateway.url}/graphql`
      : world.agencies.get(asked.directly)!.recorder.url;
  const headers = { 'content-type': 'application/json', ...identity, ...asked.headers };
  const signal = AbortSignal.timeout(10_000);
  if (method === 'POST')
    return fetch(url, {
      method,
      headers,
      signal,
      body: JSON.stringify(body ?? { query, variables, operationName }),
    });
  const parameters = Object.entries({ query, variables, operationName, ...(body as object) })
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) =>
        [name, typeof value === 'string' ? value : JSON.stringify(value)] as [string, string],
    );
  return fetch(`${url}?${new URLSearchParams(parameters).toString()}`, { headers, signal });
}

/** By agency, all fields it was asked for in these requests. */
export function askedBy({ agencies }: World, requestIds: readonly string[]): Outcome['asked'] {
  return Object.fromEntries(
    [...agencies].flatMap(([name, { recorder }]) => {
      const mine = recorder.asked.filter(({ requestId }) => requestIds.includes(requestId));
      return mine.length > 0 ? [[name, [...new Set(mine.flatMap(({ fields }) => fields))].sort()]] : [];
    }),
  );
}

function readBody(text: string): AnswerBody {
  try {
    return JSON.parse(text) as AnswerBody;
  } catch {
    return {};
  }
}

/** Fields that the gateway refused in an answer: none of them may have been asked of anybody. */
export function refusedByGateway({ errors = [], extensions }: AnswerBody): string[] {
  const told = (extensions?.['exchange'] as { refused?: readonly AnswerError['extensions'][] } | undefined)
    ?.refused;
  const refusals = [...errors.map((error) => error.extensions), ...(told ?? [])];
  return [
    ...new Set(
      refusals
        .filter((refusal) => refusal !== undefined && refusal['agency'] === undefined)
        .flatMap((refusal) => [refusal['coordinate'], refusal['needs']])
        .filter((field) => typeof field === 'string'),
    ),
  ];
}
