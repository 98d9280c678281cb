import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CallerClaims } from '@lienthong/gateway/authentication/claims';
import { askAt, type Answer } from '../support/ask.ts';
import { answerJson, type Behaviour } from './fake-agency.ts';
import { startFakeExchange, until, type FakeExchange } from './fake-exchange.ts';
import { metricsOf } from './metrics-of.ts';
import { createSignal } from './signal.ts';

const OPEN = '{ ministryOfJustice { name } }';
const OPEN_ANSWER = answerJson({ data: { ministryOfJustice: { name: 'Bộ Tư pháp' } } });
/** Under a grant to this purpose. */
const CLOSED = 'query ($number: ID!) { birthRegistration(number: $number) { number placeOfBirth } }';
const NUMBER = { number: 'KS-00070-2026-0014' };
const CLOSED_ANSWER = answerJson({
  data: { __lt_birthRegistration: { number: NUMBER.number, placeOfBirth: 'Hà Nội' } },
});

const registrar: CallerClaims = {
  agency: 'mps',
  system: 'mps-desk',
  officer: 'mps-1',
  purpose: 'birth-registration',
  procedure: '1.001193',
  case: { id: 'HS-1', subjects: ['003226000014'] },
};
const at = (agency: string): CallerClaims => ({
  agency,
  system: `${agency}-desk`,
  purpose: 'state-management',
});

let exchange: FakeExchange;
beforeAll(async () => {
  exchange = await startFakeExchange({ BREAKER_FAILURES: '1000' });
}, 60_000);
afterAll(() => exchange.stop());
beforeEach(() => {
  exchange.agency.questions.length = 0;
});

interface Asking {
  readonly who?: CallerClaims;
  readonly query?: string;
  readonly variables?: Record<string, unknown>;
}

async function ask({ who, query = OPEN, variables }: Asking = {}): Promise<Answer> {
  const headers = who ? await exchange.callerOf(who) : {};
  return askAt(`${exchange.gateway.url}/graphql`, query, variables, headers);
}

/** Holds every answer back until it is released. */
function hold(answer: Behaviour): () => void {
  const held = createSignal();
  exchange.agency.behave(async (question, response) => {
    await held.given;
    await answer(question, response);
  });
  return held.give;
}

const asked = (): number => exchange.agency.questions.length;
/** Long enough for what was sent to the gateway to be asked, were it asked. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 150));
const shared = async (): Promise<number> =>
  (await metricsOf(exchange.gateway.url)).get('lienthong_shared_questions_total{agency="moj"}') ?? 0;

/** Asks the first, and the others while it is under way; the agency answers once it was asked so often, and not oftener. */
async function together(
  askings: readonly Asking[],
  times: number,
  answer: Behaviour,
): Promise<readonly Answer[]> {
  const release = hold(answer);
  const before = await shared();
  const first = ask(askings[0]);
  await until(() => asked() === 1);
  const others = askings.slice(1).map(ask);
  // Whoever is not asked for waits for another's answer.
  await until(async () => asked() >= times && asked() + (await shared()) - before >= askings.length);
  expect(asked()).toBe(times);
  release();
  return Promise.all([first, ...others]);
}

