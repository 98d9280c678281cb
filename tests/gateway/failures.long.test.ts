import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readGatewayConfig, startGateway, type GatewayConfig, type RunningGateway } from '@lienthong/gateway';
import { askAt, type Answer } from '../support/ask.ts';
import { startTestDeployment, type TestDeployment } from '../support/deployment.ts';
import { silent } from '../support/log.ts';
import { PLANNED_HERE } from '../support/planned-here.ts';
import { BAD_RESPONSE, SECRET, TIMEOUT, UNAVAILABLE } from './broken-answers.ts';
import {
  answerJson,
  askReal,
  startFakeAgency,
  type Behaviour,
  type FakeAgency,
  type GraphQLAnswer,
} from './fake-agency.ts';
import { metricsOf } from './metrics-of.ts';

/** Long enough for healthy agencies on a busy machine, short enough to wait for. */
const TIMEOUT_MS = 2_500;
const WHOLE = '{ agencies { __typename id name databases { id name } partners { printedName } } }';

let country: TestDeployment;
let moj: FakeAgency;
let ndc: FakeAgency;
/** Where a redirection would lead. */
let elsewhere: FakeAgency;
/** A gateway for which `moj` and `ndc` are fakes, and no circuit breaker gets in the way. */
let gateway: RunningGateway;
let healthy: readonly Record<string, unknown>[];

const ask = (query: string, variables?: Readonly<Record<string, unknown>>): Promise<Answer> =>
  askAt(`${gateway.url}/graphql`, query, variables);

const real = (agency: string): string => country.subgraphs.get(agency)!.url;

/** Answers as the real subgraph does, changed by `change`. */
const changed =
  (agency: string, change: (answer: GraphQLAnswer) => unknown): Behaviour =>
  async (question, response) =>
    void response.end(JSON.stringify(change(await askReal(real(agency), question))));

const asReal = (agency: string): Behaviour => changed(agency, (answer) => answer);

function startWith(
  urls: Readonly<Record<string, string>>,
  more: Partial<GatewayConfig>,
): Promise<RunningGateway> {
  const config = readGatewayConfig({ ...PLANNED_HERE, DATA_DIR: country.dataDir });
  const agencies = config.agencies.map(({ name }) => ({ name, url: urls[name] ?? real(name) }));
  return startGateway({ ...config, port: 0, agencies, agencyTimeoutMs: TIMEOUT_MS, ...more }, silent);
}

beforeAll(async () => {
  country = await startTestDeployment();
  [moj, ndc, elsewhere] = (await Promise.all(
    ['moj', 'ndc', 'moj'].map((name) => startFakeAgency(asReal(name))),
  )) as [FakeAgency, FakeAgency, FakeAgency];
  gateway = await startWith(
    { moj: moj.url, ndc: ndc.url },
    { maxAnswerBytes: 1024 * 1024, breaker: { failures: 1_000_000, resetMs: 1 } },
  );
  healthy = (await country.ask(WHOLE)).body.data.agencies;
}, 60_000);

afterAll(async () => {
  await gateway.stop();
  await Promise.all([moj, ndc, elsewhere].map((fake) => fake.close()));
  await country.remove();
});

beforeEach(() => {
  moj.behave(asReal('moj'));
  ndc.behave(asReal('ndc'));
  moj.questions.length = 0;
});

/** Where an agency stands in the answer. */
const at = (agency: string): (string | number)[] => [
  'agencies',
  healthy.findIndex(({ id }) => id === agency),
];

/** The error that stands for an agency that did not do its part. */
const failure = (code: string, agency: string, path: readonly (string | number)[]) => ({
  message: expect.stringContaining(`subgraph of ${agency} `),
  path,
  extensions: { code, agency, messageVi: expect.stringMatching(new RegExp(`phân hệ ${agency}\\b`, 'i')) },
});

const without = (...agencies: readonly string[]) =>
  healthy.map((agency) =>
    agencies.includes(String(agency['id']))
      ? { ...agency, name: null, databases: null, partners: null }
      : agency,
  );

