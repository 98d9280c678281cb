import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  createSealOpener,
  SEAL_DIGEST_HEADER,
  SEAL_HEADER,
  SEAL_KEPT,
  SEAL_KEPT_HEADER,
  SealUnknown,
  type SealOpener,
} from '@lienthong/shared/identity/seal';
import { openKeySet } from '@lienthong/shared/identity/key-set';
import { publicKeysFile } from '@lienthong/shared/identity/keys';
import { graphql } from 'graphql';
import { typeDefsOf } from './compose-world.ts';
import { WORLDS } from './workloads.ts';
import type { Reference, Service } from './worlds/world.ts';

/*
 * All subgraphs of a world in one process, each on a port of its own. A question is executed once and its answer kept by
 * the body of the request, for what is measured is who asks. Who asks under a seal is told, as by any agency, how many rows
 * were read and about whom; the seal is opened before anything is answered, and kept. Nothing was ever agreed on at run time.
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
  const rows = text.split('{').length - 2;
  return { extensions: { exchange: { rows, ...(subjects.length > 0 && { subjects }) } } };
}

/** The change feed of an agency: a poll waits, and nothing happens. */
function tellNoChanges({ url }: IncomingMessage, response: ServerResponse): void {
  const wait = Number(new URLSearchParams(url!.split('?')[1]).get('wait'));
  const timer = setTimeout(() => response.end(JSON.stringify({ changes: [], last: 0 })), wait);
  response.on('close', () => clearTimeout(timer));
}

/** Answers, by the bodies of questions, to those with a seal or to those without. */
type Answers = Map<string, Buffer>;

/** Whether a call carries a seal, or names one that is kept. Throws where it is none, or not kept. */
function sealIn(headers: IncomingHttpHeaders, seals: SealOpener | null): Promise<unknown> | boolean {
  const { [SEAL_HEADER]: whole, [SEAL_DIGEST_HEADER]: digest } = headers;
  if (whole === undefined && digest === undefined) return false;
  if (!seals) throw new Error('A seal came, and there is no key to open it.');
  if (whole !== undefined) return seals.open(String(whole));
  seals.recall(String(digest));
  return true;
}

function serve(service: Service, port: number): Promise<void> {
  const schema = schemaOf(service);
  const bare: Answers = new Map();
  const sealed: Answers = new Map();
  const seals = keys === undefined ? null : createSealOpener(service.name, openKeySet(publicKeysFile(keys)));
  const answer = async (body: string, kept: Answers): Promise<Buffer> => {
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
      JSON.stringify(kept === bare ? result : { ...result, ...accountOf(result.data, body) }),
    );
  };
  const server = createServer((request, response) => {
    if (request.url!.startsWith('/changes?')) return tellNoChanges(request, response);
    let body = '';
    request.setEncoding('latin1');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const send = (bytes: Buffer, headers = {}): void => {
        counted.calls += 1;
        counted.bytesIn += body.length;
        counted.bytesOut += bytes.length;
        response.writeHead(200, {
          ...{ 'content-type': 'application/json', 'content-length': bytes.length },
          ...headers,
        });
        response.end(bytes);
      };
      const refuse = (error: Error): void => {
        if (!(error instanceof SealUnknown)) process.stderr.write(`${error.message}\n`);
        response.writeHead(error instanceof SealUnknown ? error.status : 500).end();
      };
      const tell = async (answers: Answers, headers = {}): Promise<void> => {
        const bytes = answers.get(body) ?? (await answer(Buffer.from(body, 'latin1').toString(), answers));
        answers.set(body, bytes);
        send(bytes, headers);
      };
      try {
        const seal = sealIn(request.headers, seals);
        const known = seal === true ? sealed.get(body) : seal === false ? bare.get(body) : undefined;
        if (known) return send(known);
        const told =
          typeof seal === 'boolean'
            ? tell(seal ? sealed : bare)
            : seal.then(() => tell(sealed, { [SEAL_KEPT_HEADER]: SEAL_KEPT }));
        told.catch(refuse);
      } catch (error) {
        refuse(error as Error);
      }
    });
  });
  server.keepAliveTimeout = 600_000;
  return new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
}

await Promise.all(world.services.map((service, position) => serve(service, Number(firstPort) + position)));
process.on('message', () => process.send!(counted));
process.on('disconnect', () => process.exit());
process.send!(counted);
