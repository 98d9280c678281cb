import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What the gateway asked. */
export interface Question {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>> & { readonly representations?: readonly unknown[] };
  readonly headers: IncomingMessage['headers'];
}

export type Behaviour = (question: Question, response: ServerResponse) => void | Promise<void>;

/** A server that stands where an agency's subgraph should, and behaves as it is told. */
export interface FakeAgency {
  readonly url: string;
  /** Every question so far, probes of its health and polls for agreements aside. */
  readonly questions: Question[];
  behave(behaviour: Behaviour): void;
  /** How many connections are open, those that wait for agreements aside. */
  connections(): Promise<number>;
  /** Refuses connections, until `open` is called. */
  close(): Promise<void>;
  open(): Promise<void>;
}

export async function startFakeAgency(behaviour: Behaviour): Promise<FakeAgency> {
  const questions: Question[] = [];
  const polls = new Set<Socket>();
  let behaves = behaviour;
  let port = 0;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // What a test does to a connection is its own affair.
    request.on('error', () => {});
    response.on('error', () => {});
    if (request.url === '/healthz') return void response.end('{"status":"ok"}');
    if (/\/changes\?/.test(request.url!)) return answerNoChanges(request, response, polls);
    const { query, variables = {} } = JSON.parse(await textOf(request)) as Question;
    const question = { query, variables, headers: request.headers };
    questions.push(question);
    await behaves(question, response);
  };
  const server = createServer((request, response) => void answer(request, response));
  const open = async (): Promise<void> => {
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  };
  await open();
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    questions,
    behave: (next) => {
      behaves = next;
    },
    connections: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count - polls.size))),
      ),
    close: async () => {
      if (!server.listening) return;
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
    open,
  };
}

/** It has agreed to nothing, and says so as late as it may. */
function answerNoChanges(
  { url, socket }: IncomingMessage,
  response: ServerResponse,
  polls: Set<Socket>,
): void {
  const { searchParams } = new URL(url!, 'http://agency');
  if (!polls.has(socket)) socket.once('close', () => polls.delete(socket));
  polls.add(socket);
  const answering = setTimeout(
    () => response.end('{"changes":[],"last":0}'),
    Number(searchParams.get('wait')),
  );
  response.once('close', () => clearTimeout(answering));
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}

export interface GraphQLAnswer {
  data?: { [field: string]: unknown } | null;
  errors?: unknown[];
}

/** What the real subgraph at `url` answers: the fake passes the gateway's seal on. */
export async function askReal(url: string, { query, variables, headers }: Question): Promise<GraphQLAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-lienthong-seal': String(headers['x-lienthong-seal']) },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as GraphQLAnswer;
}

/** Answers with this text as it stands. */
export const answerText =
  (
    body: string | Buffer,
    status = 200,
    headers: Record<string, string> = { 'content-type': 'application/json' },
  ): Behaviour =>
  (_, response) => {
    response.writeHead(status, headers).end(body);
  };

export const answerJson = (body: unknown, status = 200): Behaviour =>
  answerText(JSON.stringify(body), status);
