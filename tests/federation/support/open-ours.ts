import type { ExchangeContext } from '@lienthong/gateway/exchange-context';
import { fromBytes } from '@lienthong/shared/bytes';
import { readAnswer } from '@lienthong/gateway/execution/agency-answer';
import type { AgencyClient } from '@lienthong/gateway/execution/agency-client';
import { badResponse } from '@lienthong/gateway/execution/agency-failure';
import { createAgencySource } from '@lienthong/gateway/execution/agency-source';
import { createCancellation } from '@lienthong/gateway/execution/cancellation';
import { openEngine } from '@lienthong/gateway/execution/engine';
import { createApolloPlanner } from '@lienthong/gateway/execution/planning/apollo-planner';
import { introspecting } from '@lienthong/gateway/policy/visible-schema/introspecting';
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
import { addPart } from '../../../scripts/use-cases/parts.ts';
import type { Call, OpenGateway } from './open-gateway.ts';

/** The gateway's own engine, without rules, seals and receipts; with `inParts` what is deferred comes later, put together here. */
export function openOurs(
  supergraphSdl: string,
  subgraphs: ReadonlyMap<string, GraphQLSchema>,
  inParts = false,
  draw = Math.random,
): OpenGateway & { readonly parts: () => number } {
  const calls: Call[] = [];
  const planner = createApolloPlanner(supergraphSdl);
  const sources = new Map(
    [...subgraphs].map(([name, schema]) => {
      const client = clientOf(name, schema, (question) => calls.push({ subgraph: name, question }));
      return [name, createAgencySource(client, null, false, () => {})];
    }),
  );
  const engine = openEngine({
    planner,
    schema: buildASTSchema(parse(supergraphSdl), { assumeValidSDL: true }),
    sourceOf: (name) => sources.get(name)!,
    draw,
  });
  const execute = introspecting(engine, planner.apiSchema, () => planner.apiSchema);
  let parts = 0;
  return {
    ask: async ({ query, variables = {}, operationName }) => {
      const document = parse(query);
      const faults = validate(planner.apiSchema, document);
      if (faults.length > 0) return told({ errors: faults });
      const operations = operationsIn(document, query);
      const operation = operations.find(({ name }) => name === operationName) ?? operations[0]!;
      const { json, errors, later } = await execute(operation, variables, exchangeOf(inParts));
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

/** As over a wire: the bytes of a question, and the bytes of its answer, which is checked. */
const clientOf = (
  name: string,
  schema: GraphQLSchema,
  onCall: (question: Call['question']) => void,
): AgencyClient => ({
  name,
  ask: async ({ body, accept }) => {
    const question = JSON.parse(fromBytes(body)) as Call['question'];
    onCall(question);
    const answer = readAnswer(Buffer.from(JSON.stringify(await askSubgraph(schema, question))));
    if (!answer || !accept(answer)) throw badResponse(name, 'data of another shape', 'dữ liệu khác cấu trúc');
    return answer;
  },
  subscribe: () => {
    throw new Error('No subgraph here has events.');
  },
  close: async () => {},
});

/** Of subgraphs that look at no seal. */
const exchangeOf = (inParts: boolean) =>
  ({
    inParts,
    cancellation: createCancellation(),
    ruling: null,
    trace: {},
    fetches: [],
  }) as unknown as ExchangeContext;

const told = (answer: {
  readonly data?: object | null;
  readonly errors?: readonly GraphQLError[];
}): FormattedExecutionResult => JSON.parse(JSON.stringify(answer)) as FormattedExecutionResult;
