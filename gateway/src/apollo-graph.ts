import type { ApolloGateway } from '@apollo/gateway';
import type { GraphQLError } from 'graphql';
import { StartError } from '@lienthong/shared/errors';
import { badUserInput } from '@lienthong/shared/graphql/coded-error';
import { createOperationReader } from '@lienthong/shared/graphql/read-operation';
import type { Executed } from '@lienthong/shared/graphql/tell-result';
import type { Logger } from '@lienthong/shared/log';
import { answerQuestions } from './answer.ts';
import type { Limits } from './config.ts';
import { jsonOf, type Execute } from './execution/engine.ts';
import type { Graph } from './graph.ts';
import { readListSizes } from './limits/list-sizes.ts';
import { refuseBeyond } from './limits/refuse-beyond.ts';
import type { Observe } from './observe.ts';
import type { OpenSubscriptions } from './subscriptions/open-subscriptions.ts';
import type { NamedSubgraph } from './policy/deciding/joins.ts';

export interface ApolloGraphOptions {
  readonly introspection: boolean;
  readonly limits: Limits | null;
  readonly log: Logger;
  /** Where a subgraph answers. */
  readonly urlOf: (subgraph: NamedSubgraph) => string;
  readonly observe: Observe;
  readonly subscriptions: Pick<OpenSubscriptions, 'enter'>;
}

type Executor = Awaited<ReturnType<ApolloGateway['load']>>['executor'];

/** A version of the graph that @apollo/gateway plans, asks and puts together as it comes, in our frame: a yardstick. */
export async function openApolloGraph(
  supergraphSdl: string,
  { introspection, limits, log, urlOf, observe, subscriptions }: ApolloGraphOptions,
): Promise<Graph> {
  const { ApolloGateway, RemoteGraphQLDataSource } = await importGateway();
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger: log,
    buildService: ({ name, url = '' }) => new RemoteGraphQLDataSource({ url: urlOf({ name, url }) }),
  });
  const { executor, schema } = await gateway.load();
  return answerQuestions({
    read: createOperationReader({ schema, introspection, ...(limits && { maxTokens: limits.tokens }) }),
    refuseBeyondLimits: limits ? refuseBeyond(limits, schema, readListSizes(supergraphSdl)) : () => {},
    execute: executeBy(executor, schema, log),
    tell: asItComes,
    observe,
    subscriptions,
  });
}

const executeBy =
  (executor: Executor, schema: unknown, logger: Logger): Execute =>
  async ({ document, name, hash }, variables) => {
    const asked = {
      request: { variables, operationName: name },
      document,
      schema,
      operationName: name ?? null,
      queryHash: hash,
      metrics: {},
      context: {},
      logger,
    };
    // The rest of what a server would hand over concerns caches and reports.
    const { data, errors } = (await executor(asked as unknown as Parameters<Executor>[0])) as Executed;
    return data === undefined ? { errors: errors?.map(badUserInput) } : { json: jsonOf(data), errors };
  };

/** It has no words of ours: its own are told. */
const asItComes = (error: GraphQLError) => ({
  ...error.toJSON(),
  extensions: { code: 'INTERNAL_SERVER_ERROR', ...error.extensions },
});

async function importGateway() {
  // It reports to its maker unless this is set: nothing may leave this network.
  // eslint-disable-next-line no-restricted-properties -- it has no other switch
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
  try {
    return await import('@apollo/gateway');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new StartError(
      'ENGINE_NOT_INSTALLED',
      'The engine apollo is the package @apollo/gateway, which is not installed here. Install it (npm install --no-save @apollo/gateway), or run our own engine.',
    );
  }
}
