import type { ExchangeContext } from '@lienthong/gateway/exchange-context';
import { openEngine } from '@lienthong/gateway/execution/engine';
import { createApolloPlanner } from '@lienthong/gateway/execution/planning/apollo-planner';
import { buildASTSchema, graphql, GraphQLError, parse, type GraphQLSchema } from 'graphql';
import type { Call, OpenGateway } from './open-gateway.ts';

/** The gateway's own engine, without rules, seals and receipts. */
export function openOurs(supergraphSdl: string, subgraphs: ReadonlyMap<string, GraphQLSchema>): OpenGateway {
  let calls: Call[] = [];
  const planner = createApolloPlanner(supergraphSdl);
  const engine = openEngine({
    planner,
    schema: buildASTSchema(parse(supergraphSdl), { assumeValidSDL: true }),
    sourceOf: (subgraph) => ({
      ask: async ({ query, operationName }, { variables: given, representations }) => {
        const about = representations && {
          representations: representations.texts.map((text) => JSON.parse(text) as unknown),
        };
        const variables = { ...given, ...about };
        calls.push({ subgraph, question: { query, variables } });
        const { data, errors = [] } = await graphql({
          schema: subgraphs.get(subgraph)!,
          source: query,
          variableValues: variables,
          operationName,
        });
        return {
          // As it comes over a connection: objects of this process would be shared with the subgraph.
          data: data ? (JSON.parse(JSON.stringify(data)) as Record<string, unknown>) : null,
          errors: errors.map(({ message, path = [] }) => {
            const [, entity, ...below] = path;
            return representations && typeof entity === 'number'
              ? { error: { message }, entity, path: below }
              : { error: { message }, entity: null, path };
          }),
        };
      },
    }),
  });
  return {
    ask: async ({ query, variables = {}, operationName }) => {
      const document = parse(query);
      // Nothing of an exchange concerns subgraphs that look at no seal.
      const exchange = {} as ExchangeContext;
      const { data, errors } = await engine({ document, operationName, key: query, variables }, exchange);
      return {
        ...(data !== undefined && { data }),
        ...(errors && { errors: errors.map((error) => new GraphQLError(error.message, error).toJSON()) }),
      };
    },
    calls: () => {
      const made = calls;
      calls = [];
      return made;
    },
    close: async () => {},
  };
}