function expectOnlyPartMissing({ status, body }: Answer, code: string): void {
  expect(status).toBe(200);
  expect(body.errors).toEqual([failure(code, 'moj', at('moj'))]);
  expect(body.data.agencies).toEqual(without('moj'));
  expect(JSON.stringify(body)).not.toContain(SECRET);
}

it('The fakes in their place, everything is answered as ever', async () => {
  expect((await ask(WHOLE)).body).toMatchObject({ data: { agencies: healthy } });
  expect(moj.questions).toHaveLength(1);
});

describe('The other 23 agencies answer whole when one', () => {
  it('refuses connections', async () => {
    await moj.close();
    expectOnlyPartMissing(await ask(WHOLE), 'AGENCY_UNAVAILABLE');
    await moj.open();
    expect((await ask(WHOLE)).body.errors).toBeUndefined();
  });

  it.each(UNAVAILABLE)('%s', async (_, behaviour) => {
    moj.behave(behaviour);
    expectOnlyPartMissing(await ask(WHOLE), 'AGENCY_UNAVAILABLE');
  });

  it.each(TIMEOUT)('%s', async (_, behaviour) => {
    moj.behave(behaviour);
    expectOnlyPartMissing(await ask(WHOLE), 'AGENCY_TIMEOUT');
  });

  it.each(BAD_RESPONSE)('[RULE-07] %s', async (_, behaviour) => {
    moj.behave(behaviour);
    expectOnlyPartMissing(await ask(WHOLE), 'AGENCY_BAD_RESPONSE');
  });

  it('redirects: nobody follows', async () => {
    for (const status of [301, 302, 303, 307, 308]) {
      moj.behave((_, response) => void response.writeHead(status, { location: elsewhere.url }).end('{}'));
      expectOnlyPartMissing(await ask(WHOLE), 'AGENCY_BAD_RESPONSE');
    }
    expect(elsewhere.questions).toEqual([]);
  });

  it('and the failing one is asked again with the next question', async () => {
    moj.behave(answerJson([]));
    await ask(WHOLE);
    moj.behave(asReal('moj'));
    expect((await ask(WHOLE)).body).toMatchObject({ data: { agencies: healthy } });
  });

  it('in every place the question reads it', async () => {
    moj.behave(answerJson([]));
    const { body } = await ask(
      '{ one: agency(id: "moj") { id name } ministryOfJustice { name } other: agency(id: "moh") { nameEn } statistics { agencies } }',
    );
    expect(body.data).toEqual({
      one: { id: 'moj', name: null },
      ministryOfJustice: null,
      other: { nameEn: 'Ministry of Health' },
      statistics: { agencies: 24 },
    });
    expect(body.errors).toHaveLength(2);
    expect(body.errors).toEqual(
      expect.arrayContaining([
        failure('AGENCY_BAD_RESPONSE', 'moj', ['one']),
        failure('AGENCY_BAD_RESPONSE', 'moj', ['ministryOfJustice']),
      ]),
    );
  });
});

