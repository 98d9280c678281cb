import type { ExchangeContext } from '@lienthong/gateway/exchange-context';
import { fromBytes, inBytes } from '@lienthong/shared/bytes';
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
import { addPart } from '../../support/parts.ts';
import type { Call, OpenGateway } from './open-gateway.ts';

/** The gateway's own engine, without rules, seals and receipts; with `inParts` what is deferred comes later, put together here. */
export function openOurs(
  supergraphSdl: string,
  subgraphs: ReadonlyMap<string, GraphQLSchema>,
  inParts = false,
): OpenGateway & { readonly parts: () => number } {
  const calls: Call[] = [];
  const planner = createApolloPlanner(supergraphSdl);
  const engine = openEngine({
    planner,
    schema: buildASTSchema(parse(supergraphSdl), { assumeValidSDL: true }),
    sourceOf: (name) =>
      sourceOf(subgraphs.get(name)!, (question) => calls.push({ subgraph: name, question })),
  });
  // Nothing of an exchange concerns subgraphs that look at no seal.
  const exchange = { inParts } as ExchangeContext;
  let parts = 0;
  return {
    ask: async ({ query, variables = {}, operationName }) => {
      const document = parse(query);
      const faults = validate(planner.apiSchema, document);
      if (faults.length > 0) return told({ errors: faults });
      const operations = operationsIn(document, query);
      const operation = operations.find(({ name }) => name === operationName) ?? operations[0]!;
      const { json, errors, later } = await engine(operation, variables, exchange);
      const answer = {
        ...(json !== undefined && { data: json === null ? null : (JSON.parse(fromBytes(json)) as object) }),
        ...(errors && { errors }),
      };
      if (later)
        for await (const part of later)
          for (const { path, json, errors } of part.told) {
            parts += 1;
            addPart(answer.data, path, json === null ? null : JSON.parse(fromBytes(json)));
            if (errors.length > 0) answer.errors = [...(answer.errors ?? []), ...errors];
          }
      return told(answer);
    },
    parts: () => parts,
    calls: () => calls.splice(0),
    close: async () => {},
  };
}

const sourceOf = (schema: GraphQLSchema, onCall: (question: Call['question']) => void): Source => ({
  ask: async ({ call }, { variables, lists }) => {
    const { query, operationName, lookups } = call;
    const about = lookups.map(({ variable }, index) => [
      variable,
      lists[index]!.texts.map((text) => JSON.parse(fromBytes(text)) as unknown),
    ]);
    const question = {
      query,
      variables: { ...variables, ...(Object.fromEntries(about) as object) },
      operationName,
    };
    onCall(question);
    const { data, errors = [] } = await askSubgraph(schema, question);
    return {
      data: data ? inBytes(data) : null,
      escape: true,
      errors: errors.map(({ message, path }) => ({
        error: { message },
        ...(placeOfError({ path }, lookups, lists) ?? { lookup: null, entity: null, path: null }),
      })),
    };
  },
});

const told = (answer: {
  readonly data?: object | null;
  readonly errors?: readonly GraphQLError[];
}): FormattedExecutionResult => JSON.parse(JSON.stringify(answer)) as FormattedExecutionResult;
