import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createMemoryUsage } from '@lienthong/shared/access/memory-usage';
import { EXCHANGE_HEADER } from '@lienthong/shared/exchange-header';
import { SEAL_HEADER } from '@lienthong/shared/identity/seal';
import { openContent } from '@lienthong/shared/identity/seal-content';
import { REASONS } from '@lienthong/shared/policy/reasons';
import type { Caller } from '@lienthong/shared/policy/types';
import { askAt, type Answer } from '../support/ask.ts';
import { makeSigningKey, sealFor } from '../support/seal.ts';
import { sqliteInMemory } from '../support/sqlite.ts';
import { recordStatements } from '../support/statements.ts';
import { startSubgraph, type TestSubgraph } from '../support/subgraph.ts';
import { officer, sealed, withCase, type Sealed } from './fixtures/register/sealed.ts';
import { AN, BINH, CHI, lawOfTest, NOBODY, PEOPLE, register } from './fixtures/register/subgraph.ts';

/** Two sensitive people make a flow core data here, so that a third can be asked for. */
const usage = () => createMemoryUsage({ salt: 'test', core: { sensitiveSubjects: 2 } });
const start = (more: Parameters<typeof startSubgraph>[1] = {}): Promise<TestSubgraph> =>
  startSubgraph(register, { law: lawOfTest(), usage: usage(), ...more });

let owner: TestSubgraph;
beforeAll(async () => {
  owner = await start();
});
afterAll(() => owner.remove());

const ask = (of: Sealed, query: string, variables?: Readonly<Record<string, unknown>>): Promise<Answer> =>
  owner.ask(query, variables, sealed(of));
const told = ({ status, body }: Answer): unknown => [
  status,
  body.data,
  (body.errors ?? []).map(({ extensions, path }) => [extensions.code, path?.join('.')]),
];
/** What nobody may learn from an answer that refuses: whatever stands in a row, its key aside. */
const ROWS = new RegExp(
  PEOPLE.flatMap(({ name, street, phone, file }) => [name, street, phone, file]).join('|'),
);

