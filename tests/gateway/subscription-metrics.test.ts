import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-sse';
import { answerJson, answerText, type Behaviour } from './fake-agency.ts';
import { startFakeExchange, until, type FakeExchange } from './fake-exchange.ts';
import { metricsOf } from './metrics-of.ts';

const METRIC = 'lienthong_agency_fetch_duration_seconds';
const TIMEOUT_MS = 500;
/** How long the subgraph thinks before it takes a subscription. */
const THINKS_MS = 100;

let exchange: FakeExchange;
beforeAll(async () => {
  exchange = await startFakeExchange({ AGENCY_TIMEOUT_MS: String(TIMEOUT_MS), BREAKER_FAILURES: '100' });
}, 60_000);
afterAll(() => exchange.stop());

const happened = `event: next\ndata: ${JSON.stringify({
  data: { ministryOfJusticeAgreementChanged: { __typename: 'Agreement', id: 'moj-moh-1' } },
})}\n\n`;
const COMPLETE = 'event: complete\ndata: \n\n';
const stream = (text: string): Behaviour => answerText(text, 200, { 'content-type': 'text/event-stream' });

const follow = () =>
  createClient({ url: `${exchange.gateway.url}/graphql`, retryAttempts: 0 }).iterate({
    query: 'subscription { ministryOfJusticeAgreementChanged { id } }',
  });

/** Follows until the end, and gives what was told: the first error of each answer, or its data. */
async function toldBy(behaviour: Behaviour): Promise<unknown[]> {
  exchange.agency.behave(behaviour);
  const told: unknown[] = [];
  for await (const { data, errors } of follow()) told.push(errors?.[0]!.extensions!['code'] ?? data);
  return told;
}

/** How often the ministry was asked so far, by outcome. */
async function counted(): Promise<ReadonlyMap<string, number>> {
  const byOutcome = new Map<string, number>();
  for (const [series, value] of await metricsOf(exchange.gateway.url)) {
    const outcome = new RegExp(`^${METRIC}_count\\{agency="moj",outcome="(\\w+)"\\}$`).exec(series)?.[1];
    if (outcome) byOutcome.set(outcome, value);
  }
  return byOutcome;
}
/** What is counted while something happens. */
async function countedWhile(happens: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = await counted();
  await happens();
  const grown = [...(await counted())].map(
    ([outcome, value]) => [outcome, value - (before.get(outcome) ?? 0)] as const,
  );
  return Object.fromEntries(grown.filter(([, by]) => by > 0));
}

describe('A subscription that cannot be opened is measured once, with what went wrong:', () => {
  it.each<[string, Behaviour, string]>([
    ['its connection is cut', (_, response) => void response.socket!.resetAndDestroy(), 'AGENCY_UNAVAILABLE'],
    ['502', answerText('', 502), 'AGENCY_UNAVAILABLE'],
    ['500', answerJson({ errors: [] }, 500), 'AGENCY_BAD_RESPONSE'],
    ['429', answerText('', 429), 'OVERLOAD'],
    ['nothing is heard within the time', () => {}, 'AGENCY_TIMEOUT'],
    ['no stream of events is offered', answerJson({ errors: [] }, 406), 'AGENCY_BAD_RESPONSE'],
  ])('%s', async (_, behaviour, code) => {
    expect(await countedWhile(async () => expect(await toldBy(behaviour)).toEqual([code]))).toEqual({
      [code]: 1,
    });
  });

  it('its client leaves before', async () => {
    exchange.agency.behave(() => {});
    const measured = await countedWhile(async () => {
      const before = exchange.agency.questions.length;
      const cancelled = (await counted()).get('CANCELLED') ?? 0;
      const events = follow();
      void events.next();
      await until(() => exchange.agency.questions.length > before);
      await events.return!();
      await until(async () => (await counted()).get('CANCELLED') === cancelled + 1);
    });
    expect(measured).toEqual({ CANCELLED: 1 });
  });
});

describe('One that is opened is measured once,', () => {
  const event = { ministryOfJusticeAgreementChanged: { id: 'moj-moh-1' } };

  it('however often something happens', async () => {
    const measured = await countedWhile(async () =>
      expect(await toldBy(stream(`${happened}${happened}${COMPLETE}`))).toEqual([event, event]),
    );
    expect(measured).toEqual({ ok: 1 });
  });

  it('though its subgraph says without data that it is over', async () => {
    const measured = await countedWhile(async () =>
      expect(await toldBy(stream(`${happened}event: complete\n\n`))).toEqual([event]),
    );
    expect(measured).toEqual({ ok: 1 });
  });

  it('though it breaks afterwards', async () => {
    const measured = await countedWhile(async () =>
      expect(await toldBy(stream(happened))).toEqual([event, 'AGENCY_UNAVAILABLE']),
    );
    expect(measured).toEqual({ ok: 1 });
  });

  it('by how long it took to open', async () => {
    const sum = async (): Promise<number> =>
      (await metricsOf(exchange.gateway.url)).get(`${METRIC}_sum{agency="moj",outcome="ok"}`) ?? 0;
    const before = await sum();
    await toldBy(async (_, response) => {
      await new Promise((resolve) => setTimeout(resolve, THINKS_MS));
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
      await new Promise((resolve) => setTimeout(resolve, 3 * TIMEOUT_MS));
      response.end(`${happened}${COMPLETE}`);
    });
    const seconds = (await sum()) - before;
    expect(seconds).toBeGreaterThan(0.9 * (THINKS_MS / 1000));
    expect(seconds).toBeLessThan((THINKS_MS + TIMEOUT_MS) / 1000);
  });
});
