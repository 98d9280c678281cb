import type { FastifyReply } from 'fastify';
import type { GraphQLAnswer } from './graphql-service.ts';
import type { MediaType } from './media-type.ts';

/** Writes an answer once, in the media type that was asked for. */
export function writeAnswer(reply: FastifyReply, answer: GraphQLAnswer, mediaType: MediaType): FastifyReply {
  const status = statusOf(answer, mediaType);
  reply.status(status).header('content-type', CONTENT_TYPES[mediaType]).header('cache-control', 'no-store');
  // The one method that is refused here is a GET, of a change.
  if (status === 405) reply.header('allow', 'POST');
  if (answer.headers) reply.headers(answer.headers);
  return reply.send(textOf(answer));
}

const CONTENT_TYPES: Readonly<Record<MediaType, string>> = {
  'application/json': 'application/json; charset=utf-8',
  'application/graphql-response+json': 'application/graphql-response+json; charset=utf-8',
};

/**
 * In application/json a request that could be read has status 200, whatever became of its operation; in
 * application/graphql-response+json an answer without data has not.
 */
function statusOf({ data, dataText, status = 200 }: GraphQLAnswer, mediaType: MediaType): number {
  if (data !== undefined || dataText !== undefined) return status;
  if (mediaType === 'application/json') return status === 400 ? 200 : status;
  return status === 200 ? 400 : status;
}

/** Errors first, so that nobody overlooks them behind the data. */
function textOf({ data, dataText, errors, extensions }: GraphQLAnswer): string {
  let text = '';
  const add = (name: string, json: string): void => {
    text += `${text === '' ? '{' : ','}"${name}":${json}`;
  };
  if (errors) add('errors', JSON.stringify(errors));
  if (dataText !== undefined) add('data', dataText);
  else if (data !== undefined) add('data', JSON.stringify(data));
  if (extensions) add('extensions', JSON.stringify(extensions));
  return `${text}}\n`;
}