const PERSON = 'query ($id: ID!) { person(id: $id) { id name } }';
const PEOPLE_IN = 'query ($in: ID!) { people(province: $in) { id } }';
const ENTITIES = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Person { id name } } }`;
const refs = (...ids: string[]) => ({ of: ids.map((id) => ({ __typename: 'Person', id })) });
const everybody: Sealed = { caller: officer('everybody') };

describe('What the seal does not permit', () => {
  it.each([
    ['a field', '{ person(id: "1") { file } }', 'Person.file'],
    ['a field at the root', 'mutation { rename(id: "1", name: "x") { id } }', 'Mutation.rename'],
    ['under another name', '{ person(id: "1") { name: file } }', 'Person.file'],
    ['in a fragment', '{ person(id: "1") { ...F } } fragment F on Person { file }', 'Person.file'],
    ['skipped', 'query ($s: Boolean = true) { person(id: "1") { id file @skip(if: $s) } }', 'Person.file'],
    ['of an entity', ENTITIES.replace('name', 'file'), 'Person.file'],
    ['the schema', '{ _service { sdl } }', 'Query._service'],
  ])('refuses the whole call: %s', async (_, query, coordinate) => {
    const change = query.startsWith('mutation');
    const answer = await owner.ask(query, refs(AN), { ...sealed(everybody), once: change });
    expect(told(answer)).toEqual([403, undefined, [['BYPASS', undefined]]]);
    expect(answer.body.errors![0]).toMatchObject({
      message: `${REASONS.BYPASS.text.en} The subgraph register was asked for ${coordinate}, which the seal does not permit.`,
      extensions: { agency: 'register', coordinate, messageVi: expect.any(String) },
    });
  });

  it('is nothing that is open: that needs no permit', async () => {
    expect(told(await owner.ask('{ openingHours }'))).toEqual([200, { openingHours: '8–17' }, []]);
  });

  it('is looked for in the operation that is run, of several', async () => {
    const query = 'query Open { openingHours } query Closed { person(id: "1") { id } }';
    const headers = {
      'content-type': 'application/json',
      [SEAL_HEADER]: await sealFor('register', { query }, { content: openContent('sha256:') }),
    };
    const run = async (operationName: string): Promise<number> =>
      (await fetch(owner.url, { method: 'POST', headers, body: JSON.stringify({ query, operationName }) }))
        .status;
    expect([await run('Open'), await run('Closed'), await run('Open')]).toEqual([200, 403, 200]);
  });
});

describe('A seal', () => {
  const question = { query: PERSON, variables: { id: AN } };
  it.each([
    ['missing', 401, 'SEAL_MISSING', async () => ({})],
    ['forged', 403, 'SEAL_INVALID', async () => ({ key: await makeSigningKey() })],
    ['expired', 403, 'SEAL_INVALID', async () => ({ now: Date.now() - 60_000 })],
    ['for another subgraph', 403, 'SEAL_INVALID', async () => ({ audience: 'moj' })],
    ['for another query', 403, 'SEAL_INVALID', async () => ({ query: '{ person(id: "1") { id } }' })],
  ] as const)('%s opens nothing', async (fault, status, code, options) => {
    const seal = await sealFor('register', question, { ...sealed(everybody), ...(await options()) });
    const answer = await askAt(owner.url, question.query, question.variables, {
      ...(fault !== 'missing' && { [SEAL_HEADER]: seal }),
    });
    expect(told(answer)).toEqual([status, undefined, [[code, undefined]]]);
  });

  it('of a query is good for the same query again, whoever it is about', async () => {
    const seal = { [SEAL_HEADER]: await sealFor('register', question, sealed(everybody)) };
    for (const id of [AN, BINH])
      expect((await askAt(owner.url, PERSON, { id }, seal)).body.data.person.id).toBe(id);
  });

  const RENAME = 'mutation ($id: ID!, $name: String!) { rename(id: $id, name: $name) { id } }';
  const renaming: Sealed = { caller: officer('everybody'), more: ['Mutation.rename'] };
  const sealOfChange = async (variables: object, once = true) => ({
    [SEAL_HEADER]: await sealFor('register', { query: RENAME, variables }, { ...sealed(renaming), once }),
  });
  const variables = { id: CHI, name: 'Lê Thị Chi' };

  it('of a change is good once', async () => {
    const seal = await sealOfChange(variables);
    expect((await askAt(owner.url, RENAME, variables, seal)).status).toBe(200);
    const again = await askAt(owner.url, RENAME, variables, seal);
    expect(told(again)).toEqual([403, undefined, [['SEAL_INVALID', undefined]]]);
  });

  it('of a change is good once also where both arrive together', async () => {
    const seal = await sealOfChange(variables);
    const both = await Promise.all([1, 2].map(() => askAt(owner.url, RENAME, variables, seal)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
  });

  it('of a change is good for what it was made with alone', async () => {
    const seal = await sealOfChange(variables);
    const other = await askAt(owner.url, RENAME, { ...variables, name: 'Kẻ gian' }, seal);
    expect(told(other)).toEqual([403, undefined, [['SEAL_INVALID', undefined]]]);
  });

  it('of a query changes nothing', async () => {
    const changed = { ...variables, name: 'Kẻ gian' };
    const answer = await askAt(owner.url, RENAME, changed, await sealOfChange(changed, false));
    expect(told(answer)).toEqual([403, undefined, [['SEAL_INVALID', undefined]]]);
    const { body } = await ask(everybody, PERSON, { id: CHI });
    expect(body.data.person.name).toBe('Lê Thị Chi');
  });

  it('of a change that may reach only some rows changes none: what it made would be looked at too late', async () => {
    const bounded = sealed({ ...renaming, caller: withCase('everybody', CHI), rows: 'case' });
    const changed = { ...variables, name: 'Kẻ gian' };
    const seal = await sealFor('register', { query: RENAME, variables: changed }, { ...bounded, once: true });
    const answer = await askAt(owner.url, RENAME, changed, { [SEAL_HEADER]: seal });
    expect(answer.body.errors?.map(({ extensions }) => extensions.code)).toEqual(['ROW_OUT_OF_SCOPE']);
    const { body } = await ask(everybody, PERSON, { id: CHI });
    expect(body.data.person.name).toBe('Lê Thị Chi');
  });

  it('that brings consents of its own is not understood', async () => {
    const consents = [
      {
        kind: 'CONSENT' as const,
        purpose: 'by-consent',
        subject: BINH,
        validFrom: '2020-01-01',
        validTo: null,
      },
    ];
    const caller = { ...withCase('by-consent', BINH), consents };
    expect(told(await ask({ caller }, PERSON, { id: BINH }))).toEqual([
      403,
      undefined,
      [['SEAL_INVALID', undefined]],
    ]);
  });

  it('of 60 kB is read, and a larger one refused while the server lives on', async () => {
    const subjects = (count: number) => Array.from({ length: count }, (_, n) => String(n).padStart(12, '9'));
    const about = async (count: number) =>
      sealFor('register', question, sealed({ caller: withCase('by-case', AN, ...subjects(count)) }));
    const [large, tooLarge] = [await about(3_000), await about(3_400)];
    expect([large.length > 60_000, tooLarge.length > 65_536]).toEqual([true, true]);
    const status = async (seal: string): Promise<number> =>
      (await askAt(owner.url, PERSON, question.variables, { [SEAL_HEADER]: seal })).status;
    expect([await status(large), await status(tooLarge), await status(large)]).toEqual([200, 431, 200]);
  });
});

describe('A seal that permits too much is narrowed by the owner’s own rules:', () => {
  it.each<[string, Sealed, unknown]>([
    [
      'what it forbids',
      { caller: officer('everybody'), more: ['Person.file'] },
      [200, { person: { id: AN, file: null } }, [['FORBIDDEN', 'person.file']]],
    ],
    [
      'whom it gave nothing',
      { caller: officer('everybody', { agency: 'mof' }), more: ['Person.file'] },
      [200, { person: null }, [['NO_GRANT', 'person']]],
    ],
    [
      'for what it gave nothing',
      { caller: officer('land-transfer'), more: ['Person.file'] },
      [200, { person: null }, [['PURPOSE_MISMATCH', 'person']]],
    ],
    [
      'rows outside the case, though the seal says all',
      { caller: withCase('by-case', BINH), more: ['Person.file'] },
      [200, { person: null }, [['ROW_OUT_OF_SCOPE', 'person']]],
    ],
    [
      'as a citizen, what is somebody else’s',
      { caller: { kind: 'citizen', personalId: BINH }, more: ['Person.file'] },
      [200, { person: null }, [['ROW_OUT_OF_SCOPE', 'person']]],
    ],
    [
      'as nobody known, everything',
      { caller: { kind: 'anonymous' }, more: ['Person.file'] },
      [200, { person: null }, [['NO_GRANT', 'person']]],
    ],
  ])('%s', async (_, of, expected) => {
    const answer = await ask(of, 'query ($id: ID!) { person(id: $id) { id file } }', { id: AN });
    expect(told(answer)).toEqual(expected);
    expect(JSON.stringify(answer.body)).not.toMatch(ROWS);
  });

  it('and a seal that permits less narrows the owner’s', async () => {
    const of: Sealed = { caller: withCase('everybody', AN), rows: 'case' };
    expect(told(await ask(of, PEOPLE_IN, { in: '01' }))).toEqual([200, { people: [{ id: AN }] }, []]);
  });

  it('and each caller is held to their own, though all ask the same at once', async () => {
    const answers = await Promise.all(
      [AN, BINH, CHI].flatMap((id) =>
        [AN, BINH, CHI].map(async (other) => {
          const { body } = await ask({ caller: withCase('by-case', id) }, PERSON, { id: other });
          return body.data.person?.id ?? null;
        }),
      ),
    );
    expect(answers).toEqual([AN, null, null, null, BINH, null, null, null, CHI]);
  });
});

describe('Rows are held', () => {
  let recorded: ReturnType<typeof recordStatements>;
  beforeAll(async () => {
    recorded = recordStatements(await sqliteInMemory([]));
  });
  beforeEach(() => void recorded.statements.splice(0));
  afterAll(() => recorded.stop());

  const wherePeople = (): string[] =>
    recorded.statements
      .filter((statement) => /FROM "person"/.test(statement))
      .map((statement) => /WHERE (.*?)( ORDER|$)/s.exec(statement)![1]!.replaceAll(/"Person"\.|[()" ]/g, ''));

  const citizen: Caller = { kind: 'citizen', personalId: BINH };
  it.each<[string, Sealed, string[], string[], string]>([
    ['to the case', { caller: withCase('by-case', AN, CHI) }, [AN], [BINH, CHI], 'provinceIN?ANDidIN?,?'],
    [
      'to the province of the officer',
      { caller: officer('by-territory', { territory: '01' }) },
      [AN, BINH],
      [],
      'provinceIN?ANDprovince=?ORprovinceIN?ANDcommune=?',
    ],
    [
      'to the commune of the officer',
      { caller: officer('by-territory', { territory: '00008' }) },
      [BINH],
      [AN],
      'provinceIN?ANDprovince=?ORprovinceIN?ANDcommune=?',
    ],
    [
      'to what the agency contributed',
      { caller: officer('by-contribution') },
      [AN],
      [BINH],
      'provinceIN?ANDcontributor=?',
    ],
    ['to a citizen themselves', { caller: citizen }, [BINH], [AN], 'provinceIN?ANDidIN?'],
    ['to nothing, where everybody is given', everybody, [AN, BINH], [], 'provinceIN?'],
  ])('%s, in the question to the database', async (_, of, given, _without, where) => {
    const { body } = await ask(of, PEOPLE_IN, { in: '01' });
    expect([body.errors, body.data.people]).toEqual([undefined, given.map((id) => ({ id }))]);
    expect(wherePeople().map(sorted)).toEqual([sorted(where)]);
  });

  it.each<[string, Sealed, string]>([
    ['the case', { caller: withCase('by-case', AN) }, BINH],
    ['the territory', { caller: officer('by-territory', { territory: '00004' }) }, BINH],
    ['the contribution', { caller: officer('by-contribution') }, BINH],
    ['the citizen', { caller: { kind: 'citizen', personalId: AN } }, BINH],
  ])('so that a row outside %s looks like none: at the root, and by reference', async (_, of, outside) => {
    for (const [query, variables] of [
      [PERSON, (id: string) => ({ id })],
      [ENTITIES, (id: string) => refs(id)],
    ] as const) {
      const answers = [outside, NOBODY].map(async (id) => {
        const { status, body } = await ask(of, query, variables(id));
        return { status, body: JSON.parse(JSON.stringify(body).replaceAll(id, 'somebody')) as object };
      });
      const [there, nowhere] = await Promise.all(answers);
      expect(there).toEqual(nowhere);
      expect(JSON.stringify(there)).toContain('ROW_OUT_OF_SCOPE');
      expect(JSON.stringify(there)).not.toMatch(ROWS);
    }
  });

  it('so that a list says nothing of what it leaves out', async () => {
    const of: Sealed = { caller: withCase('by-case', CHI) };
    expect(told(await ask(of, PEOPLE_IN, { in: '01' }))).toEqual([200, { people: [] }, []]);
    const through = '{ people(province: "79") { letters { text about { name } } } }';
    expect(told(await ask(of, through))).toEqual([
      200,
      { people: [{ letters: [{ text: 'Thư về Lê Thị Chi', about: { name: 'Lê Thị Chi' } }] }] },
      [],
    ]);
  });

  it('though who is named in the case may be told to have no record', async () => {
    const of: Sealed = { caller: withCase('by-case', NOBODY) };
    expect(told(await ask(of, PERSON, { id: NOBODY }))).toEqual([200, { person: null }, []]);
    expect(told(await ask(of, ENTITIES, refs(NOBODY)))).toEqual([200, { _entities: [null] }, []]);
  });

  it('field by field, where a reference names rows inside and outside', async () => {
    const answer = await ask({ caller: withCase('by-case', AN) }, ENTITIES, refs(AN, BINH));
    expect(told(answer)).toEqual([
      200,
      {
        _entities: [
          { id: AN, name: 'Nguyễn Văn An' },
          { id: null, name: null },
        ],
      },
      [
        ['ROW_OUT_OF_SCOPE', '_entities.1.id'],
        ['ROW_OUT_OF_SCOPE', '_entities.1.name'],
      ],
    ]);
  });

  it('and nothing is told to whoever asks by reference for the name of the type alone', async () => {
    const query = 'query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }';
    const [there, nowhere] = await Promise.all([AN, NOBODY].map((id) => owner.ask(query, refs(id))));
    expect(told(there!)).toEqual(told(nowhere!));
  });

  it('and what hangs on a row without a binding of its own belongs to that row', async () => {
    const query = `query ($of: [_Any!]!) {
      _entities(representations: $of) { ... on Person { address { street place { name } } } }
    }`;
    const address = { street: 'Phố Nguyễn Văn An', place: { name: 'Làng Mẫu' } };
    const answer = await ask({ caller: withCase('by-case', AN) }, query, refs(AN, BINH));
    expect(told(answer)).toEqual([
      200,
      { _entities: [{ address }, { address: null }] },
      [['ROW_OUT_OF_SCOPE', '_entities.1.address']],
    ]);
    expect(answer.body.extensions).toMatchObject({ exchange: { subjects: [AN] } });
  });
});

const sorted = (where: string): string =>
  where
    .split('OR')
    .map((each) => each.split('AND').sort().join('AND'))
    .sort()
    .join('OR');

describe('Consent', () => {
  const of = (...subjects: string[]): Sealed => ({
    caller: withCase('by-consent', ...subjects),
    consent: 'CONSENT',
  });

  it('in the owner’s register opens the row of who gave it, on its last day too', async () => {
    expect(told(await ask(of(AN), PERSON, { id: AN }))).toEqual([
      200,
      { person: { id: AN, name: 'Nguyễn Văn An' } },
      [],
    ]);
  });

  it.each([
    ['that ended yesterday', BINH],
    ['that begins tomorrow', CHI],
    ['that was never given', NOBODY],
  ])('%s opens nothing', async (_, id) => {
    const answer = await ask(of(id), PERSON, { id });
    expect(told(answer)).toEqual([200, { person: null }, [['CONSENT_MISSING', 'person']]]);
    expect(JSON.stringify(answer.body)).not.toMatch(ROWS);
  });

  it('is needed by the owner’s own rules, also where the seal says nothing of it', async () => {
    const answer = await ask({ ...of(BINH), consent: null }, PERSON, { id: BINH });
    expect(told(answer)).toEqual([200, { person: null }, [['CONSENT_MISSING', 'person']]]);
  });

  it('is needed by the seal, also where the owner’s own rules need none', async () => {
    const answer = await ask({ caller: withCase('by-case', AN), consent: 'CONSENT' }, PERSON, { id: AN });
    expect(told(answer)).toEqual([200, { person: null }, [['CONSENT_MISSING', 'person']]]);
  });

  it('of one of several opens nobody else', async () => {
    const people = await ask(of(AN, BINH), PEOPLE_IN, { in: '01' });
    expect(told(people)).toEqual([200, { people: [{ id: AN }] }, []]);
    expect(told(await ask(of(AN, BINH), ENTITIES, refs(AN, BINH)))).toEqual([
      200,
      {
        _entities: [
          { id: AN, name: 'Nguyễn Văn An' },
          { id: null, name: null },
        ],
      },
      [
        ['CONSENT_MISSING', '_entities.1.id'],
        ['CONSENT_MISSING', '_entities.1.name'],
      ],
    ]);
  });
});

describe('A mask', () => {
  const MASKED = `query ($id: ID!) { person(id: $id) { name birthday phone children address { street } } }`;
  const masked = async (of: Sealed): Promise<unknown> => (await ask(of, MASKED, { id: AN })).body.data.person;

  it('of the owner’s own hides, though the seal knows of none', async () => {
    expect(await masked({ caller: officer('masked') })).toEqual({
      name: 'N. V. A.',
      birthday: '1986',
      phone: '******0123',
      children: null,
      address: { street: '*' },
    });
  });

  it('of the seal hides, though the owner knows of none', async () => {
    const mask = {
      'Person.name': 'initials',
      'Person.phone': 'presence',
      'Address.street': 'initials',
    } as const;
    expect(await masked({ caller: officer('everybody'), mask })).toEqual({
      name: 'N. V. A.',
      birthday: '1986-05-04',
      phone: '*',
      children: 2,
      address: { street: 'P. N. V. A.' },
    });
  });

  it('of each hides: what the one leaves the other may take', async () => {
    const mask = { 'Person.phone': 'presence', 'Person.birthday': 'last-four' } as const;
    expect(await masked({ caller: officer('masked'), mask })).toMatchObject({ phone: '*', birthday: '****' });
  });
});

describe('What is counted', () => {
  let counting: TestSubgraph;
  beforeEach(async () => {
    counting = await start();
  });
  afterEach(() => counting.remove());

  const askIn = async (exchange: string, of: Sealed, query: string, variables: object): Promise<Answer> => {
    const seal = await sealFor('register', { query, variables }, sealed(of));
    return askAt(counting.url, query, { ...variables }, { [SEAL_HEADER]: seal, [EXCHANGE_HEADER]: exchange });
  };
  const counted: Sealed = { caller: officer('counted') };
  const codes = ({ body }: Answer): string[] => (body.errors ?? []).map(({ extensions }) => extensions.code);

  it('is everybody who was told of, up to the quota of the owner’s own grant', async () => {
    const [anExchange, another, third] = [randomUUID(), randomUUID(), randomUUID()];
    expect(codes(await askIn(anExchange, counted, PEOPLE_IN, { in: '01' }))).toEqual([]);
    const chi = await askIn(another, counted, PERSON, { id: CHI });
    expect(told(chi)).toEqual([
      200,
      { person: { id: null, name: null } },
      [
        ['QUOTA_EXCEEDED', 'person.id'],
        ['QUOTA_EXCEEDED', 'person.name'],
      ],
    ]);
    expect(JSON.stringify(chi.body)).not.toMatch(ROWS);
    expect(codes(await askIn(third, counted, PERSON, { id: AN }))).toEqual([]);
  });

  it('is a request once, however many calls the exchange makes', async () => {
    const exchange = randomUUID();
    for (let call = 0; call < 5; call += 1)
      expect(codes(await askIn(exchange, counted, PERSON, { id: AN }))).toEqual([]);
    for (const _ of ['second', 'third'])
      expect(codes(await askIn(randomUUID(), counted, PERSON, { id: AN }))).toEqual([]);
    expect(told(await askIn(randomUUID(), counted, PERSON, { id: AN }))).toEqual([
      200,
      { person: null },
      [['QUOTA_EXCEEDED', 'person']],
    ]);
    expect(codes(await askIn(exchange, counted, PERSON, { id: AN }))).toEqual([]);
  });

  it('is each person told sensitive things of, until the flow would be core data', async () => {
    const query = 'query ($id: ID!) { person(id: $id) { id faith } }';
    const sensitive: Sealed = { caller: officer('everybody'), more: ['Person.faith'] };
    for (const id of [AN, BINH])
      expect(codes(await askIn(randomUUID(), sensitive, query, { id }))).toEqual([]);
    expect(told(await askIn(randomUUID(), sensitive, query, { id: CHI }))).toEqual([
      200,
      { person: { id: CHI, faith: null } },
      [['CORE_DATA_LIMIT', 'person.faith']],
    ]);
  });
});

describe('The gateway is told', () => {
  it('how many rows were read, and of whom, for its receipt', async () => {
    const { body } = await ask(
      { caller: withCase('by-case', AN) },
      '{ people(province: "01") { id letters { text } } }',
    );
    expect(body.extensions).toEqual({ exchange: { rows: 2, subjects: [AN] } });
  });

  it('of nobody, where nothing personal was told', async () => {
    const { body } = await owner.ask('{ openingHours }');
    expect(body.extensions).toEqual({ exchange: { rows: 0 } });
  });
});

it('A server that was started open, in development, answers everything to whoever asks', async () => {
  const open = await start({ gatewayKeys: null });
  try {
    const query = '{ openingHours people(province: "01") { id name faith file address { place { name } } } }';
    const { body } = await askAt(open.url, query);
    expect(body).toEqual({
      data: {
        openingHours: '8–17',
        people: PEOPLE.filter(({ province }) => province === '01').map(
          ({ id, name, faith, file, place }) => ({
            ...{ id, name, faith, file },
            address: { place: { name: place } },
          }),
        ),
      },
    });
  } finally {
    await open.remove();
  }
});
