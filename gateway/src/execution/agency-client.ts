import { errors, Pool } from 'undici';
import { createAgencyEvents, type AgencyEvents } from './agency-events.ts';
import { readAnswer, type AgencyAnswer } from './agency-answer.ts';
import {
  AgencyFailure,
  badResponse,
  failureOfStatus,
  leftAlone,
  timedOut,
  unavailable,
} from './agency-failure.ts';
import { toBuffer, type BytesInPieces } from '@lienthong/shared/bytes';
import { NoLongerWanted, type Cancellation } from './cancellation.ts';
import { createCircuitBreaker, type Pass } from './circuit-breaker.ts';
import { createFlights, type Asker } from './flights.ts';
import { post, TookTooLong, type Received } from './post.ts';
import { takeNote, travelling, type Sealed } from './sealed.ts';

export interface AgencyClientOptions {
  readonly name: string;
  readonly url: string;
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
  readonly breaker: { readonly failures: number; readonly resetMs: number };
  readonly onBreaker?: (open: boolean) => void;
  /** Told of a question that waits for the answer to another. */
  readonly onShared?: () => void;
}

export interface AgencyQuestion {
  readonly body: BytesInPieces;
  /** Names and values in turns. */
  readonly headers: readonly string[];
  /** Null where nothing is sealed. */
  readonly sealed: Sealed | null;
  /** Judges the answer; judges alike what is asked alike. */
  readonly accept: (answer: AgencyAnswer) => boolean;
  readonly change: boolean;
  readonly cancellation: Cancellation;
  /** Who else's answer it may be; null where it is nobody's. */
  readonly asker: Asker | null;
}

export interface AgencyClient {
  readonly name: string;
  /** Throws {@link AgencyFailure}, and {@link NoLongerWanted} once it is cancelled. */
  ask(question: AgencyQuestion): Promise<AgencyAnswer>;
  readonly subscribe: AgencyEvents['subscribe'];
  close(): Promise<void>;
}

const OF_A_QUESTION = [
  ...['content-type', 'application/json'],
  ...['accept', 'application/graphql-response+json, application/json'],
];

const NO_SEAL: readonly string[] = [];

/** An answer as it came, and read for whoever takes it first. */
interface Heard extends AgencyAnswer {
  readonly body: Buffer;
  taken: boolean;
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
  const breaker = createCircuitBreaker({
    ...options.breaker,
    onChange: options.onBreaker ?? (() => {}),
  });
  const events = createAgencyEvents({ ...options, attempt });
  const flights = createFlights<Heard>(options.onShared ?? (() => {}));
  let lastFailure: AgencyFailure | undefined;

  function read(body: Buffer, accept: AgencyQuestion['accept']): AgencyAnswer {
    const answer = readAnswer(body);
    if (!answer) throw badResponse(name, 'something that is no GraphQL answer', 'không đúng dạng GraphQL');
    if (!accept(answer))
      throw badResponse(name, 'data of another shape than asked for', 'dữ liệu không đúng cấu trúc');
    return answer;
  }

  async function hear(question: AgencyQuestion, cancellation: Cancellation | null): Promise<Heard> {
    for (let trial = breaker.trial(); trial !== null; trial = breaker.trial()) await trial;
    const pass = enter();
    try {
      // What tells whether the agency is back is heard to its end: a question left alone would count as answered.
      const leaving = pass === 'trial' ? null : cancellation;
      const { sealed } = question;
      const until = performance.now() + timeoutMs;
      let seal = sealed ? travelling(sealed) : NO_SEAL;
      let received = await send(question, seal, leaving, timeoutMs);
      while (sealed && takeNote(sealed, seal, received)) {
        seal = travelling(sealed);
        received = await send(question, seal, leaving, Math.max(1, until - performance.now()));
      }
      const { status, headers, body } = received;
      const failure = failureOfStatus(name, status, headers);
      if (failure) throw failure;
      const answer = read(body, question.accept);
      breaker.leave(pass, 'success');
      const { data, escape, errors, extensions } = answer;
      return { data, escape, errors, extensions, body, taken: false };
    } catch (error) {
      throw failed(pass, failureOf(error));
    }
  }

  const send = (
    { headers, body }: AgencyQuestion,
    seal: readonly string[],
    cancellation: Cancellation | null,
    withinMs: number,
  ): Promise<Received> =>
    post(pool, {
      path: pathname,
      headers: [...OF_A_QUESTION, ...headers, ...seal],
      body: toBuffer(body),
      timeoutMs: withinMs,
      cancellation,
    });

  /** A stream that is opened, or cannot be, counts like an answer. */
  async function attempt<Opened>(open: (pass: Pass) => Promise<Opened>): Promise<Opened> {
    for (let trial = breaker.trial(); trial !== null; trial = breaker.trial()) await trial;
    const pass = enter();
    try {
      const opened = await open(pass);
      breaker.leave(pass, 'success');
      return opened;
    } catch (error) {
      throw failed(pass, error as Error);
    }
  }

  function enter(): Pass {
    const pass = breaker.enter();
    if (pass === null) throw lastFailure?.code === 'OVERLOAD' ? lastFailure : leftAlone(name);
    return pass;
  }

  function failed(pass: Pass, failure: Error): Error {
    const counts = failure instanceof AgencyFailure;
    breaker.leave(pass, counts ? 'failure' : 'neither');
    if (counts) lastFailure = failure;
    return failure;
  }

  /** Each reads the answer for itself, for answers are put together in place. */
  function take(heard: Heard, accept: AgencyQuestion['accept']): AgencyAnswer {
    if (heard.taken) return read(heard.body, accept);
    heard.taken = true;
    return heard;
  }

  async function askForChange(question: AgencyQuestion): Promise<AgencyAnswer> {
    try {
      // What was sent may have happened: what became of it is heard, whoever goes away.
      return await hear(question, null);
    } finally {
      // Who asks after a change sees it.
      flights.close();
    }
  }

  return {
    name,
    ask: (question) => {
      const { body, accept, change, cancellation, asker } = question;
      if (change) return askForChange(question);
      if (!asker) return hear(question, cancellation);
      const heard = flights.join(body, asker, cancellation, (ofAll) => hear(question, ofAll));
      return heard.then((answer) => take(answer, accept));
    },
    subscribe: events.subscribe,
    close: async () => {
      await Promise.all([pool.destroy(), events.close()]);
    },
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