describe('What an agency answers beyond what was asked for', () => {
  const extra = (entity: object): Behaviour =>
    changed('moj', ({ data }) => ({
      data: { _entities: [{ ...(data!['_entities'] as object[])[0], ...entity }] },
      extensions: { secret: SECRET },
    }));

  it.each([
    ['a key of somebody else', { id: 'mof' }],
    ['an object in place of a key', { id: { secret: SECRET } }],
    ['fields nobody asked for', { nameEn: SECRET, nested: { nested: [SECRET] } }],
    [
      '__proto__',
      JSON.parse(`{ "__proto__": { "name": "${SECRET}", "polluted": true }, "constructor": 5 }`) as object,
    ],
  ])('is left aside: %s', async (_, entity) => {
    moj.behave(extra(entity));
    const { body } = await ask(WHOLE);
    expect(body.errors).toBeUndefined();
    expect(body.data.agencies).toEqual(healthy);
    expect(JSON.stringify(body)).not.toContain(SECRET);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('An agency that does not know itself', () => {
  it('answers null, which is an answer', async () => {
    moj.behave(answerJson({ data: { _entities: [null] } }));
    const { body } = await ask(WHOLE);
    expect(body.errors).toBeUndefined();
    expect(body.data.agencies).toEqual(without('moj'));
  });
});

describe('Errors an agency reports itself', () => {
  const told = (errors: readonly unknown[]): Behaviour =>
    changed('moj', ({ data }) => ({
      data: { _entities: [{ ...(data!['_entities'] as object[])[0], partners: null }] },
      errors,
    }));
  const withoutPartners = () =>
    healthy.map((agency) => (agency['id'] === 'moj' ? { ...agency, partners: null } : agency));
  const AT = ['_entities', 0, 'partners'];

  it('are told with its code and sentence where they are made to be shown, and its name', async () => {
    moj.behave(
      told([
        {
          message: 'Only by day.',
          path: AT,
          extensions: { code: 'OUT_OF_HOURS', agency: 'mof', at: SECRET },
        },
      ]),
    );
    const { body } = await ask(WHOLE);
    expect(body.errors).toEqual([
      {
        message: 'Only by day.',
        path: [...at('moj'), 'partners'],
        extensions: { code: 'OUT_OF_HOURS', agency: 'moj' },
      },
    ]);
    expect(body.data.agencies).toEqual(withoutPartners());
  });

  it('point at the field where there is only one it can be', async () => {
    moj.behave(
      changed('moj', ({ data }) => ({
        data,
        errors: [{ message: 'No.', path: AT, extensions: { code: 'NOT_NOW' } }],
      })),
    );
    const { body } = await ask('{ agency(id: "moj") { partners { ordinal } } }');
    expect(body.errors).toMatchObject([{ path: ['agency', 'partners'], extensions: { code: 'NOT_NOW' } }]);
  });

  it.each([
    ['nothing', {}],
    ['a sentence without a code', { message: SECRET, path: AT }],
    ['no sentence', { path: AT, extensions: { code: 'OUT_OF_HOURS' } }],
    ['a sentence that is none', { message: { secret: SECRET }, extensions: { code: 'OUT_OF_HOURS' } }],
    ['extensions that are none', { message: SECRET, extensions: SECRET }],
    ['extensions that are null', { message: SECRET, extensions: null }],
    ['a code that is none', { message: SECRET, extensions: { code: { secret: SECRET } } }],
    ['a code that is a sentence', { message: SECRET, extensions: { code: `no code but ${SECRET}` } }],
    [
      'a failure of its own',
      { message: `Duplicate key ${SECRET}`, extensions: { code: 'INTERNAL_SERVER_ERROR' } },
    ],
    ['a code of the gateway', { message: SECRET, extensions: { code: 'AGENCY_TIMEOUT', agency: 'mof' } }],
    [
      'a stack',
      { message: `Error: ${SECRET}\n    at f (/srv/moj.ts:1:1)`, extensions: { code: 'OUT_OF_HOURS' } },
    ],
    ['a book', { message: SECRET.repeat(100), extensions: { code: 'OUT_OF_HOURS' } }],
    ['a path that is none', { message: SECRET, path: SECRET }],
    ['a path of objects', { message: SECRET, path: [{ secret: SECRET }] }],
    ['a path without end', { message: SECRET, path: Array.from({ length: 1000 }, () => SECRET) }],
    ['an entity that was not asked for', { message: SECRET, path: ['_entities', 999, 'name'] }],
    [
      'a stack beside it',
      { message: SECRET, extensions: { stacktrace: [SECRET], exception: { data: SECRET } } },
    ],
  ])('are told without a word of theirs when they hold %s', async (_, error) => {
    moj.behave(told([error]));
    const { status, body } = await ask(WHOLE);
    expect(status).toBe(200);
    expect(body.errors).toEqual([
      {
        message: 'The subgraph of moj reported an error.',
        ...('path' in error && error.path === AT && { path: [...at('moj'), 'partners'] }),
        extensions: { code: 'AGENCY_ERROR', agency: 'moj', messageVi: 'Phân hệ moj báo lỗi.' },
      },
    ]);
    expect(body.data.agencies).toEqual(withoutPartners());
    expect(JSON.stringify(body)).not.toContain(SECRET);
  });

  it('are told up to a number, and the data arrives', async () => {
    moj.behave(told(Array.from({ length: 150_000 }, () => ({}))));
    const { body } = await ask(WHOLE);
    expect(body.data.agencies).toEqual(withoutPartners());
    expect(body.errors).toHaveLength(100);
  });

  it('without data, are told where the answer is missing', async () => {
    moj.behave(
      answerJson({ errors: [{ message: 'Not today.', extensions: { code: 'CLOSED_TODAY' } }] }, 400),
    );
    const { body } = await ask(WHOLE);
    expect(body.data.agencies).toEqual(without('moj'));
    expect(body.errors).toEqual([
      { message: 'Not today.', path: at('moj'), extensions: { code: 'CLOSED_TODAY', agency: 'moj' } },
    ]);
  });
});

describe('When the centre fails', () => {
  it.each([
    ['refuses', (_, response) => void response.socket!.resetAndDestroy(), 'AGENCY_UNAVAILABLE'],
    ['is silent', () => {}, 'AGENCY_TIMEOUT'],
    ['talks rubbish', answerJson({ data: { agencies: 'all of them' } }), 'AGENCY_BAD_RESPONSE'],
    [
      'leaves a type out',
      answerJson({ data: { agencies: [{ id: 'moj' }], statistics: null } }),
      'AGENCY_BAD_RESPONSE',
    ],
    [
      'names agencies nobody knows',
      answerJson({ data: { agencies: [{ __typename: 'MinistryOfMagic', id: 'mom' }], statistics: null } }),
      'AGENCY_BAD_RESPONSE',
    ],
  ] as const satisfies readonly (readonly [string, Behaviour, string])[])(
    'at the root and %s, what it owns is missing and an agency asked by name still answers',
    async (_, behaviour, code) => {
      ndc.behave(behaviour);
      const { status, body } = await ask(
        '{ agencies { id name } statistics { agencies } ministryOfFinance { nameEn } }',
      );
      expect(status).toBe(200);
      expect(body.data).toEqual({
        agencies: null,
        statistics: null,
        ministryOfFinance: { nameEn: 'Ministry of Finance' },
      });
      expect(body.errors).toEqual([failure(code, 'ndc', ['agencies']), failure(code, 'ndc', ['statistics'])]);
    },
  );

  it.each([
    ['refuses', (_, response) => void response.socket!.resetAndDestroy(), 'AGENCY_UNAVAILABLE'],
    ['is silent', () => {}, 'AGENCY_TIMEOUT'],
    ['talks rubbish', answerJson({ data: { _entities: [{ name: SECRET }] } }), 'AGENCY_BAD_RESPONSE'],
  ] as const satisfies readonly (readonly [string, Behaviour, string])[])(
    'on the way to the partners’ names and %s, all but the names arrives',
    async (_, behaviour, code) => {
      ndc.behave((question, response) =>
        (question.variables.representations ? behaviour : asReal('ndc'))(question, response),
      );
      const question = '{ agencies { id name partners { ordinal partner { id name } } } }';
      const expected = (await country.ask(question)).body.data.agencies as {
        partners: { partner: object }[];
      }[];
      const places = expected.flatMap(({ partners }, agency) =>
        partners.map((_, link) => ['agencies', agency, 'partners', link, 'partner']),
      );
      const { status, body } = await ask(question);
      expect(status).toBe(200);
      expect(body.data.agencies).toEqual(
        expected.map(({ partners, ...agency }) => ({
          ...agency,
          partners: partners.map((link) => ({ ...link, partner: { ...link.partner, name: null } })),
        })),
      );
      expect(body.errors).toEqual(places.slice(0, 100).map((place) => failure(code, 'ndc', place)));
    },
  );
});

describe('Nothing is left behind', () => {
  it('a connection that timed out, or sent too much, is closed', async () => {
    for (const [, behaviour] of [TIMEOUT[0]!, TIMEOUT[2]!, BAD_RESPONSE[8]!]) {
      moj.behave(behaviour);
      await Promise.all([ask(WHOLE), ask(WHOLE), ask(WHOLE)]);
    }
    // Those that are kept alive for the next question may stay; the ones given up may not.
    expect(await moj.connections()).toBeLessThanOrEqual(1);
  });
});

describe('The circuit breaker', () => {
  const RESET_MS = 300;
  let mof: FakeAgency;
  let careful: RunningGateway;

  const askMof = (query = '{ ministryOfFinance { name } }') => askAt(`${careful.url}/graphql`, query);
  const breakerOf = async (agency: string) =>
    (await metricsOf(careful.url)).get(`lienthong_agency_circuit_open{agency="${agency}"}`);

  beforeAll(async () => {
    mof = await startFakeAgency(asReal('mof'));
    careful = await startWith({ mof: mof.url }, { breaker: { failures: 3, resetMs: RESET_MS } });
  });
  afterAll(async () => {
    await careful.stop();
    await mof.close();
  });
  beforeEach(() => {
    mof.questions.length = 0;
  });

  it('does not open for what callers get wrong', async () => {
    mof.behave(
      answerJson({
        data: { ministryOfFinance: null },
        errors: [{ message: 'No.', extensions: { code: 'INVALID_CURSOR' } }],
      }),
    );
    for (let time = 0; time < 6; time += 1) {
      expect((await askMof()).body.errors).toMatchObject([{ extensions: { code: 'INVALID_CURSOR' } }]);
    }
    expect(mof.questions).toHaveLength(6);
    expect(await breakerOf('mof')).toBe(0);
  });

  it('does not open while failures are followed by answers', async () => {
    for (const [, behaviour] of [
      UNAVAILABLE[0]!,
      UNAVAILABLE[1]!,
      ['', asReal('mof')] as const,
      UNAVAILABLE[0]!,
      UNAVAILABLE[1]!,
    ]) {
      mof.behave(behaviour);
      await askMof();
    }
    expect(mof.questions).toHaveLength(5);
    expect(await breakerOf('mof')).toBe(0);
    mof.behave(asReal('mof'));
    await askMof();
  });

  it('leaves an agency alone that failed several times in a row, tries it again after a while, and heals by itself', async () => {
    mof.behave(UNAVAILABLE[0]![1]);
    for (let time = 0; time < 3; time += 1) await askMof();
    expect(mof.questions).toHaveLength(3);
    expect(await breakerOf('mof')).toBe(1);

    const leftAlone = await Promise.all(
      Array.from({ length: 5 }, () => askMof('{ ministryOfFinance { name } ministryOfHealth { nameEn } }')),
    );
    for (const { status, body } of leftAlone) {
      expect(status).toBe(200);
      expect(body.data).toEqual({
        ministryOfFinance: null,
        ministryOfHealth: { nameEn: 'Ministry of Health' },
      });
      expect(body.errors).toEqual([failure('AGENCY_UNAVAILABLE', 'mof', ['ministryOfFinance'])]);
      expect(body.errors![0]!.message).toContain('left alone');
    }
    expect(mof.questions).toHaveLength(3);
    expect(await breakerOf('moh')).toBe(0);

    await new Promise((resolve) => setTimeout(resolve, RESET_MS + 100));
    await Promise.all([askMof(), askMof(), askMof()]);
    expect(mof.questions).toHaveLength(4);
    expect(await breakerOf('mof')).toBe(1);

    mof.behave(asReal('mof'));
    await new Promise((resolve) => setTimeout(resolve, RESET_MS + 100));
    const healed = await Promise.all([askMof(), askMof(), askMof()]);
    expect(healed.map(({ body }) => body.errors)).toEqual([undefined, undefined, undefined]);
    expect(await breakerOf('mof')).toBe(0);
  });
});
