import { PassThrough } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Bytes } from '../bytes.ts';
import type { GraphQLAnswer } from './graphql-service.ts';
import { membersOf } from './write-answer.ts';

/** Whether an `Accept` takes answers as events (https://github.com/enisdenjo/graphql-sse, distinct connections). */
export const acceptsEvents = (accept: string | undefined): boolean =>
  accept !== undefined && /\btext\/event-stream\b/i.test(accept);

/** So often something is written, for whoever stands between takes silence for an end. */
const KEEP_ALIVE_MS = 12_000;

/**
 * Writes one answer, or each as it comes, as server-sent events, and that it was the last. Whoever reads slowly is written
 * to slowly: the next answer is not taken before there is room for it.
 */
export function writeEvents(reply: FastifyReply, answer: GraphQLAnswer): FastifyReply {
  const body = new PassThrough();
  reply
    .status(200)
    .header('content-type', 'text/event-stream; charset=utf-8')
    .header('cache-control', 'no-store');
  // Whoever stands between (nginx) would keep events until there are enough.
  reply.header('x-accel-buffering', 'no');
  if (answer.headers) reply.headers(answer.headers);
  void write(body, answer);
  return reply.send(body);
}

async function write(body: PassThrough, answer: GraphQLAnswer): Promise<void> {
  const keepAlive = setInterval(() => !body.writableNeedDrain && body.write(':\n\n'), KEEP_ALIVE_MS);
  body.once('close', () => clearInterval(keepAlive));
  // Opens the stream: the first event may be long in coming.
  body.write(':\n\n');
  for await (const each of answer.events ?? [answer]) {
    if (body.destroyed) break;
    if (!body.write(eventOf('next', `{${membersOf(each)}}`))) await roomOrEnd(body);
  }
  clearInterval(keepAlive);
  if (!body.destroyed) body.end(eventOf('complete', ''));
}

/** JSON has no line breaks of its own, so data is one line. */
const eventOf = (name: string, data: Bytes): Buffer =>
  Buffer.from(`event: ${name}\ndata: ${data}\n\n`, 'latin1');

const roomOrEnd = (body: PassThrough): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      body.off('drain', done).off('close', done);
      resolve();
    };
    if (body.destroyed) resolve();
    else body.once('drain', done).once('close', done);
  });
