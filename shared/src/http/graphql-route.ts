import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RequestRefused } from '../errors.ts';
import { refuseCrossSite } from './cross-site.ts';
import { acceptsEvents, writeEvents } from './events.ts';
import { PersistedQueryRefused, readParameters } from './graphql-parameters.ts';
import type { GraphQLAnswer, GraphQLService } from './graphql-service.ts';
import { chooseMediaType } from './media-type.ts';
import { acceptsParts, writeParts } from './parts.ts';
import { writeAnswer } from './write-answer.ts';

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

/**
 * Answers GraphQL over HTTP (https://graphql.github.io/graphql-over-http) at `/graphql`, with a context made for each
 * request.
 */
export function serveGraphQL<Context>(
  front: FastifyInstance,
  service: GraphQLService<Context>,
  createContext: (request: FastifyRequest, reply: FastifyReply) => Context,
): void {
  front.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const { accept } = request.headers;
      const [mediaType, takesEvents] = [chooseMediaType(accept), acceptsEvents(accept)];
      if (mediaType === null && !takesEvents && !acceptsParts(accept)) throw new NotAcceptable();
      if (request.method === 'GET') refuseCrossSite(request.headers);
      const answer = await answerTo(request, reply);
      if (answer.events || (takesEvents && mediaType === null)) return writeEvents(reply, answer);
      // Who takes nothing but parts is answered in a single one.
      if (mediaType === null || answer.later) return writeParts(reply, answer);
      return writeAnswer(reply, answer, mediaType);
    },
  });

  async function answerTo(request: FastifyRequest, reply: FastifyReply): Promise<GraphQLAnswer> {
    try {
      return await service.answer(readParameters(request), createContext(request, reply));
    } catch (error) {
      // Its client goes on: it is answered like an operation, not like a request that cannot be read.
      if (error instanceof PersistedQueryRefused)
        return { errors: [{ message: error.message, extensions: error.extensions }], status: error.status };
      throw error;
    }
  }
}
