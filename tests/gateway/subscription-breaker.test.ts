import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-sse';
import { askAt } from '../support/ask.ts';
import { answerJson, answerText, type Behaviour } from './fake-agency.ts';
import { startFakeExchange, until, type FakeExchange } from './fake-exchange.ts';
import { metricsOf } from './metrics-of.ts';
import { createSignal } from './signal.ts';

const FAILURES = 2;
/** Long enough for a busy machine to ask twice while the breaker is open. */
const RESET_MS = 2_000;
const LEFT_ALONE = 'The subgraph of moj failed repeatedly and is left alone for a moment; it was not asked.';

let exchange: FakeExchange;
beforeAll(async () => {
  exchange = await startFakeExchange({
    AGENCY_TIMEOUT_MS: '1000',
    BREAKER_FAILURES: String(FAILURES),
    BREAKER_RESET_MS: String(RESET_MS),
  });
}, 60_000);
afterAll(() => exchange.stop());

/** Takes the subscription, and tells nothing. */
const silence: Behaviour = (_, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
};
/** Takes it, and has nothing to tell ever. */
const completion = answerText('event: complete\ndata: \n\n', 200, { 'content-type': 'text/event-stream' });
const refusal: Behaviour = (_, response) => void response.socket!.resetAndDestroy();

function follow() {
  const client = createClient({ url: `${exchange.gateway.url}/graphql`, retryAttempts: 0 });
  return client.iterate({ query: 'subscription { ministryOfJusticeAgreementChanged { id } }' });
}
/** What is told first of a subscription: an error, or its end. */
async function told(): Promise<string> {
  const { value, done } = await follow().next();
  return done ? 'complete' : value.errors![0]!.message;
}
const question = async (): Promise<unknown> => {
  const { body } = await askAt(`${exchange.gateway.url}/graphql`, '{ ministryOfJustice { name } }');
  return body.errors?.[0]!.message ?? body.data;
};
const breaker = async (): Promise<number | undefined> =>
  (await metricsOf(exchange.gateway.url)).get('lienthong_agency_circuit_open{agency="moj"}');
const reset = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, RESET_MS + 50));

/** Whatever came before, the breaker is closed and has counted nothing. */
beforeEach(async () => {
  exchange.agency.behave(completion);
  await until(async () => (await told()) === 'complete');
  exchange.agency.questions.length = 0;
});

describe('A subscription that cannot be opened counts like a question that fails, and beyond so many nobody is asked:', () => {
  it.each<[string, Behaviour]>([
    ['its connection is cut', refusal],
    ['502', answerText('', 502)],
    ['500', answerJson({ errors: [] }, 500)],
    ['nothing is heard within the time', () => {}],
  ])('%s', async (_, fails) => {
    exchange.agency.behave(fails);
    for (let failure = 0; failure < FAILURES; failure += 1) expect(await told()).not.toBe(LEFT_ALONE);
    expect(await breaker()).toBe(1);
    expect([await told(), await question()]).toEqual([LEFT_ALONE, LEFT_ALONE]);
    expect(exchange.agency.questions).toHaveLength(FAILURES);
  });

  it('its connection is refused', async () => {
    await exchange.agency.close();
    for (let failure = 0; failure < FAILURES; failure += 1) expect(await told()).not.toBe(LEFT_ALONE);
    expect(await told()).toBe(LEFT_ALONE);
    await exchange.agency.open();
  });

  it('questions and subscriptions together', async () => {
    exchange.agency.behave(answerText('', 502));
    await question();
    await told();
    expect(await told()).toBe(LEFT_ALONE);
  });
});

it('A subscription that opens tells that the agency is back', async () => {
  exchange.agency.behave(refusal);
  for (let failure = 0; failure < FAILURES; failure += 1) await told();
  expect(await breaker()).toBe(1);
  exchange.agency.behave(silence);
  await reset();
  const events = follow();
  const first = events.next();
  await until(async () => (await breaker()) === 0);
  await events.return!();
  expect((await first).done).toBe(true);
});

it('One that tries whether the agency is back is heard, though its client leaves', async () => {
  exchange.agency.behave(refusal);
  for (let failure = 0; failure < FAILURES; failure += 1) await told();
  await reset();
  const [arrived, held] = [createSignal(), createSignal()];
  exchange.agency.behave(async (_, response) => {
    arrived.give();
    await held.given;
    response.writeHead(502).end();
  });
  const events = follow();
  void events.next();
  await arrived.given;
  await events.return!();
  const next = told();
  held.give();
  expect(await next).toBe(LEFT_ALONE);
});

it('An agency is no worse for clients that leave before it answers, nor for offering no streams', async () => {
  exchange.agency.behave(() => {});
  for (let times = 0; times < FAILURES; times += 1) {
    const before = exchange.agency.questions.length;
    const events = follow();
    void events.next();
    await until(() => exchange.agency.questions.length > before);
    await events.return!();
  }
  exchange.agency.behave(answerJson({ errors: [{ message: 'No streams.' }] }, 406));
  for (let times = 0; times < FAILURES; times += 1)
    expect(await told()).toBe('The subgraph of moj answered with something that is no stream of events.');
  expect(await breaker()).toBe(0);
});

it('A stream that breaks when it was open is no failure to open', async () => {
  exchange.agency.behave((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n', () => response.destroy());
  });
  for (let times = 0; times <= FAILURES; times += 1)
    expect(await told()).toBe('The subgraph of moj cannot be reached.');
  expect(await breaker()).toBe(0);
});
