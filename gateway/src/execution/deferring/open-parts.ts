import type { GraphQLError } from 'graphql';
import { onceFor, type Operation } from '@lienthong/shared/graphql/operation';
import type { Coordinate } from '@lienthong/shared/policy/types';
import type { Variables } from '../../policy/taking-out/conditions.ts';
import type { EngineAnswer, EngineOptions, Execute } from '../engine.ts';
import { coerceVariables } from '../planning/coerce-variables.ts';
import { conditionVariables, variablesOf, wayOf } from '../planning/operation.ts';
import { createPlans } from '../planning/made-plans.ts';
import type { ChooseLabels } from '../planning/override-labels.ts';
import { plannedVariables } from '../planning/reserved-names.ts';
import type { Running } from '../run-calls.ts';
import { prepareParts, type PreparedParts } from './prepare-parts.ts';
import { readDeferrals, type Deferrals } from './read-deferrals.ts';
import { runParts } from './run-parts.ts';

/** Of an operation that is answered in parts, what goes beyond what remains of it. */
export interface InParts {
  /** As its caller asked it. */
  readonly deferrals: Deferrals;
  /** The fields that are taken out. */
  readonly refused: ReadonlySet<Coordinate>;
}

/** Of an operation nothing of which is taken out; null where nothing of it comes later. */
export function partsOf(operation: Operation): InParts | null {
  const deferrals = readDeferrals(operation);
  return deferrals && { deferrals, refused: new Set() };
}

/** Variables skip, include and defer in so many ways that are remembered. */
const KEPT_WAYS = 32;

/** Executes operations in parts. */
export function openParts({ planner, schema, sourceOf, guard }: EngineOptions, chooseLabels: ChooseLabels) {
  const conditionsOf = onceFor(({ document, node }: Operation) =>
    conditionVariables(document, node, ['skip', 'include', 'defer']),
  );
  const plansOf = onceFor((_remaining: Operation) => createPlans<PreparedParts>(KEPT_WAYS));

  return async (
    operation: Operation,
    { deferrals: { operation: whole, labels }, refused }: InParts,
    given: Variables,
    exchange: Parameters<Execute>[2],
  ): Promise<EngineAnswer> => {
    const remaining = refused.size > 0 ? operation : whole;
    const { errors: faults, coerced } = coerceVariables(planner.apiSchema, variablesOf(whole), given);
    if (faults) return { errors: faults };

    const prepared = plansOf(remaining);
    const forLabels = chooseLabels(true);
    // Conditions on what is refused alone say what is null.
    const way = `${wayOf(conditionsOf(whole), coerced)} ${forLabels.key}`;
    const parts =
      prepared.known(way) ??
      (await prepared.make(way, exchange, () =>
        prepareParts({ whole, remaining, refused }, coerced, forLabels.planner, schema),
      ));
    guard?.(parts.plan, exchange);
    const errors: GraphQLError[] = [];
    const running: Running = {
      schema,
      sourceOf,
      exchange,
      given: plannedVariables(given),
      data: {},
      plain: parts.plan.plain,
      errors,
      // What one part holds may be told to an agency for another.
      escape: true,
      // Objects that were told are held on to until all their parts are.
      joinAlike: false,
      repeated: false,
    };
    return runParts(parts, labels, planner.apiSchema, running);
  };
}
