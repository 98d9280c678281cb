import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { ExchangeContext } from '../exchange-context.ts';
import type { GraphExecutor } from '../policy/enforce.ts';
import type { Engine } from './engine.ts';

type GatewayInterface = ApolloServerOptionsWithGateway<ExchangeContext>['gateway'];

/** The engine as the frame calls it. */
export const executorOf =
  (engine: Engine): GraphExecutor =>
  async ({ document, queryHash, request, context }) => {
    const asked = {
      document,
      // A GET that names none of them says null.
      operationName: request.operationName ?? undefined,
      key: queryHash,
      variables: request.variables ?? {},
    };
    return (await engine(asked, context as ExchangeContext)) as Awaited<ReturnType<GraphExecutor>>;
  };

/** An executor as Apollo Server takes one: this version of the graph never changes. */
export const graphOf = (
  executor: GraphExecutor,
  apiSchema: GraphQLSchema,
  coreSupergraphSdl: string,
): GatewayInterface => ({
  load: async () => ({ executor }),
  onSchemaLoadOrUpdate: (callback) => {
    callback({ apiSchema, coreSupergraphSdl });
    return () => {};
  },
  stop: async () => {},
});
