import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse, type GraphQLSchema } from 'graphql';
import { digestOfSeal, SEAL_DIGEST_HEADER, SEAL_HEADER } from '@lienthong/shared/identity/seal';
import { coordinatesOf } from '@lienthong/shared/policy/operation-fields';
import type { Coordinate } from '@lienthong/shared/policy/types';

/** What one subgraph was asked once. */
export interface AskedOnce {
  readonly requestId: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The seal it came with, or named by its digest. */
  readonly seal: string | undefined;
  /** The fields, by the subgraph's own schema; of `_entities` those of the entities. */
  readonly fields: readonly Coordinate[];
}

type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

/** Stands before a subgraph, hands everything on, and keeps what was asked. */
export interface Recorder {
  readonly url: string;
  readonly asked: readonly AskedOnce[];
  /** Answers in place of the subgraph, for requests whose path begins so; null hands everything on again. */
  answerInstead(path: string, behaviour: Behaviour | null): void;
  stop(): Promise<void>;
}

/** Records at the door of a subgraph: what stands here reached it, whatever became of the answer. */
export async function recordBefore(target: string, schema: GraphQLSchema): Promise<Recorder> {
  const { hostname, port } = new URL(target);
  const asked: AskedOnce[] = [];
  const instead = new Map<string, Behaviour>();
  const seals = new Map<string, string>();
  const sealIn = (headers: IncomingMessage['headers']): string | undefined => {
    const seal = headers[SEAL_HEADER] as string | undefined;
    if (seal === undefined) return seals.get(String(headers[SEAL_DIGEST_HEADER]));
    seals.set(digestOfSeal(seal), seal);
    return seal;
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url = '', headers } = request;
      const body = Buffer.concat(chunks);
      const isQuestion = url.startsWith('/graphql') && method === 'POST';
      if (isQuestion)
        asked.push({ ...readQuestion(body.toString(), headers, schema), seal: sealIn(headers) });
      const behaviour = [...instead].find(([path]) => url.startsWith(path))?.[1];
      if (behaviour) return behaviour(request, response);
      const onward = ask({ hostname, port, path: url, method, headers }, (answer) => {
        response.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(response);
      });
      onward.on('error', () => response.destroy());
      response.on('close', () => onward.destroy());
      onward.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    asked,
    answerInstead: (path, behaviour) => {
      if (behaviour) instead.set(path, behaviour);
      else instead.delete(path);
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What somebody past the gateway sends may be anything: then no field was asked. */
function readQuestion(
  body: string,
  headers: IncomingMessage['headers'],
  schema: GraphQLSchema,
): Omit<AskedOnce, 'seal'> {
  const { query, variables = {} } = JSON.parse(body) as {
    query?: unknown;
    variables?: Record<string, unknown>;
  };
  const text = typeof query === 'string' ? query : '{ __typename }';
  return {
    requestId: String(headers['x-request-id']),
    query: text,
    variables,
    fields: coordinatesOf(parse(text), schema).filter((field) => field !== 'Query._entities'),
  };
}
