import { z } from 'zod';
import { ExchangeError } from '../errors.ts';

/** What an agency asks the exchange, and in which capacity: as its caller claims say it (rules of the exchange). */
export interface Question {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly purpose: string;
  readonly procedure?: string;
  readonly case?: { readonly id: string; readonly subjects: readonly string[] };
}

export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly messageVi?: string };
}

export interface ExchangeAnswer {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly AnswerError[];
}

/** Asks the exchange in the name of one agency, through the gateway like everybody else. */
export type AskExchange = (question: Question) => Promise<ExchangeAnswer>;

/** Brings an access token of an agency for one purpose and case. */
export type TokenSource = (claims: Readonly<Record<string, unknown>>) => Promise<string>;

/** The exchange could not be asked, or did not answer in time. Nothing is known of what became of the question. */
export class ExchangeUnreachable extends ExchangeError {
  constructor(url: string, why: string) {
    super('EXCHANGE_UNREACHABLE', 503, `The exchange at ${url} could not be asked: ${why}.`, {
      messageVi: `Không hỏi được cổng liên thông tại ${url}.`,
    });
  }
}

const answer = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(
      z.looseObject({
        message: z.string(),
        path: z.array(z.union([z.string(), z.number()])).optional(),
        extensions: z
          .looseObject({ code: z.string().optional(), messageVi: z.string().optional().catch(undefined) })
          .optional(),
      }),
    )
    .optional(),
});

/** Milliseconds after which an answer is given up. */
const PATIENCE = 30_000;

/** The exchange at a URL, as one system of an agency asks it. */
export function createAskExchange({
  url,
  agency,
  system,
  tokenFor,
}: {
  readonly url: string;
  readonly agency: string;
  readonly system: string;
  readonly tokenFor: TokenSource;
}): AskExchange {
  return async ({ query, variables = {}, purpose, procedure, case: about }) => {
    const token = await tokenFor({ agency, system, purpose, procedure, case: about });
    const read = answer.safeParse(await post(url, token, { query, variables }));
    if (!read.success) throw new ExchangeUnreachable(url, 'what came back is no GraphQL answer');
    return { data: read.data.data ?? null, errors: read.data.errors ?? [] };
  };
}

async function post(url: string, token: string, body: object): Promise<unknown> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE),
    });
    return await response.json();
  } catch (error) {
    throw new ExchangeUnreachable(
      url,
      (error as Error).name === 'TimeoutError' ? 'it took too long' : 'no connection',
    );
  }
}

/** For a subgraph that runs where no exchange is known. */
export const noExchange: AskExchange = async () => {
  throw new ExchangeUnreachable('(none)', 'EXCHANGE_URL and an issuer of tokens are not set');
};
