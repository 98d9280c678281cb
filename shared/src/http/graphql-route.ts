import { HeaderMap, type ApolloServer, type BaseContext } from '@apollo/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RequestRefused } from '../errors.ts';
import { refuseCrossSite } from './cross-site.ts';
import { chooseMediaType, type MediaType } from './media-type.ts';

/** Whoever answers operations: an Apollo Server, or what stands in front of several. */
export type Executor<Context extends BaseContext> = Pick<ApolloServer<Context>, 'executeHTTPGraphQLRequest'>;

class NotAcceptable extends RequestRefused {
  constructor() {
    super(
      'NOT_ACCEPTABLE',
      406,
      'Answers are application/graphql-response+json or application/json: accept one of them.',
      {
        messageVi:
          'Câu trả lời có dạng application/graphql-response+json hoặc application/json: hãy chấp nhận một trong hai.',
      },
    );
  }
}

class BatchRefused extends RequestRefused {
  constructor() {
    super('BATCH_REFUSED', 400, 'The body holds a list of operations: send one operation per request.', {
      messageVi: 'Nội dung là một danh sách truy vấn: hãy gửi mỗi yêu cầu một truy vấn.',
    });
  }
}

/**
 * Answers GraphQL over HTTP (https://graphql.github.io/graphql-over-http) at `/graphql`, with a context made for each
 * request. Apollo Server does the GraphQL; what it does otherwise than the specification is set right here.
 */
export function serveGraphQL<Context extends BaseContext>(
  front: FastifyInstance,
  server: Executor<Context>,
  createContext: (request: FastifyRequest) => Promise<Context>,
): void {
  front.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    exposeHeadRoute: false,
    preHandler: async (request) => {
      if (chooseMediaType(request.headers.accept) === null) throw new NotAcceptable();
      if (request.method === 'GET') refuseCrossSite(request.headers);
      if (Array.isArray(request.body)) throw new BatchRefused();
    },
    handler: async (request, reply) => {
      const mediaType = chooseMediaType(request.headers.accept)!;
      const {
        body,
        headers,
        status = 200,
      } = await server.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: request.method,
          headers: headersOf(request, mediaType),
          search: request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '',
          body: request.body,
        },
        context: () => createContext(request),
      });
      for (const [name, value] of headers) reply.header(name, value);
      reply.header('cache-control', 'no-store');
      if (body.kind !== 'complete') return reply.status(status).send(body.asyncIterator);
      return reply.status(statusOf(status, mediaType, body.string)).send(body.string);
    },
  });
}

function headersOf({ headers }: FastifyRequest, accept: MediaType): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  map.set('accept', accept);
  return map;
}

/**
 * In application/json a request that could be read has status 200, whatever became of its operation; in
 * application/graphql-response+json an answer without data has not.
 */
function statusOf(status: number, mediaType: MediaType, body: string): number {
  const answered = body.includes('"data":');
  if (answered) return status;
  if (mediaType === 'application/json')
    return status === 400 && !body.includes('"code":"BAD_REQUEST"') ? 200 : status;
  return status === 200 ? 400 : status;
}
