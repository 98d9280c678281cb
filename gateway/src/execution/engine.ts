import { OperationTypeNode, type GraphQLError, type GraphQLSchema } from 'graphql';
import { toBytes, type Bytes, type KeptBytes } from '@lienthong/shared/bytes';
import { onceFor, type Operation } from '@lienthong/shared/graphql/operation';
import type { Coordinate } from '@lienthong/shared/policy/types';
import type { ExchangeContext } from '../exchange-context.ts';
import type { Data } from './own.ts';
import type { PartAnswer } from './deferring/answer-parts.ts';
import { openParts, partsOf, type InParts } from './deferring/open-parts.ts';
import { coerceVariables } from './planning/coerce-variables.ts';
import { readOperation } from './planning/operation.ts';
import { createPlans } from './planning/made-plans.ts';
import { createLabelChooser } from './planning/override-labels.ts';
import type { Planner } from './planning/plan.ts';
import { plannedVariables } from './planning/reserved-names.ts';
import { prepare, type Plan, type Prepared } from './prepare.ts';
import { runCalls, type Running } from './run-calls.ts';
import { begin, tellingOf, type Begun } from './subscribing.ts';
import type { CompiledCall } from './fetching/compile-call.ts';
import { tellFault } from './shaping/null-not-allowed.ts';
import { unexplained } from './shaping/unexplained.ts';
import type { Source } from './source.ts';

export interface EngineOptions {
  readonly planner: Planner;
  /** The whole graph, with what callers do not see. */
  readonly schema: GraphQLSchema;
  readonly sourceOf: (subgraph: string) => Source;
  /** Labels of `@override` by which all requests ask the new owner. */
  readonly labelsOn?: ReadonlySet<string>;
  /** A number from 0 up to 1, by which a request is one of so many in a hundred. */
  readonly draw?: () => number;
  /** Looks at a plan before anything of it is asked; what it throws ends the request. */
  readonly guard?: (plan: Plan, exchange: ExchangeContext) => void;
}

export interface EngineAnswer {
  /** The data as JSON; null where nothing may stand, undefined where nothing was executed. */
  readonly json?: KeptBytes | null;
  readonly errors?: readonly GraphQLError[];
  /** What comes later, where the caller takes its answer in parts and asked for it so. */
  readonly later?: AsyncIterable<PartAnswer>;
  /** What happens from now on, where a subscription was begun. */
  readonly begun?: Begun | undefined;
}

/** The data of an answer that was put together elsewhere. */
export const jsonOf = (data: object | null): Bytes | null => data && toBytes(JSON.stringify(data));

/** What an operation is what remains of. */
export interface RemainsOf {
  /** As its caller asked it. */
  readonly whole: Operation;
  /** The fields that are taken out. */
  readonly refused: ReadonlySet<Coordinate>;
}

/**
 * Executes an operation of a valid document, with its caller's variables. Where it is what remains of another, the answer is
 * one to that: what was taken out is null.
 */
export type Execute = (
  operation: Operation,
  variables: Readonly<Record<string, unknown>>,
  exchange: ExchangeContext,
  of?: RemainsOf | InParts,
) => Promise<EngineAnswer>;

const KEPT_PLANS = 2_000;

/** Executes operations over subgraphs: plans each once, asks, and writes the answer as the GraphQL specification says. */
export function openEngine(options: EngineOptions): Execute {
  const { planner, schema, sourceOf, guard, labelsOn = new Set(), draw = Math.random } = options;
  const { apiSchema } = planner;
  let last = 0;
  const read = onceFor(({ document, name }: Operation) => ({
    number: ++last,
    ...readOperation(document, name),
  }));
  const prepared = createPlans<Prepared>(KEPT_PLANS);
  const chooseLabels = createLabelChooser(planner, labelsOn, draw);
  const answerParts = openParts(options, chooseLabels);

  return async (operation, given, exchange, of) => {
    const subscription = operation.node.operation === OperationTypeNode.SUBSCRIPTION;
    if (exchange.inParts) {
      const parts = of && 'deferrals' in of ? of : partsOf(operation);
      if (parts) return answerParts(operation, parts, given, exchange);
    }
    const asked = read(operation);
    const whole = of && 'whole' in of ? read(of.whole) : null;
    // Those of what is refused have to fit too: what the answer looks like may depend on them, and plans are remembered by it.
    const { errors: faults, coerced } = coerceVariables(apiSchema, whole ?? asked, given);
    if (faults) return { errors: faults };

    // The events of a subscription are told by the plan it was begun with.
    const forLabels = chooseLabels(!subscription);
    const ofWhole = whole ? ` of ${whole.wayFor(coerced)}` : '';
    const way = `${asked.number} ${asked.wayFor(coerced)}${ofWhole} ${forLabels.key}`;
    const { plan, write, shape } =
      prepared.known(way) ??
      (await prepared.make(way, exchange, () =>
        prepare(
          asked.plainFor(coerced),
          forLabels.planner,
          schema,
          whole ? { document: whole.plainFor(coerced), refused: of!.refused } : undefined,
        ),
      ));
    guard?.(plan, exchange);

    const data: Data = {};
    const errors: GraphQLError[] = [];
    const running: Running = {
      schema,
      sourceOf,
      exchange,
      given: plannedVariables(given),
      data,
      plain: plan.plain,
      errors,
      escape: false,
      joinAlike: true,
      repeated: false,
    };
    if (subscription && plan.calls.length > 0) {
      const [root] = plan.calls as [CompiledCall];
      const { event } = exchange;
      if (!event) return { json: '{}', begun: begin(root, running) };
      // What may be told of it is not what it was begun for any more.
      if (event.query !== root.call.query) return { json: null };
      running.escape = true;
      await runCalls(plan.calls, {
        ...running,
        joinAlike: false,
        sourceOf: tellingOf(event, root, sourceOf),
      });
    } else {
      exchange.turn?.makes(plan.calls.length);
      await runCalls(plan.calls, running);
      exchange.turn?.end();
    }

    const written = write(data, running);
    if (written !== null) return { json: written, ...(errors.length > 0 && { errors }) };
    // Something is not as it should be: the shaper says what, and carries it up to where nothing may stand.
    const shaped = shape(data);
    errors.push(...unexplained(shaped.faults, errors).map(tellFault));
    return { json: shaped.data && JSON.stringify(shaped.data), ...(errors.length > 0 && { errors }) };
  };
}
