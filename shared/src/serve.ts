import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { JWTVerifyGetKey } from 'jose';
import { openDatabase, type Storage } from './database.ts';
import { rootFieldOf } from './catalogue/resolvers.ts';
import type { Context, Subgraph } from './define-subgraph.ts';
import { ExchangeError } from './errors.ts';
import { serveExplorer, type ExampleQuery } from './http/explorer.ts';
import { createFront, listen, urlAt } from './http/front.ts';
import { serveGraphQL } from './http/graphql-route.ts';
import { createSealOpener, SEAL_HEADER } from './identity/seal.ts';
import { createLoaders } from './loaders.ts';
import type { Logger } from './log.ts';
import { maskError } from './mask-error.ts';
import type { ReadSeed } from './seeding.ts';

export interface ServeOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly storage: Storage;
  readonly readSeed: ReadSeed;
  /** The gateway's public keys; null accepts calls without a seal, for development only. */
  readonly gatewayKeys: JWTVerifyGetKey | null;
  readonly introspection: boolean;
  readonly log: Logger;
}

export interface RunningSubgraph {
  readonly name: string;
  readonly port: number;
  readonly url: string;
  /** Stops taking requests, answers those under way, closes the database. */
  stop(): Promise<void>;
}

/** Representations of a wide question fit; a stranger's flood does not. */
const BODY_LIMIT = 8 * 1024 * 1024;

/** Runs one subgraph: its own database, port and explorer page. Every GraphQL call needs the gateway's seal. */
export async function serve(subgraph: Subgraph, options: ServeOptions): Promise<RunningSubgraph> {
  const { log, gatewayKeys } = options;
  const database = await openDatabase(subgraph, options.storage, options.readSeed);
  const server = new ApolloServer<Context>({
    schema: buildSubgraphSchema({ typeDefs: subgraph.typeDefs, resolvers: subgraph.resolvers as never }),
    introspection: options.introspection,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    // The route refuses what another site may have sent.
    csrfPrevention: false,
    formatError: maskError(log),
    logger: log,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await server.start();

  const front = createFront({ log, bodyLimit: BODY_LIMIT });
  front.get('/healthz', async () => ({ status: 'ok', subgraph: subgraph.name }));
  serveExplorer(front, {
    title: `Liên Thông · ${subgraph.name}`,
    notice: gatewayKeys ? CLOSED_NOTICE : undefined,
    examples: exampleOf(subgraph),
  });
  if (gatewayKeys) {
    const openSeal = createSealOpener(subgraph.name, gatewayKeys);
    // Before the body is read: a stranger costs nothing but a header.
    front.addHook('onRequest', async (request, reply) => {
      if (request.routeOptions.url !== '/graphql') return;
      try {
        await openSeal(request.headers[SEAL_HEADER] as string | undefined);
      } catch (error) {
        if (!(error instanceof ExchangeError)) throw error;
        request.log.warn(
          { code: error.code, traceId: request.trace.traceId, from: request.ip },
          error.message,
        );
        return reply
          .status(error.status)
          .send({ errors: [{ message: error.message, extensions: error.extensions }] });
      }
    });
  }
  serveGraphQL(front, server, async (request) => {
    request.log.debug({ traceId: request.trace.traceId, requestId: request.id }, 'asked');
    return { loaders: createLoaders(database), database };
  });

  const stop = async () => {
    await front.close();
    await server.stop();
    await database.destroy();
  };
  try {
    const { host, port } = options;
    const variable = 'SUBGRAPH_PORT_BASE (or --port)';
    const bound = await listen(front, { host, port, name: `the subgraph ${subgraph.name}`, variable });
    return { name: subgraph.name, port: bound, url: `${urlAt(host, bound)}/graphql`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const CLOSED_NOTICE =
  'Phân hệ này chỉ trả lời cổng dữ liệu: lời gọi không có dấu niêm phong bị từ chối. ' +
  'This subgraph answers only the gateway; start it with --open to ask it directly in development.';

function exampleOf({ agencyType, name }: Subgraph): ExampleQuery[] {
  if (!agencyType) return [{ title: name, query: '{ statistics { agencies databases partners tasks } }\n' }];
  const query = `{
  ${rootFieldOf(agencyType)} {
    id
    name
    databases { id name group form }
    partners { printedName }
    tasks { id text deadline { printed iso } }
  }
}
`;
  return [{ title: name, query }];
}
