import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { askSubgraph } from '../federation/support/ask-subgraph.ts';
import type { Federation } from '../federation/support/federation.ts';
import type { Question } from '../federation/support/open-gateway.ts';

/** Subgraphs of somebody else: each answers GraphQL at a port of its own, and knows nothing of this exchange. */
export interface PlainSubgraphs {
  /** The supergraph, with the addresses they answer at. */
  readonly supergraph: string;
  /** The headers of every question so far. */
  readonly asked: IncomingHttpHeaders[];
  /** Ends one of them. */
  stop(name: string): Promise<void>;
  close(): Promise<void>;
}

export async function servePlainSubgraphs({ supergraphSdl, subgraphs }: Federation): Promise<PlainSubgraphs> {
  const asked: IncomingHttpHeaders[] = [];
  const servers = new Map<string, Server>();
  let supergraph = supergraphSdl;
  for (const [name, schema] of subgraphs) {
    const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      if (request.method !== 'POST' || request.url !== '/api') return void response.writeHead(404).end();
      asked.push(request.headers);
      const given = await askSubgraph(schema, JSON.parse(await text(request)) as Question);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(given));
    };
    const server = createServer((request, response) => void answer(request, response));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    supergraph = supergraph.replace(`"local:${name}"`, `"http://127.0.0.1:${port}/api"`);
    servers.set(name, server);
  }
  const stop = async (name: string): Promise<void> => {
    const server = servers.get(name)!;
    if (!server.listening) return;
    const closed = once(server.close(), 'close');
    server.closeAllConnections();
    await closed;
  };
  return {
    supergraph,
    asked,
    stop,
    close: async () => {
      for (const name of servers.keys()) await stop(name);
    },
  };
}
