import { BrokenCircuitError, circuitBreaker, CircuitState, ConsecutiveBreaker, handleType } from 'cockatiel';
import { errors, Pool } from 'undici';
import { readAnswer, type AgencyAnswer } from './agency-answer.ts';
import {
  AgencyFailure,
  badResponse,
  leftAlone,
  overloaded,
  timedOut,
  unavailable,
} from './agency-failure.ts';
import type { Bytes } from '@lienthong/shared/bytes';
import { NoLongerWanted, type Cancellation } from './cancellation.ts';
import { post, TookTooLong } from './post.ts';

const JSON_HEADERS = {
  'content-type': 'application/json',
  accept: 'application/graphql-response+json, application/json',
};

export interface AgencyClientOptions {
  readonly name: string;
  readonly url: string;
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
  readonly breaker: { readonly failures: number; readonly resetMs: number };
  readonly onBreaker?: (open: boolean) => void;
}

export interface AgencyClient {
  readonly name: string;
  /**
   * Asks the subgraph; `accept` judges the answer. Throws {@link AgencyFailure}, and {@link NoLongerWanted} once it is
   * cancelled.
   */
  ask(
    body: Bytes,
    headers: Readonly<Record<string, string>>,
    accept: (answer: AgencyAnswer) => boolean,
    cancellation: Cancellation | null,
  ): Promise<AgencyAnswer>;
  close(): Promise<void>;
}

/**
 * Talks to one subgraph: over kept-alive connections, within a time and a size. A circuit breaker stops asking
 * an agency that failed several times in a row, and lets one request through now and then to see whether it is back.
 */
export function createAgencyClient(options: AgencyClientOptions): AgencyClient {
  const { name, timeoutMs, maxAnswerBytes } = options;
  const { origin, pathname } = new URL(options.url);
  const pool = new Pool(origin, {
    connections: 64,
    maxResponseSize: maxAnswerBytes,
    // There is one limit for all of it, which we keep.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const breaker = circuitBreaker(handleType(AgencyFailure), {
    halfOpenAfter: options.breaker.resetMs,
    breaker: new ConsecutiveBreaker(options.breaker.failures),
  });
  let lastFailure: AgencyFailure | undefined;
  breaker.onStateChange((state) => options.onBreaker?.(state !== CircuitState.Closed));

  async function request(
    body: Bytes,
    headers: Readonly<Record<string, string>>,
    cancellation: Cancellation | null,
  ): Promise<AgencyAnswer> {
    const response = await post(pool, {
      path: pathname,
      headers: { ...headers, ...JSON_HEADERS },
      body: Buffer.from(body, 'latin1'),
      timeoutMs,
      // What tells whether the agency is back is heard to its end: a question left alone would count as answered.
      cancellation: breaker.state === CircuitState.Closed ? cancellation : null,
    });
    const { status } = response;
    if (status === 401 || status === 403) {
      throw badResponse(name, 'a refusal of the gateway’s seal', 'bằng việc từ chối dấu niêm phong của cổng');
    }
    if (status >= 300 && status < 400) throw badResponse(name, 'a redirection', 'bằng việc chuyển hướng');
    if (status === 429 || (status === 503 && response.headers['retry-after'] !== undefined))
      throw overloaded(name);
    if (status === 502 || status === 503 || status === 504) throw unavailable(name);
    const answer = readAnswer(response.body);
    if (!answer) throw badResponse(name, 'something that is no GraphQL answer', 'không đúng dạng GraphQL');
    return answer;
  }

  return {
    name,
    ask: async (body, headers, accept, cancellation) => {
      try {
        return await breaker.execute(async () => {
          try {
            const answer = await request(body, headers, cancellation);
            if (!accept(answer))
              throw badResponse(name, 'data of another shape than asked for', 'dữ liệu không đúng cấu trúc');
            return answer;
          } catch (error) {
            throw failureOf(error);
          }
        });
      } catch (error) {
        if (error instanceof BrokenCircuitError)
          throw lastFailure?.code === 'OVERLOAD' ? lastFailure : leftAlone(name);
        if (error instanceof AgencyFailure) lastFailure = error;
        throw error;
      }
    },
    close: () => pool.destroy(),
  };

  function failureOf(error: unknown): Error {
    if (error instanceof AgencyFailure || error instanceof NoLongerWanted) return error;
    if (error instanceof errors.ResponseExceededMaxSizeError) {
      return badResponse(name, `more than ${maxAnswerBytes} bytes`, `quá ${maxAnswerBytes} byte`);
    }
    if (error instanceof errors.HTTPParserError || error instanceof errors.HeadersOverflowError) {
      return badResponse(name, 'something that is no HTTP answer', 'không đúng dạng HTTP');
    }
    const tooLate = error instanceof TookTooLong || error instanceof errors.ConnectTimeoutError;
    return tooLate ? timedOut(name, timeoutMs) : unavailable(name);
  }
}
