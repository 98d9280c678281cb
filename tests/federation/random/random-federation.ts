import { TooManyWays } from '@lienthong/gateway/execution/planning/too-many-ways';
import type { ExecutionResult, FormattedExecutionResult } from 'graphql';
import { createFederation, type Federation } from '../support/federation.ts';
import type { Question } from '../support/open-gateway.ts';
import { openOurs } from '../support/open-ours.ts';
import { printed } from '../support/printed.ts';
import type { World } from '../support/world.ts';
import { createDice } from './dice.ts';
import { drawGraph, type RandomGraph } from './draw-graph.ts';
import { drawWorld, emptyWorld } from './draw-world.ts';
import { emptyPlaces } from './places.ts';

export interface RandomFederation {
  readonly graph: RandomGraph;
  readonly federation: Federation;
  /** Asks the gateway and the monolith; throws where they do not say the same. Returns what both say; null where the gateway refuses to plan. */
  readonly compare: (question: Question) => Promise<ExecutionResult | null>;
}

/** What a graph is drawn from, and its data. */
export type Tapes = readonly [graph: readonly number[], data: readonly number[]];

/** Draws a graph in subgraphs and its data; null where the subgraphs do not compose. */
export function drawFederation([graphTape, dataTape]: Tapes): RandomFederation | null {
  const graph = drawGraph(createDice(graphTape));
  const world = emptyWorld();
  const federation = composed(graph, world);
  if (!federation) return null;
  drawWorld(createDice(dataTape), graph, federation.subgraphs, world.things);
  const gateway = openOurs(federation.supergraphSdl, federation.subgraphs);
  const required = [...graph.schemas.values()].some((sdl) => sdl.includes('@external'));

  return {
    graph,
    federation,
    compare: async (question) => {
      federation.reset();
      const expected = await federation.expected(question);
      const right = told(expected, world);
      federation.reset();
      const answer = await gateway
        .ask(question)
        .catch((error: unknown) =>
          error instanceof TooManyWays
            ? null
            : { errors: [{ message: `Nothing was answered: ${String(error)}` }] },
        );
      if (!answer) return null;
      const calls = gateway.calls().map((call) => JSON.stringify(call));
      const given = told(answer, world, required);
      if (given !== right)
        throw new Error(report(graph, question, right, given, [...messagesOf(answer), ...calls]));
      return expected;
    },
  };
}

function composed({ schemas }: RandomGraph, world: ReturnType<typeof emptyWorld>): Federation | null {
  try {
    return createFederation(schemas, world);
  } catch (error) {
    if (error instanceof AggregateError) return null;
    throw error;
  }
}

/** An answer, and the changes that led to it. */
const told = (
  answer: FormattedExecutionResult | ExecutionResult,
  { journal }: World,
  required?: boolean,
): string =>
  [printed(answer), 'empty for an error:', ...emptyPlaces(answer, required), 'changed:', ...journal].join(
    '\n',
  );

const messagesOf = ({ errors = [] }: FormattedExecutionResult): string[] =>
  errors.map(({ message, path = [] }) => `${path.join('.')}: ${message}`);

const report = (
  { schemas }: RandomGraph,
  { query, variables, operationName }: Question,
  right: string,
  given: string,
  calls: readonly string[],
): string =>
  [
    ...[...schemas].map(([name, sdl]) => `# ${name}\n${sdl}`),
    `Asked (${operationName ?? 'the only operation'}, ${JSON.stringify(variables)}):\n${query}`,
    `The monolith says:\n${right}`,
    `The gateway says:\n${given}`,
    `It told and asked:\n${calls.join('\n')}`,
  ].join('\n\n');