describe('The same question of the same caller, while it is under way, is asked once', () => {
  it.each<[string, Asking, Behaviour]>([
    ['of open data, by nobody in particular', {}, OPEN_ANSWER],
    ['of open data, by an agency', { who: at('moh') }, OPEN_ANSWER],
    ['under a grant', { who: registrar, query: CLOSED, variables: NUMBER }, CLOSED_ANSWER],
  ])('%s, and each has the answer', async (_, asking, answer) => {
    const before = await shared();
    const answers = await together([asking, asking, asking], 1, answer);
    expect(answers.map(({ body }) => body.errors)).toEqual([undefined, undefined, undefined]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body.data))).size).toBe(1);
    expect((await shared()) - before).toBe(2);
  });

  it('and each has a receipt of its own, which names what was given to it', async () => {
    const asking = { who: registrar, query: CLOSED, variables: NUMBER };
    const answers = await together([asking, asking], 1, CLOSED_ANSWER);
    const ids = answers.map(({ body }) => (body.extensions!['exchange'] as { receipt: string }).receipt);
    expect(new Set(ids).size).toBe(2);
    const written = (await exchange.receipts()).filter(({ id }) => ids.includes(id));
    expect(
      written.map(({ outcome, caller, agencies }) => [outcome, caller.agency, agencies[0]!.given]),
    ).toEqual(
      ids.map(() => [
        'ALLOWED',
        'mps',
        ['BirthRegistration.number', 'BirthRegistration.placeOfBirth', 'Query.birthRegistration'],
      ]),
    );
  });

  it('and what each makes of the answer is its own', async () => {
    const held = createSignal();
    exchange.agency.behave(async ({ query, variables }, response) => {
      const ofHealth = query.includes('ministryOfHealth');
      if (ofHealth) await held.given;
      const called = query.includes('nameEn') ? 'Ministry of Justice' : 'Bộ Tư pháp';
      const found = ofHealth
        ? { ministryOfHealth: { name: 'Bộ Y tế' } }
        : { __lt_agency: { __typename: 'MinistryOfJustice', id: 'moj' } };
      const data = variables.representations ? { _entities: [{ __lt_called: called }] } : found;
      response.end(JSON.stringify({ data }));
    });
    const queryFor = (name: string) =>
      `{ agency(id: "moj") { id called: ${name} } ministryOfHealth { name } }`;
    const both = ['name', 'nameEn'].map((name) => ask({ query: queryFor(name) }));
    // Two questions are shared, and both have what they make of the first before either is answered.
    await until(() => asked() >= 4);
    await settled();
    expect(asked()).toBe(4);
    held.give();
    const answers = (await Promise.all(both)).map(({ body }) => body.data);
    expect(answers).toEqual([
      { agency: { id: 'moj', called: 'Bộ Tư pháp' }, ministryOfHealth: { name: 'Bộ Y tế' } },
      { agency: { id: 'moj', called: 'Ministry of Justice' }, ministryOfHealth: { name: 'Bộ Y tế' } },
    ]);
  });

  it('and once it is answered, it is asked anew', async () => {
    exchange.agency.behave(OPEN_ANSWER);
    await ask();
    await ask();
    expect(asked()).toBe(2);
  });

  it('and where it fails, it fails for all, and is asked anew by the next', async () => {
    const answers = await together([{}, {}], 1, answerJson([]));
    expect(answers.map(({ body }) => body.errors?.map(({ extensions }) => extensions.code))).toEqual([
      ['AGENCY_BAD_RESPONSE'],
      ['AGENCY_BAD_RESPONSE'],
    ]);
    exchange.agency.behave(OPEN_ANSWER);
    expect((await ask()).body.errors).toBeUndefined();
  });
});

