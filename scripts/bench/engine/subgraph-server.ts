import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { createSealOpener, SEAL_HEADER } from '@lienthong/shared/identity/seal';
import { openKeySet } from '@lienthong/shared/identity/key-set';
import { publicKeysFile } from '@lienthong/shared/identity/keys';
import { graphql } from 'graphql';
import { typeDefsOf } from './compose-world.ts';
import { WORLDS } from './workloads.ts';
import type { Reference, Service } from './worlds/world.ts';

/*
 * All subgraphs of a world in one process, each on a port of its own. A question is executed once and its answer kept by
 * the body of the request, for what is measured is who asks. Who asks under a seal is told, as by any agency, how many rows
 * were read and about whom; the seal is opened before anything is executed. Nothing was ever agreed on at run time.
 *
 *   node subgraph-server.ts <world> <first port> [<folder of the keys that seals are opened with>]
 */

/** What was asked of all subgraphs so far; sent to the parent whenever it sends a message. */
export interface Counted {
  readonly calls: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
}

/** Bodies come again. Where they never do, answers must not fill the memory: the measurement would be of something else. */
const MOST_KEPT = 20_000;

const [name, firstPort, keys] = process.argv.slice(2) as [string, string, string | undefined];
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

/** What an owner says beside its answer: objects told of, and the people among them. */
function accountOf(data: unknown, body: string) {
  const text = JSON.stringify(data);
  const subjects = (world.people ?? []).filter((id) => text.includes(`"${id}"`) || body.includes(`"${id}"`));
  return { extensions: { exchange: { rows: text.split('{').length - 2, subjects } } };
}

/** The change feed of an agency: a poll waits, and nothing happens. */
function tellNoChanges({ url }: IncomingMessage, response: ServerResponse): void {
  const wait = Number(new URLSearchParams(url!.split('?')[1]).get('wait'));
  const timer = setTimeout(() => response.end(JSON.stringify({ changes: [], last: 0 })), wait);
  response.on('close', () => clearTimeout(timer));
}

/** Of a gateway without seals nobody knows the keys. */
const openNone = (): Promise<never> =>
  Promise.reject(new Error('A seal came, and there is no key to open it.'));

function serve(service: Service, port: number): Promise<void> {
  const schema = schemaOf(service);
  const kept = { bare: new Map<string, Buffer>(), sealed: new Map<string, Buffer>() };
  const open =
    keys === undefined ? openNone : createSealOpener(service.name, openKeySet(publicKeysFile(keys)));
  const answer = async (body: string, kept: ReadonlyMap<string, Buffer>, seal?: string): Promise<Buffer> => {
    if (seal !== undefined) await open(seal);
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
    return Buffer.from(
      JSON.stringify(seal === undefined ? result : { ...result, ...accountOf(result.data, body) }),
    );
  };
  const server = createServer((request, response) => {
    if (request.url!.startsWith('/changes?')) return tellNoChanges(request, response);
    const seal = request.headers[SEAL_HEADER] as string | undefined;
    const answers = seal === undefined ? kept.bare : kept.sealed;
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
      const known = answers.get(body);
      if (known) return send(known);
      answer(Buffer.from(body, 'latin1').toString(), answers, seal).then(
        (bytes) => {
          answers.set(body, bytes);
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
