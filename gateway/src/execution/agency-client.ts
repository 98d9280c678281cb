import { BrokenCircuitError, circuitBreaker, CircuitState, ConsecutiveBreaker, handleType } from 'cockatiel';
import { errors, Pool } from 'undici';
import { SEAL_HEADER } from '@lienthong/shared/identity/seal';
import { AgencyFailure, badResponse, leftAlone, timedOut, unavailable } from './agency-failure.ts';

export interface AgencyClientOptions {
  readonly name: string;
  readonly url: string;
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
  readonly breaker: { readonly failures: number; readonly resetMs: number };
  readonly seal: (audience: string) => Promise<string>;
  readonly onBreaker?: (open: boolean) => void;
}

/** What a subgraph answered: GraphQL's own shape, checked no further. */
export interface AgencyAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly AgencyError[];
}

export interface AgencyError {
  readonly message?: unknown;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface AgencyClient {
  readonly name: string;
  /** Asks the subgraph; `accept` judges the answer. Throws {@link AgencyFailure}. */
  ask(
    body: string,
    headers: Readonly<Record<string, string>>,
    accept: (answer: AgencyAnswer) => boolean,
  ): Promise<AgencyAnswer>;
  close(): Promise<void>;
}

/**
 * Talks to one subgraph: sealed, over kept-alive connections, within a time and a size. A circuit breaker stops asking
 * an agency that failed several times in a row, and lets one request through now and then to see whether it is back.
 */
export function createAgencyClient(options: AgencyClientOptions): AgencyClient {
  const { name, timeoutMs, maxAnswerBytes } = options;
  const { origin, pathname } = new URL(options.url);
  const pool = new Pool(origin, { connections: 64, maxResponseSize: maxAnswerBytes });
  const breaker = circuitBreaker(handleType(AgencyFailure), {
    halfOpenAfter: options.breaker.resetMs,
    breaker: new ConsecutiveBreaker(options.breaker.failures),
  });
  breaker.onStateChange((state) => options.onBreaker?.(state !== CircuitState.Closed));

  async function request(body: string, headers: Readonly<Record<string, string>>): Promise<AgencyAnswer> {
    const response = await pool.request({
      path: pathname,
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        [SEAL_HEADER]: await options.seal(name),
      },
      body,
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.body.text();
    if (response.statusCode === 401 || response.statusCode === 403) {
      throw badResponse(name, 'a refusal of the gateway’s seal', 'bằng việc từ chối dấu niêm phong của cổng');
    }
    if (response.statusCode === 502 || response.statusCode === 503 || response.statusCode === 504)
      throw unavailable(name);
    const answer = parse(text);
    if (!answer) throw badResponse(name, 'something that is no GraphQL answer', 'không đúng dạng GraphQL');
    return answer;
  }

  return {
    name,
    ask: async (body, headers, accept) => {
      try {
        return await breaker.execute(async () => {
          try {
            const answer = await request(body, headers);
            if (!accept(answer))
              throw badResponse(name, 'data of another shape than asked for', 'dữ liệu không đúng cấu trúc');
            return answer;
          } catch (error) {
            throw failureOf(error);
          }
        });
      } catch (error) {
        if (error instanceof BrokenCircuitError) throw leftAlone(name);
        throw error;
      }
    },
    close: () => pool.destroy(),
  };

  function failureOf(error: unknown): Error {
    if (error instanceof AgencyFailure) return error;
    if (error instanceof errors.ResponseExceededMaxSizeError) {
      return badResponse(name, `more than ${maxAnswerBytes} bytes`, `quá ${maxAnswerBytes} byte`);
    }
    const timedOutHere =
      (error instanceof DOMException && error.name === 'TimeoutError') ||
      error instanceof errors.HeadersTimeoutError ||
      error instanceof errors.BodyTimeoutError ||
      error instanceof errors.ConnectTimeoutError;
    return timedOutHere ? timedOut(name, timeoutMs) : unavailable(name);
  }
}

function parse(text: string): AgencyAnswer | null {
  try {
    const answer = JSON.parse(text) as unknown;
    if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return null;
    const { data, errors: failures } = answer as AgencyAnswer;
    const dataFits =
      data === undefined || data === null || (typeof data === 'object' && !Array.isArray(data));
    const errorsFit =
      failures === undefined ||
      (Array.isArray(failures) && failures.every((each) => typeof each === 'object' && each !== null));
    return dataFits && errorsFit && (data !== undefined || failures !== undefined) ? answer : null;
  } catch {
    return null;
  }
}
