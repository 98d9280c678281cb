import { expect, it } from '@jest/globals';
import { composeServices } from '@apollo/composition';
import { createAdmission } from '@lienthong/gateway/admission';
import { answerQuestions } from '@lienthong/gateway/answer';
import type { ExchangeContext } from '@lienthong/gateway/exchange-context';
import { createCancellation } from '@lienthong/gateway/execution/cancellation';
import { openEngine } from '@lienthong/gateway/execution/engine';
import { createApolloPlanner } from '@lienthong/gateway/execution/planning/apollo-planner';
import type { Source, SourceAnswer } from '@lienthong/gateway/execution/source';
import { createOpenSubscriptions } from '@lienthong/gateway/subscriptions/open-subscriptions';
import { tellErrors } from '@lienthong/gateway/tell-errors';
import { fromBytes } from '@lienthong/shared/bytes';
import { operationsIn } from '@lienthong/shared/graphql/operation';
import { buildASTSchema, parse } from 'graphql';
import { silent } from '../support/log.ts';
import { busyUntil } from './busy-until.ts';

const { supergraphSdl } = composeServices([
  { name: 'only', url: 'http://only.example', typeDefs: parse('type Query { word: String }') },
]);
const [operation] = operationsIn(parse('{ word }'), '{ word }');

/** More than may be under way at once. */
const MANY = 200;

function gatewayOver(ask: () => Promise<SourceAnswer>) {
  const gateway = answerQuestions({
    read: () => operation!,
    refuseBeyondLimits: () => {},
    execute: openEngine({
      planner: createApolloPlanner(supergraphSdl!),
      schema: buildASTSchema(parse(supergraphSdl!), { assumeValidSDL: true }),
      sourceOf: (): Source => ({ ask }),
    }),
    tell: tellErrors(silent),
    observe: (told) => told,
    admission: createAdmission(),
    subscriptions: createOpenSubscriptions({ inAll: 1, perCaller: 1 }),
  });
  const question = { query: '{ word }', operationName: null, variables: {}, mayChange: false };
  return async (): Promise<string> => {
    const exchange = { inParts: false, event: null, cancellation: createCancellation() };
    const { json, errors = [] } = await gateway.answer(question, exchange as ExchangeContext);
    if (errors.length > 0) throw new Error(errors[0]!.message);
    return fromBytes(json!);
  };
}

const ANSWER: SourceAnswer = { data: { word: 'An' }, escape: false, errors: [] };

it('Of many questions at once all are answered, and others begin when some have ended', async () => {
  let [now, most] = [0, 0];
  const ask = gatewayOver(async () => {
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
  const ask = gatewayOver(async () => {
    if (left-- > 0) throw new Error('It broke.');
    return ANSWER;
  });
  const failing = async (): Promise<string> => {
    for (let index = 0; index < MANY; index += 1) await expect(ask()).rejects.toThrow();
    return ask();
  };
  let answer: string | undefined;
  void failing().then((given) => (answer = given));
  await busyUntil(() => answer !== undefined, 2_000);
  expect(answer).toBe('{"word":"An"}');
});
