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
import { setImmediate as nextTurn } from 'node:timers/promises';
import { busyUntil } from './busy-until.ts';

const { supergraphSdl } = composeServices([
  { name: 'one', url: 'http://one.example', typeDefs: parse('type Query { word: String }') },
  { name: 'other', url: 'http://other.example', typeDefs: parse('type Query { answer: String }') },
]);

/** Calls that may be under way at once while the processor is busy, and more than these. */
const [MOST, MANY] = [64, 200];

function gatewayOver(ask: () => Promise<SourceAnswer>, query = '{ word }', written = async () => {}) {
  const [operation] = operationsIn(parse(query), query);
  const engine = openEngine({
    planner: createApolloPlanner(supergraphSdl!),
    schema: buildASTSchema(parse(supergraphSdl!), { assumeValidSDL: true }),
    sourceOf: (): Source => ({ ask }),
  });
  const gateway = answerQuestions({
    read: () => operation!,
    refuseBeyondLimits: () => {},
    execute: async (...asked) => {
      const answer = await engine(...asked);
      await written();
      return answer;
    },
    tell: tellErrors(silent),
    observe: (told) => told,
    admission: createAdmission(),
    subscriptions: createOpenSubscriptions({ inAll: 1, perCaller: 1 }),
  });
  const question = { query, operationName: null, variables: {}, mayChange: false };
  return async (): Promise<string> => {
    const exchange = { inParts: false, event: null, cancellation: createCancellation() };
    const { json, errors = [] } = await gateway.answer(question, exchange as ExchangeContext);
    if (errors.length > 0) throw new Error(errors[0]!.message);
    return fromBytes(json!);
  };
}

const ANSWER: SourceAnswer = { data: { word: 'An' }, escape: false, errors: [] };

/** An agency that takes a moment, and how many ask it at once. */
function someAgency() {
  const asked = { now: 0, most: 0, inAll: 0 };
  const ask = async (): Promise<SourceAnswer> => {
    asked.inAll += 1;
    asked.most = Math.max(asked.most, (asked.now += 1));
    await nextTurn();
    asked.now -= 1;
    return ANSWER;
  };
  return { asked, ask };
}

it('Of many questions at once all are answered, and others begin when some have ended', async () => {
  const { asked, ask } = someAgency();
  const answers = await Promise.all(Array.from({ length: MANY }, gatewayOver(ask)));
  expect(answers).toEqual(Array(MANY).fill('{"word":"An"}'));
  expect(asked.most).toBeLessThanOrEqual(MOST);
});

it('A question that makes several calls takes the room of all of them', async () => {
  const { asked, ask } = someAgency();
  await Promise.all(Array.from({ length: MANY }, gatewayOver(ask, '{ word answer }')));
  expect(asked.inAll).toBe(2 * MANY);
  expect(asked.most).toBeLessThanOrEqual(MOST);
});

it('What is answered makes room before it is written down, also while the processor is busy', async () => {
  const { asked, ask } = someAgency();
  const never = new Promise<void>(() => {});
  const question = gatewayOver(ask, '{ word }', () => never);
  for (let index = 0; index < MANY; index += 1) void question();
  await busyUntil(() => asked.inAll === MANY, 2_000);
  expect(asked.inAll).toBe(MANY);
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
