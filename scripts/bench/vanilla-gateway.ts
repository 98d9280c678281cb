import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { readFileSync } from 'node:fs';
import { readGatewayConfig } from '@lienthong/gateway';
import { openSigningKey } from '@lienthong/shared/identity/keys';
import { SEAL_HEADER } from '@lienthong/shared/identity/seal';
import { openContent } from '@lienthong/shared/identity/seal-content';
import { createSealer } from '@lienthong/gateway/policy/sealing/sealer';

/** The yardstick: @apollo/gateway as it comes, its own fetcher included; all it is given is the seal subgraphs want. */
const config = readGatewayConfig(process.env);
const seal = createSealer(await openSigningKey(config.dataDir));
const urls = new Map(config.agencies.map(({ name, url }) => [name, url]));

const server = new ApolloServer({
  gateway: new ApolloGateway({
    supergraphSdl: readFileSync(config.supergraphFile, 'utf8'),
    buildService: ({ name }) =>
      new RemoteGraphQLDataSource({
        url: urls.get(name)!,
        willSendRequest: async ({ request }) =>
          request.http?.headers.set(
            SEAL_HEADER,
            (await seal(name, { query: request.query ?? '' }, openContent(''))).whole,
          ),
      }),
    logger: { debug() {}, info() {}, warn: console.error, error: console.error },
  }),
});
await startStandaloneServer(server, { listen: { host: config.host, port: config.port } });
