import { createHash } from 'node:crypto';
import { ApolloGateway } from '@apollo/gateway';
import { parse, validate, type FormattedExecutionResult, type GraphQLSchema } from 'graphql';
import { askSubgraph } from './ask-subgraph.ts';
import type { Call, OpenGateway } from './open-gateway.ts';

/** The JavaScript gateway of the Federation's makers, to compare with. */
export async function openApollo(
  supergraphSdl: string,
  subgraphs: ReadonlyMap<string, GraphQLSchema>,
): Promise<OpenGateway> {
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
  const calls: Call[] = [];
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger: SILENT,
    buildService: ({ name }) => ({
      process: async ({ request: { query = '', variables, operationName } }) => {
        const question = { query, variables, operationName };
        calls.push({ subgraph: name, question });
        return await askSubgraph(subgraphs.get(name)!, question);
      },
    }),
  });
  const { executor, schema } = await gateway.load();

  return {
    ask: async ({ query, variables, operationName }) => {
      const document = parse(query);
      const faults = validate(schema, document);
      if (faults.length > 0) return asJson({ errors: faults });
      const request = { query, variables, operationName };
      // The rest of what a server would hand over concerns caches and reports.
      const answer = await executor({
        request,
        document,
        schema,
        operationName: operationName ?? null,
        queryHash: createHash('sha256').update(query).digest('hex'),
        metrics: {},
        context: {},
        logger: SILENT,
      } as unknown as Parameters<typeof executor>[0]);
      return asJson(answer);
    },
    calls: () => calls.splice(0),
    close: () => gateway.stop(),
  };
}

const asJson = (answer: unknown): FormattedExecutionResult =>
  JSON.parse(JSON.stringify(answer)) as FormattedExecutionResult;

const silent = (): void => undefined;
const SILENT = { debug: silent, info: silent, warn: silent, error: silent };
