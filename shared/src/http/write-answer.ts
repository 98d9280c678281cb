import type { FastifyReply } from 'fastify';
import { toBytes, type Bytes } from '../bytes.ts';
import type { GraphQLAnswer } from './graphql-service.ts';
import type { MediaType } from './media-type.ts';

/** Writes an answer once, in the media type that was asked for. */
export function writeAnswer(reply: FastifyReply, answer: GraphQLAnswer, mediaType: MediaType): FastifyReply {
  const status = statusOf(answer, mediaType);
  reply.status(status).header('content-type', CONTENT_TYPES[mediaType]).header('cache-control', 'no-store');
  // The one method that is refused here is a GET, of a change.
  if (status === 405) reply.header('allow', 'POST');
  if (answer.headers) reply.headers(answer.headers);
  return reply.send(bodyOf(answer));
}

const CONTENT_TYPES: Readonly<Record<MediaType, string>> = {
  'application/json': 'application/json; charset=utf-8',
  'application/graphql-response+json': 'application/graphql-response+json; charset=utf-8',
};

/**
 * In application/json a request that could be read has status 200, whatever became of its operation; in
 * application/graphql-response+json an answer without data has not.
 */
function statusOf({ data, json, status = 200 }: GraphQLAnswer, mediaType: MediaType): number {
  if (data !== undefined || json !== undefined) return status;
  if (mediaType === 'application/json') return status === 400 ? 200 : status;
  return status === 200 ? 400 : status;
}

const bodyOf = (answer: GraphQLAnswer): Buffer => Buffer.from(`{${membersOf(answer)}}\n`, 'latin1');

/** Errors first, so that nobody overlooks them behind the data. */
export function membersOf({ data, json, errors, extensions }: GraphQLAnswer): Bytes {
  let text: Bytes = '';
  const add = (name: string, part: Bytes): void => {
    text += `${text === '' ? '' : ','}"${name}":${part}`;
  };
  if (errors) add('errors', toBytes(JSON.stringify(errors)));
  if (json !== undefined) add('data', json ?? 'null');
  else if (data !== undefined) add('data', toBytes(JSON.stringify(data)));
  if (extensions) add('extensions', toBytes(JSON.stringify(extensions)));
  return text;
}
