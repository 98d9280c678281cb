import { createServer } from 'node:http';
import { LIMITS } from './limits.ts';

/*
 * The least any gateway can do for one question, written by hand: it makes the calls of the best plan there is, joins what
 * comes back and writes the answer. It checks nothing and, beside the question whether it is there, answers nothing else.
 *
 *   node limit-server.ts <workload> <port> <first port of the subgraphs>
 */

const [workload, port, firstPort] = process.argv.slice(2) as [keyof typeof LIMITS, string, string];
const answer = LIMITS[workload](Number(firstPort));

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { query } = JSON.parse(Buffer.concat(chunks).toString()) as { query: string };
    (query === '{ __typename }' ? Promise.resolve({ __typename: 'Query' }) : answer()).then(
      (data) => {
        const bytes = Buffer.from(JSON.stringify({ data }));
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length });
        response.end(bytes);
      },
      (error: Error) => {
        process.stderr.write(`${error.message}\n`);
        response.writeHead(500).end();
      },
    );
  });
});
server.keepAliveTimeout = 600_000;
server.listen(Number(port), '127.0.0.1');
