import { PassThrough } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { toBytes, type Bytes } from '../bytes.ts';
import type { AnswerPart, GraphQLAnswer, IncrementalAnswer } from './graphql-service.ts';
import { membersOf } from './write-answer.ts';

/** Whether an `Accept` takes an answer in parts, as clients of incremental delivery ask for it. */
export const acceptsParts = (accept: string | undefined): boolean =>
  accept !== undefined && /multipart\/mixed\s*;[^,]*\bdeferspec\s*=\s*"?20220824/i.test(accept);

const CONTENT_TYPE = 'multipart/mixed; boundary="-"; deferSpec=20220824';
const HEAD = '\r\ncontent-type: application/json; charset=utf-8\r\n\r\n';
const BETWEEN = '\r\n---';
const END = '--\r\n';

/** Writes an answer as multipart/mixed (RFC 2046), each part as soon as it is known. */
export function writeParts(reply: FastifyReply, answer: GraphQLAnswer): FastifyReply {
  const { headers, status = 200 } = answer;
  const body = new PassThrough();
  reply.status(status).header('content-type', CONTENT_TYPE).header('cache-control', 'no-store');
  if (headers) reply.headers(headers);
  void write(body, answer);
  return reply.send(body);
}

async function write(body: PassThrough, answer: GraphQLAnswer): Promise<void> {
  // A part ends with the line that begins the next: written with it, nobody waits for its end.
  const tell = (members: Bytes, hasNext: boolean): void => {
    const json = `{${members}${members && ','}"hasNext":${hasNext}}`;
    if (!body.destroyed) body.write(Buffer.from(`${HEAD}${json}${BETWEEN}${hasNext ? '' : END}`, 'latin1'));
  };
  body.write(BETWEEN);
  tell(membersOf(answer), answer.later !== undefined);
  // To the end, whoever is left to read it: what is asked is written down.
  if (answer.later) for await (const part of answer.later) tell(membersOfPart(part), part.hasNext);
  body.end();
}

function membersOfPart({ incremental, errors, extensions }: AnswerPart): Bytes {
  const rest = membersOf({ ...(errors && { errors }), ...(extensions && { extensions }) });
  if (incremental.length === 0) return rest;
  return `"incremental":[${incremental.map(incrementalOf).join()}]${rest && ','}${rest}`;
}

function incrementalOf({ json, path, label, errors }: IncrementalAnswer): Bytes {
  const at = toBytes(
    `"path":${JSON.stringify(path)}${label === undefined ? '' : `,"label":${JSON.stringify(label)}`}`,
  );
  return `{${membersOf({ json, ...(errors?.length && { errors }) })},${at}}`;
}
