import { errors, Pool } from 'undici';
import { toBuffer, type Bytes, type BytesInPieces } from '@lienthong/shared/bytes';
import { readAnswer, type AgencyAnswer } from './agency-answer.ts';
import { badResponse, failureOfStatus, timedOut, unavailable, AgencyFailure } from './agency-failure.ts';
import { NoLongerWanted, offCancel, onCancel, type Cancellation } from './cancellation.ts';
import type { Pass } from './circuit-breaker.ts';
import { EventTooLong, readEvents } from './read-events.ts';

export interface AgencyEventsOptions {
  readonly name: string;
  readonly url: string;
  /** Within which a subgraph has to say that it takes the subscription. */
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
  /** Opens a stream where the circuit breaker lets it, which counts what comes of it. */
  readonly attempt: <Opened>(open: (pass: Pass) => Promise<Opened>) => Promise<Opened>;
}

export interface Subscribing {
  readonly body: BytesInPieces;
  /** Names and values in turns. */
  readonly headers: readonly string[];
  readonly accept: (answer: AgencyAnswer) => boolean;
  /** Told once the subgraph has taken the subscription. */
  readonly whenOpen: () => void;
  /** Ends the subscription. */
  readonly cancellation: Cancellation;
}

export interface AgencyEvents {
  /** Each answer as it comes, to the end. Throws {@link AgencyFailure}, and {@link NoLongerWanted} once it is cancelled. */
  readonly subscribe: (subscribing: Subscribing) => AsyncGenerator<AgencyAnswer, void, void>;
  close(): Promise<void>;
}

/** Subscribes to one subgraph by the graphql-sse protocol (distinct connections), over connections of their own. */
export function createAgencyEvents({
  name,
  url,
  timeoutMs,
  maxAnswerBytes,
  attempt,
}: AgencyEventsOptions): AgencyEvents {
  const { origin, pathname } = new URL(url);
  // What is subscribed to may be silent for as long as it likes, and keeps no question waiting for a connection.
  const pool = new Pool(origin, {
    connections: null,
    connectTimeout: timeoutMs,
    headersTimeout: timeoutMs,
    bodyTimeout: 0,
  });

  async function* subscribe({ accept, whenOpen, cancellation, ...question }: Subscribing) {
    if (cancellation.cancelled) throw new NoLongerWanted();
    const leaving = new AbortController();
    let mayLeave = false;
    const leave = { end: () => void (mayLeave && leaving.abort()) };
    onCancel(cancellation, leave);
    try {
      const response = await attempt((pass) => {
        // What tells whether the agency is back is heard, whoever goes away.
        mayLeave = pass !== 'trial';
        if (mayLeave && cancellation.cancelled) throw new NoLongerWanted();
        return open(question, leaving.signal);
      });
      mayLeave = true;
      if (cancellation.cancelled) throw new NoLongerWanted();
      // It is there, and answers: who offers no streams is no agency that fails.
      if (!/^text\/event-stream\b/i.test(String(response.headers['content-type']))) throw noStream(name);
      whenOpen();
      for await (const event of readEvents(response.body as AsyncIterable<Buffer>, maxAnswerBytes)) {
        if (event.name === 'complete') return;
        if (event.name === 'next') yield read(event.data, accept);
      }
      throw unavailable(name);
    } catch (error) {
      throw leaving.signal.aborted ? new NoLongerWanted() : failureOf(error);
    } finally {
      mayLeave = true;
      offCancel(cancellation, leave);
      leave.end();
    }
  }

  /** An agency that failed is told apart from one that was left before it said anything. */
  async function open({ body, headers }: Pick<Subscribing, 'body' | 'headers'>, signal: AbortSignal) {
    try {
      const response = await pool.request({
        path: pathname,
        method: 'POST',
        headers: [...headers, 'content-type', 'application/json', 'accept', 'text/event-stream'],
        body: toBuffer(body),
        signal,
      });
      const { statusCode: status } = response;
      const failure =
        failureOfStatus(name, status, response.headers) ?? (status >= 500 ? noStream(name) : null);
      if (failure) throw failure;
      return response;
    } catch (error) {
      throw signal.aborted ? new NoLongerWanted() : failureOf(error);
    }
  }

  function read(data: Bytes, accept: Subscribing['accept']): AgencyAnswer {
    const answer = readAnswer(Buffer.from(data, 'latin1'));
    if (!answer) throw badResponse(name, 'something that is no GraphQL answer', 'không đúng dạng GraphQL');
    if (!accept(answer))
      throw badResponse(name, 'data of another shape than asked for', 'dữ liệu không đúng cấu trúc');
    return answer;
  }

  function failureOf(error: unknown): Error {
    if (error instanceof AgencyFailure || error instanceof NoLongerWanted) return error;
    if (error instanceof EventTooLong)
      return badResponse(name, `more than ${maxAnswerBytes} bytes`, `quá ${maxAnswerBytes} byte`);
    const late = error instanceof errors.HeadersTimeoutError || error instanceof errors.ConnectTimeoutError;
    return late ? timedOut(name, timeoutMs) : unavailable(name);
  }

  return { subscribe, close: () => pool.destroy() };
}

const noStream = (agency: string): AgencyFailure =>
  badResponse(agency, 'something that is no stream of events', 'không đúng dạng luồng sự kiện');