describe('Nothing is shared between', () => {
  const closed = (change: Partial<CallerClaims>, variables = NUMBER): Asking => ({
    who: { ...registrar, ...change },
    query: CLOSED,
    variables,
  });

  it.each<[string, Asking, Asking, Behaviour]>([
    ['two agencies, also of open data', { who: at('moh') }, { who: at('mof') }, OPEN_ANSWER],
    ['two agencies, of what not everybody may read', closed({}), closed({ agency: 'moj' }), CLOSED_ANSWER],
    ['an agency and nobody in particular', { who: at('moh') }, {}, OPEN_ANSWER],
    [
      'two citizens',
      { who: { personal_id: '003226000014' } },
      { who: { personal_id: '003086000011' } },
      OPEN_ANSWER,
    ],
    ['two officers of one agency', closed({}), closed({ officer: 'mps-2' }), CLOSED_ANSWER],
    [
      'two cases of one officer',
      closed({}),
      closed({ case: { id: 'HS-2', subjects: ['003226000014'] } }),
      CLOSED_ANSWER,
    ],
    ['two questions that differ in a variable', closed({}), closed({}, { number: 'KS-2' }), CLOSED_ANSWER],
    ['two questions of one caller', {}, { query: '{ ministryOfJustice { nameEn } }' }, OPEN_ANSWER],
  ])('%s', async (_, one, other, answer) => {
    const answers = await together([one, other], 2, answer);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });

  it('exchanges whose number a quota limits, for their owner counts them', async () => {
    const asking = {
      who: { ...at('ppc'), officer: 'ppc-1', purpose: 'health-referral', case: registrar.case },
      query: 'query ($id: ID!) { healthRecord(healthId: $id) { bloodGroup } }',
      variables: { id: '003226000014' },
    };
    const answer = answerJson({ data: { __lt_healthRecord: { bloodGroup: 'O' } } });
    const answers = await together([asking, asking], 2, answer);
    expect(answers.map(({ body }) => body.data)).toEqual(
      Array(2).fill({ healthRecord: { bloodGroup: 'O' } }),
    );
  });

  it('changes, however much they are the same', async () => {
    const asking = {
      who: at('moh'),
      query:
        'mutation ($id: ID!) { ministryOfJusticeChangeAgreement(id: $id, change: { action: APPROVE }) { id } }',
      variables: { id: 'moj-moh-1' },
    };
    const answer = answerJson({ data: { __lt_ministryOfJusticeChangeAgreement: { id: 'moj-moh-1' } } });
    const answers = await together([asking, asking], 2, answer);
    expect(answers.map(({ body }) => body.errors)).toEqual([undefined, undefined]);
  });

  it('what was asked before a change, and what is asked after it', async () => {
    const held = createSignal();
    exchange.agency.behave(async (question, response) => {
      if (question.query.startsWith('mutation'))
        return answerJson({ data: { __lt_ministryOfJusticeChangeAgreement: { id: '1' } } })(
          question,
          response,
        );
      await held.given;
      await OPEN_ANSWER(question, response);
    });
    const before = ask({ who: at('moh') });
    await until(() => asked() === 1);
    await ask({
      who: at('moh'),
      query: 'mutation { ministryOfJusticeChangeAgreement(id: "1", change: { action: APPROVE }) { id } }',
    });
    const after = ask({ who: at('moh') });
    await until(() => asked() === 3);
    held.give();
    expect((await Promise.all([before, after])).map(({ body }) => body.errors)).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe('Of those who wait for one answer', () => {
  async function askTwiceAndLeave(leaving: readonly (0 | 1)[]) {
    const before = await shared();
    const [arrived, held, hungUp] = [createSignal(), createSignal(), createSignal()];
    exchange.agency.behave(async (question, response) => {
      response.once('close', hungUp.give);
      arrived.give();
      await held.given;
      await OPEN_ANSWER(question, response);
    });
    const callers = [0, 1].map(() => {
      const controller = new AbortController();
      const answer = fetch(`${exchange.gateway.url}/graphql?query=${encodeURIComponent(OPEN)}`, {
        signal: controller.signal,
      })
        .then((response) => response.json())
        .catch(() => 'left');
      return { answer, leave: () => controller.abort() };
    });
    await arrived.given;
    await until(async () => (await shared()) === before + 1);
    expect(asked()).toBe(1);
    for (const number of leaving) callers[number]!.leave();
    await settled();
    return { answers: callers.map(({ answer }) => answer), release: held.give, hungUp: hungUp.given };
  }

  it.each([0, 1] as const)('one who goes away, number %i, takes nothing from the other', async (number) => {
    const { answers, release } = await askTwiceAndLeave([number]);
    release();
    expect(await answers[number]).toBe('left');
    expect(await answers[1 - number]).toMatchObject({ data: { ministryOfJustice: { name: 'Bộ Tư pháp' } } });
  });

  it('the last who goes away ends it, and the next asks anew', async () => {
    const { hungUp, release } = await askTwiceAndLeave([0, 1]);
    await hungUp;
    release();
    exchange.agency.behave(OPEN_ANSWER);
    expect((await ask()).body.errors).toBeUndefined();
    expect(asked()).toBe(2);
  });
});

it('Where SHARE_QUESTIONS is false, everything is asked each time', async () => {
  const whole = exchange;
  exchange = await startFakeExchange({ SHARE_QUESTIONS: 'false' });
  try {
    await together([{}, {}], 2, OPEN_ANSWER);
  } finally {
    await exchange.stop();
    exchange = whole;
  }
});
