import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { answerJson, type Behaviour, type Question } from './fake-agency.ts';
import { startFakeExchange, until, type FakeExchange } from './fake-exchange.ts';
import { readParts, type Part } from './read-parts.ts';
import { createSignal } from './signal.ts';

const IN_PARTS = 'multipart/mixed;deferSpec=20220824, application/json';
const MOJ = { __typename: 'MinistryOfJustice', id: 'moj' };
/** As it is asked for where something is taken out. */
const MOJ_AND_TYPE = { ...MOJ, __lt___lt_type: 'MinistryOfJustice' };
/** Its id is the centre's to say, its name the ministry's own. */
const NAME_LATER = '{ agency(id: "moj") { id ... @defer(label: "name") { name } } }';

let exchange: FakeExchange;
beforeAll(async () => {
  exchange = await startFakeExchange();
}, 60_000);
afterAll(() => exchange.stop());

let releaseMinistry: () => void;
beforeEach(() => {
  const held = createSignal();
  releaseMinistry = held.give;
  behave(answerJson({ data: { __lt_agency: MOJ } }), async (question, response) => {
    await held.given;
    await answerJson({ data: { _entities: [{ ...MOJ, name: 'Bộ Tư pháp' }] } })(question, response);
  });
});

const behave = (centre: Behaviour, ministry: Behaviour): void =>
  exchange.agency.behave((question, response) =>
    (isOfEntities(question) ? ministry : centre)(question, response),
  );
const isOfEntities = ({ query }: Question): boolean => query.includes('_entities');

