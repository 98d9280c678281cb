import type { OutgoingHttpHeaders } from 'node:http';
import type { FastifyReply } from 'fastify';
import { asBytes, toBytes, type Bytes } from '../bytes.ts';
import type { GraphQLAnswer } from './graphql-service.ts';
import type { MediaType } from './media-type.ts';

/**
 * Writes an answer once, in the media type that was asked for: to the connection itself, and as one text, which leaves
 * together with its headers. Data that is kept outside the heap leaves as it is, between what is told around it.
 */
export function writeAnswer(reply: FastifyReply, answer: GraphQLAnswer, mediaType: MediaType): FastifyReply {
  const pieces = piecesOf(answer);
  const status = statusOf(answer, mediaType);
  const headers = reply.getHeaders() as OutgoingHttpHeaders;
  headers['content-type'] = CONTENT_TYPES[mediaType];
  headers['cache-control'] = 'no-store';
  headers['content-length'] = pieces.reduce((sum, { length }) => sum + length, 0);
  // The one method that is refused here is a GET, of a change.
  if (status === 405) headers['allow'] = 'POST';
  if (answer.headers) Object.assign(headers, answer.headers);
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(status, headers);
  const last = pieces.pop();
  for (const piece of pieces) raw.write(piece, 'latin1');
  raw.end(last, 'latin1');
  return reply;
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

/** The body of an answer, in as many pieces as it takes to leave long data as it is. */
function piecesOf(answer: GraphQLAnswer): (Bytes | Buffer)[] {
  const { json, errors, extensions } = answer;
  if (typeof json !== 'object' || json === null) return [`{${membersOf(answer)}}\n`];
  const [before, after] = [
    membersOf({ ...(errors && { errors }) }),
    membersOf({ ...(extensions && { extensions }) }),
  ];
  const data = Buffer.isBuffer(json) ? [json] : json;
  return [`{${before}${before && ','}"data":`, ...data, `${after && ','}${after}}\n`];
}

/** Errors first, so that nobody overlooks them behind the data. */
export function membersOf({ data, json, errors, extensions }: GraphQLAnswer): Bytes {
  let text: Bytes = '';
  if (errors) text = withMember(text, 'errors', toBytes(JSON.stringify(errors)));
  if (json !== undefined) text = withMember(text, 'data', json === null ? 'null' : asBytes(json));
  else if (data !== undefined) text = withMember(text, 'data', toBytes(JSON.stringify(data)));
  if (extensions) text = withMember(text, 'extensions', toBytes(JSON.stringify(extensions)));
  return text;
}

const withMember = (text: Bytes, name: string, part: Bytes): Bytes =>
  `${text}${text === '' ? '' : ','}"${name}":${part}`;
