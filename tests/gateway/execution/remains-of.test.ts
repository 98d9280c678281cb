import { describe, expect, it, jest } from '@jest/globals';
import { composeServices } from '@apollo/composition';
import type { ExchangeContext } from '@lienthong/gateway/exchange-context';
import { createCancellation } from '@lienthong/gateway/execution/cancellation';
import { openEngine } from '@lienthong/gateway/execution/engine';
import { createApolloPlanner } from '@lienthong/gateway/execution/planning/apollo-planner';
import type { Source } from '@lienthong/gateway/execution/source';
import { takeOut } from '@lienthong/gateway/policy/taking-out/take-out';
import { fromBytes } from '@lienthong/shared/bytes';
import { operationsIn } from '@lienthong/shared/graphql/operation';
import fc from 'fast-check';
import { buildASTSchema, parse, printSchema } from 'graphql';
import { question, type ArbitraryQuestion } from '../policy/arbitrary-questions.ts';
import { readPlainly } from '../policy/plain-answer.ts';
import { executed, schema } from '../policy/small-graph.ts';

/** TAKE_OUT_RUNS sets the number of questions, TAKE_OUT_SEED repeats a failure; the seed of a failure is printed with it. */
const runs = Number(process.env.TAKE_OUT_RUNS ?? 150);
const seed = Number(process.env.TAKE_OUT_SEED ?? Date.now() & 0x7fffffff);
jest.setTimeout(20_000 + runs * 60);

const { supergraphSdl } = composeServices([
  { name: 'only', url: 'http://only.example', typeDefs: parse(printSchema(schema)) },
]);
const planner = createApolloPlanner(supergraphSdl!);
const whole = buildASTSchema(parse(supergraphSdl!), { assumeValidSDL: true });

/** Answers of a world that is made up as it is asked. */
const sourceOf = (world: number): Source => ({
  ask: async ({ call }, { variables }) => ({
    data: executed(parse(call.query), variables, world).data as Record<string, unknown> | null,
    escape: true,
    errors: [],
  }),
});
const exchange = { inParts: false, event: null, cancellation: createCancellation() } as ExchangeContext;

/** What the engine answers to what remains of a question; undefined where nothing does. */
async function answerTo({ text, variables, refused, world }: ArbitraryQuestion): Promise<string | undefined> {
  const [asked] = operationsIn(parse(text), text);
  const { document } = takeOut(asked!.document, undefined, schema, refused);
  if (!document) return undefined;
  const [remaining] = operationsIn(document, text);
  const engine = openEngine({ planner, schema: whole, sourceOf: () => sourceOf(world) });
  const { json } = await engine(remaining!, variables, exchange, { whole: asked!, refused });
  return json ? fromBytes(json) : 'null';
}

describe(`Over ${runs} random questions (TAKE_OUT_SEED=${seed})`, () => {
  it('the engine answers to what remains of a question as to the whole, without what is refused', async () => {
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(question, async (given) => {
        const answer = await answerTo(given);
        if (answer === undefined) return;
        answered += 1;
        const { isWithheld } = readPlainly(parse(given.text), given.variables, given.refused);
        const { data } = executed(parse(given.text), given.variables, given.world, isWithheld);
        expect(answer).toBe(JSON.stringify(data));
      }),
      { numRuns: runs, seed },
    );
    expect(answered).toBeGreaterThan(runs / 3);
  });
});