const post = (
  query: string,
  {
    variables = {},
    headers = {},
    signal,
  }: { variables?: object; headers?: Record<string, string>; signal?: AbortSignal } = {},
): Promise<Response> =>
  fetch(`${exchange.gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: IN_PARTS, ...headers },
    body: JSON.stringify({ query, variables }),
    ...(signal && { signal }),
  });

async function allParts(...asked: Parameters<typeof post>): Promise<Part[]> {
  releaseMinistry();
  const parts: Part[] = [];
  for await (const part of readParts(await post(...asked))) parts.push(part);
  return parts;
}

const receiptIn = ({ extensions }: Part) => (extensions!['exchange'] as { receipt: string }).receipt;

describe('What is deferred', () => {
  it('comes after the rest, which waits for nobody who is asked for it alone', async () => {
    const response = await post(NAME_LATER);
    expect(response.headers.get('content-type')).toBe('multipart/mixed; boundary="-"; deferSpec=20220824');
    const parts = readParts(response);
    expect((await parts.next()).value).toMatchObject({ data: { agency: { id: 'moj' } }, hasNext: true });

    releaseMinistry();
    expect((await parts.next()).value).toEqual({
      incremental: [{ data: { name: 'Bộ Tư pháp' }, path: ['agency'], label: 'name' }],
      extensions: { exchange: expect.any(Object) },
      hasNext: false,
    });
    expect((await parts.next()).done).toBe(true);
  });

  it.each<[string, string, Parameters<typeof post>[1]]>([
    ['whose client takes no parts', NAME_LATER, { headers: { accept: 'application/json' } }],
    ['whose client wants all or nothing', NAME_LATER, { headers: { prefer: 'handling=strict' } }],
    [
      'whose condition does not hold',
      'query ($later: Boolean!) { agency(id: "moj") { id ... @defer(if: $later) { name } } }',
      { variables: { later: false } },
    ],
  ])('comes with the rest, %s', async (_, query, options) => {
    releaseMinistry();
    const response = await post(query, options);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await response.json()).toMatchObject({ data: { agency: { id: 'moj', name: 'Bộ Tư pháp' } } });
  });

  it('comes later where its condition holds', async () => {
    const query =
      'query ($later: Boolean = true) { agency(id: "moj") { id ... @defer(if: $later) { name } } }';
    expect(await allParts(query)).toHaveLength(2);
  });

  it('does not come where what it belongs to is null', async () => {
    behave(answerJson({ data: { __lt_agency: null } }), answerJson({}));
    expect(await allParts(NAME_LATER)).toEqual([
      { data: { agency: null }, extensions: expect.any(Object), hasNext: true },
      { extensions: expect.any(Object), hasNext: false },
    ]);
  });

  it('has its own errors, and what it belongs to has none', async () => {
    behave(answerJson({ data: { __lt_agency: MOJ } }), answerJson({}, 503));
    const [first, second] = await allParts(NAME_LATER);
    expect(first).toMatchObject({ data: { agency: { id: 'moj' } } });
    expect(first!.errors).toBeUndefined();
    expect(second!.incremental).toEqual([
      {
        data: { name: null },
        path: ['agency'],
        label: 'name',
        errors: [
          expect.objectContaining({
            path: ['agency'],
            extensions: expect.objectContaining({ code: 'AGENCY_UNAVAILABLE', agency: 'moj' }),
          }),
        ],
      },
    ]);
  });

  it('is declared in the schema', async () => {
    const [part] = await allParts('{ __schema { directives { name locations } } }', {
      headers: { accept: 'multipart/mixed;deferSpec=20220824' },
    });
    expect(part!.data.__schema.directives).toContainEqual({
      name: 'defer',
      locations: ['FRAGMENT_SPREAD', 'INLINE_FRAGMENT'],
    });
    expect(part!.hasNext).toBe(false);
  });

  it.each([
    [
      'two parts of one name',
      '{ agency(id: "moj") { ... @defer(label: "a") { id } ... @defer(label: "a") { name } } }',
      'The label "a" is given to more than one @defer.',
    ],
    [
      'a name in a variable',
      'query ($a: String) { agency(id: "moj") { ... @defer(label: $a) { id } } }',
      'The label of @defer must be a string, and no variable.',
    ],
    [
      'the root of a change',
      'mutation { ... @defer { __typename } }',
      '@defer cannot stand at the root of a mutation.',
    ],
  ])('is refused: %s', async (_, query, message) => {
    const body = (await (await post(query, { headers: { accept: 'application/json' } })).json()) as Part;
    expect(body.errors!.map((error) => error.message)).toEqual([message]);
  });
});

describe('The rules', () => {
  it('hold for each part: it has a receipt, of what was asked for it', async () => {
    const parts = await allParts(NAME_LATER);
    const receipts = new Map((await exchange.receipts()).map((receipt) => [receipt.id, receipt]));
    const given = parts.map((part) => receipts.get(receiptIn(part))!.agencies);
    expect(given).toEqual([
      [expect.objectContaining({ agency: 'ndc', given: expect.arrayContaining(['Query.agency']) })],
      [expect.objectContaining({ agency: 'moj', given: ['MinistryOfJustice.name'] })],
    ]);
  });

  it('name one receipt for parts that nobody was asked for', async () => {
    const parts = await allParts('{ agency(id: "moj") { __typename ... @defer { id } } }');
    expect(parts[1]!.incremental).toEqual([{ data: { id: 'moj' }, path: ['agency'] }]);
    expect(receiptIn(parts[1]!)).toBe(receiptIn(parts[0]!));
  });

  it('refuse what is deferred with the first part, with the reason, and the part says null', async () => {
    behave(
      (question, response) =>
        answerJson({
          data: { [question.query.includes('__lt_again') ? '__lt_again' : '__lt_agency']: MOJ_AND_TYPE },
        })(question, response),
      answerJson({}),
    );
    const [first, second] = await allParts(`{
      agency(id: "moj") { id }
      ... @defer(label: "rest") { again: agency(id: "moj") { id } birthRegistration(number: "1") { number } }
    }`);
    expect(first!.data).toEqual({ agency: { id: 'moj' } });
    expect(first!.errors!.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['birthRegistration'], 'NO_GRANT'],
      [['birthRegistration', 'number'], 'NO_GRANT'],
    ]);
    expect(second!.incremental).toEqual([
      { data: { again: { id: 'moj' }, birthRegistration: null }, path: [], label: 'rest' },
    ]);
    expect(second!.extensions!['exchange']).toMatchObject({ refused: [] });
  });

  it('refuse at once what nothing is left of, and nothing of it comes later', async () => {
    behave(answerJson({ data: { __lt_agency: MOJ_AND_TYPE } }), answerJson({}));
    const response = await post(
      '{ agency(id: "moj") { id } ... @defer { birthRegistration(number: "1") { number } } }',
    );
    expect(await response.json()).toMatchObject({ data: { agency: { id: 'moj' }, birthRegistration: null } });
  });
});

it('A client who goes away between two parts ends what is asked for it, and that is written down', async () => {
  const [arrived, hungUp] = [createSignal(), createSignal()];
  behave(answerJson({ data: { __lt_agency: MOJ } }), (_, response) => {
    response.once('close', hungUp.give);
    arrived.give();
  });
  const controller = new AbortController();
  const parts = readParts(await post(NAME_LATER, { signal: controller.signal }));
  await parts.next();
  await arrived.given;
  const left = async () =>
    (await exchange.receipts()).filter(
      ({ outcome, agencies }) => outcome === 'FAILED' && agencies.every(({ agency }) => agency === 'moj'),
    );
  const before = (await left()).length;
  controller.abort();
  await hungUp.given;
  await until(async () => (await left()).length > before);
  expect((await left())[0]!.agencies).toEqual([expect.objectContaining({ agency: 'moj', given: [] })]);
});
