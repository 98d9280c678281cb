import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import { execute, GraphQLError, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { Coordinate } from '@lienthong/shared/policy/types';
import type { ExchangeContext } from '../exchange-context.ts';
import { askedPath } from './telling/asked-path.ts';
import { fillHoles } from './taking-out/fill-holes.ts';
import { judgeOperation, supposingConsent, type Judged } from './deciding/judge-operation.ts';
import type { KnownOperation, KnownOperations } from './deciding/known-operations.ts';
import { placesToTell } from './taking-out/places.ts';
import type { RulesInForce } from './deciding/rules-in-force.ts';
import { strictly, tellRefusals } from './telling/tell-refusals.ts';
import { tellExchange } from './telling/tell-exchange.ts';

type GatewayInterface = ApolloServerOptionsWithGateway<ExchangeContext>['gateway'];
export type GraphExecutor = NonNullable<Awaited<ReturnType<GatewayInterface['load']>>['executor']>;
type RequestContext = Parameters<GraphExecutor>[0];
type Answer = Awaited<ReturnType<GraphExecutor>>;

/** Writes down what happened; resolves once that is durable. Rejects where it cannot be: then nothing may be answered. */
export type RecordExchange = (
  exchange: ExchangeContext,
  question: {
    readonly name: string | null;
    /** SHA-256 of its text, in hexadecimal. */
    readonly hash: string;
    readonly asked: readonly Coordinate[];
    readonly answered: boolean;
  },
  rules: RulesInForce,
) => Promise<void>;

export interface Enforcement {
  readonly rules: () => RulesInForce;
  /** The graph as its callers see it. */
  readonly apiSchema: GraphQLSchema;
  /** What this caller may see of it. */
  readonly visibleTo: (caller: ExchangeContext['caller'], rules: RulesInForce, now: number) => GraphQLSchema;
  readonly operations: KnownOperations;
  readonly record: RecordExchange;
  readonly now: () => number;
}

/**
 * The first enforcement point. Decides on every field of an operation, takes the refused ones out before anything is
 * planned, has the rest executed, and gives nothing back before it is written down.
 */
export const enforce =
  (inner: GraphExecutor, enforcement: Enforcement): GraphExecutor =>
  async (request) => {
    const { rules, operations, visibleTo, now } = enforcement;
    const exchange = request.context as ExchangeContext;
    const operationName = request.request.operationName;
    const inForce = rules();
    const operation = operations({ document: request.document, queryHash: request.queryHash, operationName });
    const told = operation.introspection
      ? await execute({
          schema: visibleTo(exchange.caller, inForce, now()),
          document: operation.introspection,
          variableValues: request.request.variables,
        })
      : null;
    if (!operation.data) return told as Answer;

    const caller = supposingConsent(exchange.caller);
    const decision = inForce.decide(operation.id, { caller, coordinates: operation.judged }, now());
    exchange.ruling = { decision, caller: exchange.caller, beside: new Map() };
    const judged = judgeOperation(operation, operationName, decision, enforcement.apiSchema);
    const answer = strictly(exchange.strict, await answerOf(inner, request, operation, judged, exchange));

    const { asked } = operation;
    const question = {
      name: request.operationName,
      hash: request.queryHash,
      asked,
      answered: Boolean(answer.data),
    };
    await enforcement.record(exchange, question, inForce);
    // Told only now: of an exchange that was not written down there is no receipt to name.
    exchange.told = tellExchange(
      exchange.receiptId,
      exchange.ruling,
      judged,
      exchange.fetches.flatMap(({ agency, refused }) => refused.map((each) => ({ ...each, agency }))),
      operation,
      inForce,
    );
    return told?.data ? { ...answer, data: answer.data && { ...told.data, ...answer.data } } : answer;
  };

/** What the agencies answer to what is left of an operation, and an error for each field that is not. */
async function answerOf(
  inner: GraphExecutor,
  request: RequestContext,
  operation: KnownOperation,
  { takenOut, document, refusalOf }: Judged,
  { strict }: ExchangeContext,
): Promise<Answer> {
  const variables = request.request.variables ?? {};
  const ask = async (document: DocumentNode): Promise<Answer> => {
    const same = document === request.document;
    const { errors, ...answer } = await inner(
      same ? request : { ...request, document, queryHash: hashOfRemainder(request.queryHash, document) },
    );
    return errors ? { ...answer, errors: errors.map((error) => atAskedPath(error, request)) } : answer;
  };
  if (!takenOut) return ask(operation.data!);

  const refusals = tellRefusals(placesToTell(takenOut.places, variables), refusalOf);
  // What is refused may all be skipped: then there is nothing to tell, and everything to answer.
  if (refusals.length > 0 && strict) return { data: null as never, errors: refusals };
  const answer = document ? await ask(document) : { data: {} };
  const errors = [...(answer.errors ?? []), ...refusals];
  return {
    ...answer,
    data: answer.data && (fillHoles(answer.data, takenOut.holes, variables) as NonNullable<Answer['data']>),
    ...(errors.length > 0 && { errors }),
  };
}

/** A plan asks for keys nobody asked for: what goes wrong there is told of the object they belong to. */
function atAskedPath(error: GraphQLError, { document, request }: RequestContext): GraphQLError {
  const path = error.path && askedPath(error.path, document, request.operationName);
  if (!path || path.length === error.path?.length) return error;
  const { message, extensions, originalError } = error;
  return new GraphQLError(message, { path, extensions, originalError });
}

/** Plans are kept by this: the same remainder of the same operation is one plan. */
const remainders = new WeakMap<object, string>();
let last = 0;
function hashOfRemainder(queryHash: string, document: object): string {
  const known = remainders.get(document) ?? `${queryHash} remainder ${++last}`;
  remainders.set(document, known);
  return known;
}
