import { readFileSync } from 'node:fs';
import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { Pool } from 'undici';

/*
 * @apollo/gateway as it comes, or with a data source that asks by undici.
 *
 *   node apollo-gateway.ts <supergraph file> <port> [undici]
 */

const [file, port, fetcher] = process.argv.slice(2) as [string, string, string?];

/** No headers passed on, nothing checked: the least a data source can do. */
function undiciSource(url: string): GraphQLDataSource {
  const { origin, pathname: path } = new URL(url);
  const pool = new Pool(origin, { connections: 64 });
  const headers = { 'content-type': 'application/json' };
  return {
    process: async ({ request: { query, variables } }) => {
      const body = JSON.stringify({ query, variables });
      const response = await pool.request({ path, method: 'POST', headers, body });
      return JSON.parse(await response.body.text()) as Awaited<ReturnType<GraphQLDataSource['process']>>;
    },
  };
}

const server = new ApolloServer({
  gateway: new ApolloGateway({
    supergraphSdl: readFileSync(file, 'utf8'),
    ...(fetcher === 'undici' && {
      buildService: ({ url }) => undiciSource(url!),
    }),
    logger: { debug() {}, info() {}, warn: console.error, error: console.error },
  }),
});
await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: Number(port) } });
