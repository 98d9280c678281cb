import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { LogLine } from '../support/log.ts';
import { answerJson, type Behaviour } from './fake-agency.ts';
import { startFakeExchange, until, type FakeExchange } from './fake-exchange.ts';
import { metricsOf } from './metrics-of.ts';
import { createSignal } from './signal.ts';

/** Answered by the centre, and then by the Ministry of Justice. */
const TWO_STEPS = '{ agency(id: "moj") { id name } }';
const FIRST_STEP = { data: { __lt_agency: { __typename: 'MinistryOfJustice', id: 'moj' } } };
const ASKED = ['ndc', 'moj'];

let exchange: FakeExchange;
beforeAll(async () => {
  exchange = await startFakeExchange({ BREAKER_FAILURES: '2', BREAKER_RESET_MS: '200' });
}, 60_000);
afterAll(() => exchange.stop());
beforeEach(() => {
  exchange.agency.questions.length = 0;
});

/** Asks, and goes away when told to. */
function askAndLeave(query: string, variables: object = {}, headers: Record<string, string> = {}) {
  const controller = new AbortController();
  const answer = fetch(`${exchange.gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
    signal: controller.signal,
  });
  return { left: answer.then(() => 'answered').catch(() => 'left'), leave: () => controller.abort() };
}

/** Takes a question, says so, and waits: for `held`, or for whoever asked to hang up. */
function hold(answer: Behaviour) {
  const [arrived, held, hungUp] = [createSignal(), createSignal(), createSignal()];
  exchange.agency.behave(async (question, response) => {
    response.once('close', hungUp.give);
    arrived.give();
    await held.given;
    await answer(question, response);
  });
  return { arrived: arrived.given, release: held.give, hungUp: hungUp.given };
}

const requests = async (operation: string, outcome: string): Promise<number> =>
  (await metricsOf(exchange.gateway.url)).get(
    `lienthong_request_duration_seconds_count{operation="${operation}",outcome="${outcome}"}`,
  ) ?? 0;
const fetches = async (outcome: string): Promise<number> =>
  [...(await metricsOf(exchange.gateway.url))]
    .filter(
      ([series]) =>
        series.startsWith('lienthong_agency_fetch_duration_seconds_count') &&
        series.includes(`outcome="${outcome}"`),
    )
    .reduce((sum, [, count]) => sum + count, 0);
const breaker = async (agency: string): Promise<number | undefined> =>
  (await metricsOf(exchange.gateway.url)).get(`lienthong_agency_circuit_open{agency="${agency}"}`);

/** The line of the next request that ends because its caller went away. */
async function cancelledLine(): Promise<LogLine> {
  const before = exchange.lines.length;
  const found = () => exchange.lines.slice(before).find(({ msg }) => msg === 'cancelled');
  await until(() => found() !== undefined);
  return found()!;
}

/** Time enough for the gateway to see that somebody hung up, of which nothing tells. */
const noticed = () => new Promise((resolve) => setTimeout(resolve, 300));

describe('A caller who goes away before the answer', () => {
  it('ends the question under way, and what would have followed is not asked', async () => {
    const { arrived, hungUp, release } = hold(answerJson(FIRST_STEP));
    const { left, leave } = askAndLeave(TWO_STEPS);
    await arrived;
    const line = cancelledLine();
    leave();
    expect(await left).toBe('left');
    await hungUp;
    release();
    expect(await line).toMatchObject({ fetches: 1, agencies: ['ndc'], receipt: expect.any(String) });
    expect(exchange.agency.questions).toHaveLength(1);
  });

  it('leaves a receipt of what was asked, by which nothing was given', async () => {
    const { arrived, release } = hold(answerJson(FIRST_STEP));
    const { leave } = askAndLeave(TWO_STEPS);
    await arrived;
    const line = cancelledLine();
    leave();
    const { receipt } = await line;
    release();
    const written = (await exchange.receipts()).find(({ id }) => id === receipt)!;
    expect(written).toMatchObject({
      outcome: 'FAILED',
      agencies: [{ agency: 'ndc', given: [], rowCount: null }],
    });
    expect(written.agencies[0]!.asked).toContain('Query.agency');
  });

  it('leaves a receipt that names also those who answered, and gives nobody their data', async () => {
    const [arrived, held] = [createSignal(), createSignal()];
    exchange.agency.behave(async ({ variables }, response) => {
      if (!variables.representations) return void response.end(JSON.stringify(FIRST_STEP));
      arrived.give();
      await held.given;
      response.end('{}');
    });
    const { leave } = askAndLeave(TWO_STEPS);
    await arrived.given;
    const line = cancelledLine();
    leave();
    const { receipt } = await line;
    held.give();
    const written = (await exchange.receipts()).find(({ id }) => id === receipt)!;
    expect(written.agencies.map(({ agency, given }) => [agency, given])).toEqual(
      [...ASKED].sort().map((agency) => [agency, []]),
    );
    expect(written.outcome).toBe('FAILED');
  });

  it('is counted as such: as no error, and as no failure of the agency', async () => {
    const before = [
      await requests('query', 'cancelled'),
      await requests('query', 'errors'),
      await fetches('CANCELLED'),
    ];
    for (let time = 1; time <= 3; time += 1) {
      const { arrived, hungUp, release } = hold(answerJson(FIRST_STEP));
      const { leave } = askAndLeave(TWO_STEPS);
      await arrived;
      const line = cancelledLine();
      leave();
      await Promise.all([hungUp, line]);
      release();
    }
    expect([
      await requests('query', 'cancelled'),
      await requests('query', 'errors'),
      await fetches('CANCELLED'),
    ]).toEqual([before[0]! + 3, before[1], before[2]! + 3]);
    // Two failures in a row would have opened it.
    expect(await breaker('ndc')).toBe(0);
    expect(exchange.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('does not bring an agency back that is being tried: whether it answers is waited for', async () => {
    exchange.agency.behave(answerJson([]));
    const ask = () => askAndLeave(TWO_STEPS).left;
    await ask();
    await ask();
    expect(await breaker('ndc')).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 250));

    const { arrived, release } = hold(answerJson([]));
    const { leave } = askAndLeave(TWO_STEPS);
    await arrived;
    const line = cancelledLine();
    leave();
    await noticed();
    release();
    await line;
    expect(await breaker('ndc')).toBe(1);

    await new Promise((resolve) => setTimeout(resolve, 250));
    exchange.agency.questions.length = 0;
    const trying = hold(answerJson({ data: { __lt_agency: null } }));
    const tried = ask();
    await trying.arrived;
    const waiting = askAndLeave('{ agency(id: "moh") { id } }');
    await noticed();
    const gone = cancelledLine();
    waiting.leave();
    await noticed();
    trying.release();
    await Promise.all([tried, gone]);
    expect(await breaker('ndc')).toBe(0);
    // Whoever went away while it was tried is not asked for.
    expect(exchange.agency.questions).toHaveLength(1);
  });
});

describe('A change whose caller goes away', () => {
  const CHANGE = `mutation ($request: AgreementRequest!) {
    first: ministryOfJusticeRequestAgreement(request: $request) { id }
    second: ministryOfHealthRequestAgreement(request: $request) { id }
  }`;
  const request = {
    purpose: 'birth-registration',
    operation: '{ __typename }',
    fields: [],
    rows: 'CASE',
    basis: ['D278/2025 Art 4(2)'],
    validFrom: '2026-01-01',
  };

  const officerOf = () =>
    exchange.callerOf({
      agency: 'mps',
      system: 'desk',
      officer: 'mps-1',
      purpose: 'state-management',
    });
  const answerChange: Behaviour = ({ query }, response) => {
    const [, name] = /(\w+): ?ministry\w+\(/.exec(query)!;
    response.end(JSON.stringify({ data: { [name!]: { id: 'moj-mps-1' } } }));
  };

  it('is heard to its end once it was sent, and is written down; one that was not is not made', async () => {
    const officer = await officerOf();
    const { arrived, release } = hold(answerChange);
    const { leave } = askAndLeave(CHANGE, { request }, officer);
    await arrived;
    const line = cancelledLine();
    leave();
    await noticed();
    release();
    const { receipt } = await line;
    expect(exchange.agency.questions).toHaveLength(1);
    const written = (await exchange.receipts()).find(({ id }) => id === receipt)!;
    expect(written.agencies).toMatchObject([
      { agency: 'moj', asked: ['Agreement.id', 'Mutation.ministryOfJusticeRequestAgreement'] },
    ]);
    expect(await requests('mutation', 'cancelled')).toBe(1);
  });

  it('is written down also by a gateway that stops meanwhile', async () => {
    const whole = exchange;
    exchange = await startFakeExchange();
    try {
      const officer = await officerOf();
      const { arrived, release } = hold(answerChange);
      const { leave } = askAndLeave(CHANGE, { request }, officer);
      await arrived;
      leave();
      await noticed();
      const stopped = exchange.gateway.stop();
      await noticed();
      release();
      await stopped;
      expect(await exchange.receipts()).toMatchObject([{ agencies: [{ agency: 'moj', given: [] }] }]);
    } finally {
      await exchange.remove();
      exchange = whole;
    }
  });
});
