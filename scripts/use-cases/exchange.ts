import { authenticationSettings, readAuthentication } from '@lienthong/gateway/authentication/settings';
import type { CallerClaims } from '@lienthong/gateway/authentication/claims';
import { openDevelopmentIssuer } from '@lienthong/gateway/authentication/development-issuer';
import { readEvents } from '@lienthong/gateway/execution/read-events';
import { fromBytes } from '@lienthong/shared/bytes';
import { readSettings, type Variables as Environment } from '@lienthong/shared/environment';
import { StartError } from '@lienthong/shared/errors';
import type { AskedAgency } from '../demo/render.ts';
import { readParts, type Part } from './parts.ts';
import type { StoryCaller } from './story-shape.ts';

/** What the gateway answered, and what it told of the exchange. */
export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly AnswerError[];
  readonly extensions?: { readonly exchange?: Told };
}

export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>> & { readonly code: string };
}

export interface Told {
  readonly requestId?: string;
  readonly receipt?: string;
  readonly grants?: readonly string[];
  readonly refused?: readonly ToldRefusal[];
  readonly fetches?: readonly AskedAgency[];
}

export interface ToldRefusal {
  readonly coordinate: string;
  readonly reason: string;
  readonly text: { readonly vi: string; readonly en: string };
  readonly basis: { readonly citation: string };
  readonly agency?: string;
}

type Variables = Readonly<Record<string, unknown>>;

/** Asks a gateway in anybody's name: the development issuer signs. */
export interface Exchange {
  ask(caller: StoryCaller, query: string, variables?: Variables): Promise<Answer>;
  /** Gives the parts of an answer as they come. */
  askInParts(caller: StoryCaller, query: string, variables?: Variables): AsyncIterable<Part>;
  /** Subscribes, and gives each answer as it comes; resolves once the gateway has taken the subscription. */
  follow(caller: StoryCaller, query: string): Promise<AsyncGenerator<Answer, void, void>>;
}

const HOUR = 3600;
const PARTS = 'multipart/mixed;deferSpec=20220824, application/json';

/** A gateway at `url` that runs with these settings. */
export async function openExchange(url: string, variables: Environment): Promise<Exchange> {
  const { audience, development } = readAuthentication(readSettings(variables, authenticationSettings));
  if (!development)
    throw new StartError(
      'NO_DEVELOPMENT_ISSUER',
      'The demo signs its own tokens: switch DEVELOPMENT_ISSUER on.',
    );
  const issuer = await openDevelopmentIssuer({ ...development, audience });
  const tokens = new Map<StoryCaller, Promise<string>>();
  const tokenOf = (caller: StoryCaller): Promise<string> => {
    const kept = tokens.get(caller) ?? issuer.sign(claimsOf(caller), HOUR, Date.now());
    tokens.set(caller, kept);
    return kept;
  };
  const headersOf = async (caller: StoryCaller): Promise<Record<string, string>> => ({
    'x-exchange-fetches': '1',
    authorization: `Bearer ${await tokenOf(caller)}`,
  });
  const post = async (caller: StoryCaller, accept: string, question: object): Promise<Response> =>
    fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { accept, 'content-type': 'application/json', ...(await headersOf(caller)) },
      body: JSON.stringify(question),
    });
  return {
    ask: async (caller, query, asked = {}) =>
      (await (await post(caller, 'application/json', { query, variables: asked })).json()) as Answer,
    askInParts: async function* (caller, query, asked = {}) {
      yield* readParts(await post(caller, PARTS, { query, variables: asked }));
    },
    follow: async (caller, query) => eventsIn(await post(caller, 'text/event-stream', { query })),
  };
}

const LONGEST_EVENT = 1_000_000;

async function* eventsIn({ body }: Response): AsyncGenerator<Answer, void, void> {
  const chunks = body!.pipeThrough(
    new TransformStream<Uint8Array, Buffer>({
      transform: (chunk, controller) => controller.enqueue(Buffer.from(chunk)),
    }),
  );
  for await (const { name, data } of readEvents(chunks, LONGEST_EVENT))
    if (name === 'next') yield JSON.parse(fromBytes(data)) as Answer;
}

export function claimsOf({ who: _, citizen, decision, approvedBy, ...said }: StoryCaller): CallerClaims {
  if (citizen !== undefined) return { personal_id: citizen };
  return { ...said, decision_number: decision, approved_by: approvedBy };
}
