import type { ExchangeContext } from '@lienthong/gateway/exchange-context';
import { openEngine } from '@lienthong/gateway/execution/engine';
import { createApolloPlanner } from '@lienthong/gateway/execution/planning/apollo-planner';
import type { Source } from '@lienthong/gateway/execution/source';
import { placeOfError } from '@lienthong/gateway/execution/tell-agency-error';
import { operationsIn } from '@lienthong/shared/graphql/operation';
import {
  buildASTSchema,
  parse,
  validate,
  type FormattedExecutionResult,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import { askSubgraph } from './ask-subgraph.ts';
import type { Call, OpenGateway } from './open-gateway.ts';

/** The gateway's own engine, without rules, seals and receipts. */
export function openOurs(supergraphSdl: string, subgraphs: ReadonlyMap<string, GraphQLSchema>): OpenGateway {
  const calls: Call[] = [];
  const planner = createApolloPlanner(supergraphSdl);
  const engine = openEngine({
    planner,
    schema: buildASTSchema(parse(supergraphSdl), { assumeValidSDL: true }),
    sourceOf: (name) =>
      sourceOf(subgraphs.get(name)!, (question) => calls.push({ subgraph: name, question })),
  });
  // Nothing of an exchange concerns subgraphs that look at no seal.
  const exchange = {} as ExchangeContext;
  return {
    ask: async ({ query, variables = {}, operationName }) => {
      const document = parse(query);
      const faults = validate(planner.apiSchema, document);
      if (faults.length > 0) return told({ errors: faults });
      const operations = operationsIn(document, query);
      const operation = operations.find(({ name }) => name === operationName) ?? operations[0]!;
      return told(await engine(operation, variables, exchange));
    },
    calls: () => calls.splice(0),
    close: async () => {},
  };
}

const sourceOf = (schema: GraphQLSchema, onCall: (question: Call['question']) => void): Source => ({
  ask: async ({ query, operationName }, { variables, representations }) => {
    const about = representations?.texts.map((text) => JSON.parse(text) as unknown);
    const question = {
      query,
      variables: { ...variables, ...(about && { representations: about }) },
      operationName,
    };
    onCall(question);
    const { data, errors = [] } = await askSubgraph(schema, question);
    return {
      data: data ?? null,
      errors: errors.map(({ message, path }) => ({
        error: { message },
        ...(placeOfError({ path }, about?.length) ?? { entity: null, path: null }),
      })),
    };
  },
});

const told = (answer: {
  readonly data?: object | null;
  readonly errors?: readonly GraphQLError[];
}): FormattedExecutionResult => JSON.parse(JSON.stringify(answer)) as FormattedExecutionResult;
