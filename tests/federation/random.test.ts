import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { createDice } from './random/dice.ts';
import { drawGraph } from './random/draw-graph.ts';
import { drawQuestion } from './random/draw-question.ts';
import { ALL_FEATURES, questionFeatures, schemaFeatures } from './random/features.ts';
import { drawFederation, type RandomFederation } from './random/random-federation.ts';

/** FEDERATION_RUNS sets the number of questions, FEDERATION_SEED repeats a failure; the seed is printed with it. */
const runs = Number(process.env['FEDERATION_RUNS'] ?? 300);
const seed = Number(process.env['FEDERATION_SEED'] ?? Date.now() & 0x7fffffff);
const PER_GRAPH = 50;
const LONG = 1_000;
/** A failure is made smaller for as long as this leaves. */
const TIME_LIMIT = 45_000 + runs * 40;
jest.setTimeout(TIME_LIMIT + 30_000);

const tapeOf = (minLength: number, maxLength: number) =>
  fc.array(fc.nat(0xffff), { minLength, maxLength, size: 'max' });
const tape = tapeOf(0, 500);
const tapes = fc.tuple(tape, tapeOf(0, 2_000));
const fullTapes = fc.tuple(tapeOf(500, 500), tapeOf(2_000, 2_000));
const questions = fc.array(tape, { minLength: 1, maxLength: 2 * PER_GRAPH, size: 'max' });

interface Passed {
  /** How many questions were not valid. */
  readonly invalid: number;
  /** How many were refused, for there are more ways to answer them than a planner may compare. */
  readonly refused: number;
}

/** Asks the drawn questions that are valid, and says which were passed over. */
async function ask(
  { federation, compare }: RandomFederation,
  tapes: readonly (readonly number[])[],
  note: (features: readonly string[]) => void = () => {},
): Promise<Passed> {
  let [invalid, refused] = [0, 0];
  for (const each of tapes) {
    const question = drawQuestion(createDice(each), federation.apiSchema);
    if (validate(federation.apiSchema, parse(question.query)).length > 0) {
      invalid += 1;
      continue;
    }
    const said = await compare(question);
    if (said) note(questionFeatures(question, said));
    else refused += 1;
  }
  return { invalid, refused };
}

describe('The random graphs', () => {
  const GRAPHS = 10;
  const EACH = 15;

  it('nearly all compose, and hold all there is, as do the questions, which are nearly all valid', async () => {
    const drawn = fc.sample(fullTapes, { numRuns: 100, seed: 1 });
    const occurred = new Set(
      drawn.flatMap(([graph]) => schemaFeatures(drawGraph(createDice(graph)).schemas)),
    );
    const federations = drawn.slice(0, GRAPHS).flatMap((each) => drawFederation(each) ?? []);
    expect(federations.length).toBeGreaterThan(GRAPHS * 0.9);

    const asked = fc.sample(tapeOf(300, 300), { numRuns: federations.length * EACH, seed: 2 });
    let invalid = 0;
    for (const [index, federation] of federations.entries()) {
      const passed = await ask(federation, asked.slice(index * EACH, (index + 1) * EACH), (features) => {
        for (const feature of features) occurred.add(feature);
      });
      invalid += passed.invalid;
    }
    expect(invalid).toBeLessThan(asked.length / 20);
    expect(ALL_FEATURES.filter((feature) => !occurred.has(feature))).toEqual([]);
  });
});

/**
 * The data is the same to the letter. Of errors the promise is weaker, for where a null is carried up one error stands for all that
 * went with it, and which of them is told depends on who is asked first: whatever is empty for an error in the monolith's
 * answer is empty for one in the gateway's, and nothing else is. What is fetched to compute from may fail unasked.
 */
describe(`Over ${runs} random questions (FEDERATION_SEED=${seed})`, () => {
  it('the gateway, with the plans of its planner, says what a monolith says', async () => {
    // Said before, for a run that ends the process says nothing after.
    if (runs >= LONG) process.stderr.write(`FEDERATION_SEED=${seed}\n`);
    let refused = 0;
    const property = fc.asyncProperty(questions, tapes, async (asked, drawn) => {
      const federation = drawFederation(drawn);
      fc.pre(federation !== null);
      refused += (await ask(federation, asked)).refused;
    });
    const { failed, errorInstance } = await fc.check(property, {
      seed,
      numRuns: Math.ceil(runs / PER_GRAPH),
      interruptAfterTimeLimit: TIME_LIMIT,
    });
    if (failed) throw new Error(`FEDERATION_SEED=${seed}\n\n${String(errorInstance)}`);
    expect(refused).toBeLessThanOrEqual(Math.ceil(runs / 1_000));
  });
});
