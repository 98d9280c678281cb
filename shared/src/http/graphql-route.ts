import { HeaderMap, type ApolloServer, type BaseContext } from '@apollo/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Answers GraphQL over HTTP at `/graphql`, with a context made for each request. */
export function serveGraphQL<Context extends BaseContext>(
  front: FastifyInstance,
  server: ApolloServer<Context>,
  createContext: (request: FastifyRequest) => Promise<Context>,
): void {
  front.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    handler: async (request, reply) => {
      const { body, headers, status } = await server.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: request.method,
          headers: headersOf(request),
          search: request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '',
          body: request.body,
        },
        context: () => createContext(request),
      });
      for (const [name, value] of headers) reply.header(name, value);
      reply.status(status ?? 200);
      return body.kind === 'complete' ? reply.send(body.string) : reply.send(body.asyncIterator);
    },
  });
}

function headersOf({ headers }: FastifyRequest): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}
