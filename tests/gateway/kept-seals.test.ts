import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  digestOfSeal,
  SEAL_DIGEST_HEADER,
  SEAL_HEADER,
  SEAL_KEPT_HEADER,
} from '@lienthong/shared/identity/seal';
import { askAt } from '../support/ask.ts';
import { answerJson, type Behaviour } from './fake-agency.ts';
import { startFakeExchange, type FakeExchange } from './fake-exchange.ts';

const DATA = { ministryOfJustice: { name: 'Bộ Tư pháp' } };

let exchange: FakeExchange;
beforeAll(async () => {
  exchange = await startFakeExchange({ SHARE_QUESTIONS: 'false' });
});
afterAll(() => exchange.stop());
beforeEach(() => void (exchange.agency.questions.length = 0));

/** Asks the same once more; an alias makes it another question, under another seal. */
async function askAgain(alias: string): Promise<void> {
  const query = `{ ministryOfJustice { name${alias}: name } }`;
  const { body } = await askAt(`${exchange.gateway.url}/graphql`, query);
  expect(body).toMatchObject({ data: { ministryOfJustice: { [`name${alias}`]: 'Bộ Tư pháp' } } });
  expect(body.errors).toBeUndefined();
}

const answer =
  (headers: Record<string, string> = {}): Behaviour =>
  (question, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const [, field] = /(\w+): ?name/.exec(question.query) ?? [];
    return answerJson({ data: field ? { ministryOfJustice: { [field]: 'Bộ Tư pháp' } } : DATA })(
      question,
      response,
    );
  };
const keeping = answer({ [SEAL_KEPT_HEADER]: '1' });

/** An agency that has forgotten all seals. */
const forgetful: Behaviour = (question, response) =>
  question.headers[SEAL_DIGEST_HEADER] === undefined
    ? keeping(question, response)
    : answerJson({ errors: [{ message: 'Unknown.', extensions: { code: 'SEAL_UNKNOWN' } }] }, 401)(
        question,
        response,
      );

/** How each question came: with its seal, or by the digest of it. */
const cameBy = (): string[] =>
  exchange.agency.questions.map(({ headers }) => {
    expect([headers[SEAL_HEADER], headers[SEAL_DIGEST_HEADER]].filter(Boolean)).toHaveLength(1);
    return headers[SEAL_HEADER] === undefined ? 'digest' : 'seal';
  });

describe('An agency that keeps a seal', () => {
  it('is named it by its digest from then on', async () => {
    exchange.agency.behave(keeping);
    for (let time = 0; time < 3; time += 1) await askAgain('A');
    expect(cameBy()).toEqual(['seal', 'digest', 'digest']);
    const [first, second] = exchange.agency.questions;
    expect(second!.headers[SEAL_DIGEST_HEADER]).toBe(digestOfSeal(String(first!.headers[SEAL_HEADER])));
  });

  it('is shown it again where it has forgotten it, and nobody notices', async () => {
    exchange.agency.behave(keeping);
    for (let time = 0; time < 2; time += 1) await askAgain('B');
    exchange.agency.behave(forgetful);
    await askAgain('B');
    exchange.agency.behave(keeping);
    await askAgain('B');
    expect(cameBy()).toEqual(['seal', 'digest', 'digest', 'seal', 'digest']);
  });

  it('is shown it again by all who named it at the same moment', async () => {
    exchange.agency.behave(keeping);
    await askAgain('F');
    exchange.agency.behave(forgetful);
    const { questions } = exchange.agency;
    await Promise.all(Array.from({ length: 4 }, () => askAgain('F')));
    const named = questions.filter(({ headers }) => headers[SEAL_DIGEST_HEADER] !== undefined);
    expect(named.length).toBeGreaterThan(1);
    expect(questions).toHaveLength(1 + 4 + named.length);
  });

  it('that forgets again and again is asked twice, never without end', async () => {
    exchange.agency.behave(forgetful);
    for (let time = 0; time < 3; time += 1) await askAgain('C');
    expect(cameBy()).toEqual(['seal', 'digest', 'seal', 'digest', 'seal']);
  });
});

it('An agency that forgets a seal late has no more time than any other', async () => {
  const hurried = await startFakeExchange({ AGENCY_TIMEOUT_MS: '1000' });
  const ask = () => askAt(`${hurried.gateway.url}/graphql`, '{ ministryOfJustice { name } }');
  try {
    hurried.agency.behave(keeping);
    await ask();
    hurried.agency.behave((question, response) => {
      // Shown the seal, it never answers.
      if (question.headers[SEAL_DIGEST_HEADER] !== undefined)
        setTimeout(() => void forgetful(question, response), 900);
    });
    const askedAt = performance.now();
    const { body } = await ask();
    const took = performance.now() - askedAt;
    expect(body.errors).toMatchObject([{ extensions: { code: 'AGENCY_TIMEOUT' } }]);
    expect(took).toBeGreaterThan(900);
    expect(took).toBeLessThan(1_800);
  } finally {
    await hurried.stop();
  }
});

it('An agency that says nothing of keeping is shown the seal every time', async () => {
  exchange.agency.behave(answer());
  for (let time = 0; time < 3; time += 1) await askAgain('D');
  expect(cameBy()).toEqual(['seal', 'seal', 'seal']);
});

it('An agency that refuses a seal shown to it failed, and is not asked twice', async () => {
  exchange.agency.behave(
    answerJson({ errors: [{ message: 'No.', extensions: { code: 'SEAL_INVALID' } }] }, 401),
  );
  const { body } = await askAt(`${exchange.gateway.url}/graphql`, '{ ministryOfJustice { nameE: name } }');
  expect(body.errors).toMatchObject([{ extensions: { code: 'AGENCY_BAD_RESPONSE' } }]);
  expect(cameBy()).toEqual(['seal']);
});
