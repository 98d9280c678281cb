import { expect, it } from '@jest/globals';
import { composeServices } from '@apollo/composition';
import type { ExchangeContext } from '@lienthong/gateway/exchange-context';
import { createCancellation } from '@lienthong/gateway/execution/cancellation';
import { openEngine } from '@lienthong/gateway/execution/engine';
import { createApolloPlanner } from '@lienthong/gateway/execution/planning/apollo-planner';
import type { Source, SourceAnswer } from '@lienthong/gateway/execution/source';
import { fromBytes } from '@lienthong/shared/bytes';
import { operationsIn } from '@lienthong/shared/graphql/operation';
import { buildASTSchema, parse } from 'graphql';
import { busyUntil } from './busy-until.ts';

const { supergraphSdl } = composeServices([
  { name: 'only', url: 'http://only.example', typeDefs: parse('type Query { word: String }') },
]);
const [operation] = operationsIn(parse('{ word }'), '{ word }');
const exchange = { inParts: false, event: null, cancellation: createCancellation() } as ExchangeContext;

/** More than may be under way at once. */
const MANY = 200;

function engineOver(ask: () => Promise<SourceAnswer>) {
  const engine = openEngine({
    planner: createApolloPlanner(supergraphSdl!),
    schema: buildASTSchema(parse(supergraphSdl!), { assumeValidSDL: true }),
    sourceOf: (): Source => ({ ask }),
  });
  return async (): Promise<string> => fromBytes((await engine(operation!, {}, exchange)).json!);
}

const ANSWER: SourceAnswer = { data: { word: 'An' }, escape: false, errors: [] };

it('Of many questions at once all are answered, and others begin when some have ended', async () => {
  let [now, most] = [0, 0];
  const ask = engineOver(async () => {
    most = Math.max(most, (now += 1));
    await new Promise((resolve) => setImmediate(resolve));
    now -= 1;
    return ANSWER;
  });
  const answers = await Promise.all(Array.from({ length: MANY }, ask));
  expect(answers).toEqual(Array(MANY).fill('{"word":"An"}'));
  expect(most).toBeLessThan(MANY);
});

it('What fails makes room as well as what is answered, also while the processor is busy', async () => {
  let left = MANY;
  const ask = engineOver(async () => {
    if (left-- > 0) throw new Error('It broke.');
    return ANSWER;
  });
  const failing = async (): Promise<string> => {
    for (let index = 0; index < MANY; index += 1) await expect(ask()).rejects.toThrow('It broke.');
    return ask();
  };
  let answer: string | undefined;
  void failing().then((given) => (answer = given));
  await busyUntil(() => answer !== undefined, 2_000);
  expect(answer).toBe('{"word":"An"}');
});
