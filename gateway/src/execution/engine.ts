import type { GraphQLError } from 'graphql';
import { getVariableValues, isObjectType, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { badUserInput } from '@lienthong/shared/graphql/coded-error';
import { onceFor, type Operation } from '@lienthong/shared/graphql/operation';
import type { ExchangeContext } from '../exchange-context.ts';
import type { Variables } from '../policy/taking-out/conditions.ts';
import { readQuestion } from '../policy/taking-out/question.ts';
import type { Data } from './own.ts';
import type { Planner, Step } from './planning/plan.ts';
import { readOperation, type Operation as PlannedOperation } from './planning/operation.ts';
import { planOperation } from './planning/plan-operation.ts';
import { plannedVariables } from './planning/reserved-names.ts';
import { runPlan } from './run-plan.ts';
import { createShaper } from './shaping/shape-answer.ts';
import { tellFault } from './shaping/null-not-allowed.ts';
import { unexplained } from './shaping/unexplained.ts';
import type { Source } from './source.ts';

export interface EngineOptions {
  readonly planner: Planner;
  /** The whole graph, with what callers do not see. */
  readonly schema: GraphQLSchema;
  readonly sourceOf: (subgraph: string) => Source;
  /** Looks at a plan before anything of it is asked; what it throws ends the request. */
  readonly guard?: (plan: Plan, exchange: ExchangeContext) => void;
}

/** One operation, planned: the same object as long as it is remembered. */
export interface Plan {
  /** Null where nothing has to be asked. */
  readonly step: Step | null;
}

export interface EngineAnswer {
  readonly data?: Data | null;
  readonly errors?: readonly GraphQLError[];
}

/** Executes an operation with these variables. */
export type Execute = (
  operation: Operation,
  variables: Variables,
  exchange: ExchangeContext,
) => Promise<EngineAnswer>;

const KEPT_PLANS = 2_000;

/** Executes operations over subgraphs: plans each once, asks, and shapes the answer as the GraphQL specification says. */
export function openEngine({ planner, schema, sourceOf, guard }: EngineOptions): Execute {
  const { apiSchema } = planner;
  let last = 0;
  const read = onceFor(({ document, name }: Operation) => ({
    number: ++last,
    ...readOperation(document, name),
  }));
  const prepared = new LRUCache<string, ReturnType<typeof prepare>>({ max: KEPT_PLANS });
  const isObjectTypeName = (name: unknown): boolean =>
    typeof name === 'string' && isObjectType(schema.getType(name));

  function prepare({ plainFor }: PlannedOperation, variables: Variables) {
    const plain = plainFor(variables);
    return {
      plan: { step: planOperation(planner, plain) },
      shape: createShaper(readQuestion(plain, undefined, apiSchema, new Set())),
    };
  }

  return async (operation, given, exchange) => {
    const asked = read(operation);
    const { errors: faults, coerced } = getVariableValues(apiSchema, asked.variableDefinitions, given);
    if (faults) return { errors: faults.map(badUserInput) };

    const way = `${asked.number} ${asked.wayFor(coerced)}`;
    const known = prepared.get(way) ?? prepare(asked, coerced);
    prepared.set(way, known);
    const { plan, shape } = known;
    guard?.(plan, exchange);

    const errors: GraphQLError[] = [];
    const answered: Data = {};
    const running = {
      schema,
      sourceOf,
      isObjectType: isObjectTypeName,
      exchange,
      given: plannedVariables(given),
      data: answered,
      errors,
    };
    if (plan.step) await runPlan(plan.step, running);

    const shaped = shape(answered);
    errors.push(...unexplained(shaped.faults, errors).map(tellFault));
    return { data: shaped.data, ...(errors.length > 0 && { errors }) };
  };
}
