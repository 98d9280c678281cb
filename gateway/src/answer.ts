import { OperationTypeNode } from 'graphql';
import type { Operation } from '@lienthong/shared/graphql/operation';
import { tellFailure, tellResult, type TellError } from '@lienthong/shared/graphql/tell-result';
import type { GraphQLAnswer, GraphQLRequest, GraphQLService } from '@lienthong/shared/http/graphql-service';
import type { Admission } from './admission.ts';
import type { ExchangeContext } from './exchange-context.ts';
import type { Execute } from './execution/engine.ts';
import type { RefuseBeyond } from './limits/refuse-beyond.ts';
import type { Observe } from './observe.ts';
import type { RightsOf } from './subscriptions/begin-life.ts';
import { subscribe } from './subscriptions/subscribe.ts';
import type { OpenSubscriptions } from './subscriptions/open-subscriptions.ts';
import { tellLater, type ObservePart } from './tell-later.ts';

export interface GatewaySteps {
  readonly read: (request: GraphQLRequest) => Operation;
  readonly refuseBeyondLimits: RefuseBeyond;
  readonly execute: Execute;
  readonly tell: TellError;
  readonly observe: Observe;
  /** Missing where everything begins at once. */
  readonly admission?: Admission;
  readonly subscriptions: Pick<OpenSubscriptions, 'enter'>;
  /** By what subscriptions go on; missing where nothing is decided. */
  readonly rightsOf?: RightsOf;
}

/** The way of one question through the gateway. */
export const answerQuestions = (steps: GatewaySteps): GraphQLService<ExchangeContext> => {
  const { read, refuseBeyondLimits, execute, tell, observe, admission } = steps;
  return {
    answer: async (request, exchange) => {
      let operation: Operation | undefined;
      let answer: GraphQLAnswer;
      try {
        operation = read(request);
        refuseBeyondLimits(operation, request.variables);
        if (operation.node.operation === OperationTypeNode.SUBSCRIPTION)
          return await subscribe(operation, request.variables, exchange, steps);
        // Nothing is made for it before its turn: what waits grows old, and holds on to all that is put into it.
        const turn = admission?.enter(operation);
        if (turn) exchange.turn = turn;
        if (turn?.begins) await turn.begins;
        const { later, ...executed } = await execute(operation, request.variables, exchange);
        answer = tellResult(executed, tell);
        if (later) answer = { ...answer, later: tellLater(later, tell, observePart(observe, operation)) };
      } catch (error) {
        answer = tellFailure(error, tell);
      } finally {
        exchange.turn?.end();
      }
      return observe(answer, operation, exchange);
    },
  };
};

const observePart =
  (observe: Observe, operation: Operation): ObservePart =>
  (errors, exchange) =>
    observe({ ...(errors.length > 0 && { errors }) }, operation, exchange);
