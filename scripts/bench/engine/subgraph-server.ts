import { createServer } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql } from 'graphql';
import { typeDefsOf } from './compose-world.ts';
import { WORLDS } from './workloads.ts';
import type { Reference, Service } from './worlds/world.ts';

/*
 * All subgraphs of a world in one process, each on a port of its own. A question is executed once and its answer kept by
 * the body of the request, for what is measured is who asks.
 *
 *   node subgraph-server.ts <world> <first port>
 */

/** What was asked of all subgraphs so far; sent to the parent whenever it sends a message. */
export interface Counted {
  readonly calls: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
}

/** Bodies come again. Where they never do, answers must not fill the memory: the measurement would be of something else. */
const MOST_KEPT = 20_000;

const [name, firstPort] = process.argv.slice(2) as [string, string];
const world = WORLDS.get(name)!;
const counted = { calls: 0, bytesIn: 0, bytesOut: 0 };

const schemaOf = ({ typeDefs, references = {} }: Service) =>
  buildSubgraphSchema({
    typeDefs: typeDefsOf(typeDefs),
    resolvers: Object.fromEntries(
      Object.entries(references).map(([type, find]: [string, Reference]) => [
        type,
        { __resolveReference: (asked: Readonly<Record<string, unknown>>) => find(asked) },
      ]),
    ),
  });

function serve(service: Service, port: number): Promise<void> {
  const schema = schemaOf(service);
  const kept = new Map<string, Buffer>();
  const answer = async (body: string): Promise<Buffer> => {
    if (kept.size >= MOST_KEPT) throw new Error(`${service.name} is asked something new every time.`);
    const { query, variables } = JSON.parse(body) as {
      query: string;
      variables?: Record<string, unknown> | null;
    };
    const result = await graphql({
      schema,
      source: query,
      rootValue: world.root,
      variableValues: variables ?? null,
    });
    if (result.errors)
      throw new Error(`${service.name} cannot answer: ${result.errors[0]!.message} ${query}`);
    return Buffer.from(JSON.stringify(result));
  };
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('latin1');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const send = (bytes: Buffer): void => {
        counted.calls += 1;
        counted.bytesIn += body.length;
        counted.bytesOut += bytes.length;
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length });
        response.end(bytes);
      };
      const known = kept.get(body);
      if (known) return send(known);
      answer(Buffer.from(body, 'latin1').toString()).then(
        (bytes) => {
          kept.set(body, bytes);
          send(bytes);
        },
        (error: Error) => {
          process.stderr.write(`${error.message}\n`);
          response.writeHead(500).end();
        },
      );
    });
  });
  server.keepAliveTimeout = 600_000;
  return new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
}

await Promise.all(world.services.map((service, position) => serve(service, Number(firstPort) + position)));
process.on('message', () => process.send!(counted));
process.on('disconnect', () => process.exit());
process.send!(counted);
