import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { keptLog } from '../support/log.ts';
import { openExchange, type TestExchange } from './exchange.ts';

let exchange: TestExchange;
beforeAll(async () => {
  exchange = await openExchange();
});
afterAll(() => exchange.close());

const EXPLAIN = `query ($operation: String!, $agency: ID, $purpose: ID, $at: Date) {
  explain(operation: $operation, agency: $agency, purpose: $purpose, at: $at) {
    agency purpose day ruleSet allowed
    fields {
      field owners sharing personal allowed
      permit { by grant rows mask quota { distinctSubjects requests per } consent basis { citation says saysEn certainty } }
      needs { kind code }
      refusal {
        reason text textEn failed demands demandsEn rule issuers howToAsk howToAskEn
        basis { citation title titleEn certainty }
        nearest { id provider grantee purpose validFrom validTo lacks reason demands demandsEn }
      }
    }
  }
}`;
const BIRTH = '{ citizen(personalId: "1") { birthRegistration { number registrarName } } }';

async function explained(operation: string, question: Readonly<Record<string, unknown>> = {}) {
  const { data, errors } = await exchange.ask(EXPLAIN, undefined, { operation, ...question });
  expect(errors).toBeUndefined();
  return data.explain as {
    readonly [key: string]: unknown;
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the test asked for it, and compares it
    readonly fields: readonly any[];
  };
}
const fieldOf = async (coordinate: string, ...question: Parameters<typeof explained>) =>
  (await explained(...question)).fields.find(({ field }) => field === coordinate)!;

const police = { agency: 'mps', purpose: 'birth-registration' };

describe('An operation is explained', () => {
  it('field by field, by the schema and not by what the answer calls it, the keys it is fetched by among them', async () => {
    const { fields, ...whole } = await explained(BIRTH.replace('number', 'a: number b: number'), police);
    expect(whole).toEqual({
      ...police,
      day: '2026-06-01',
      ruleSet: exchange.opened.ruleSet.version,
      allowed: true,
    });
    expect(fields.map(({ field }) => field)).toEqual([
      'BirthRegistration.number',
      'BirthRegistration.registrarName',
      'Citizen.birthRegistration',
      'Citizen.personalId',
      'Query.citizen',
    ]);
  });

  it('with the terms of a permit, its law in both languages, and what a request must bring', async () => {
    expect(await fieldOf('BirthRegistration.registrarName', BIRTH, police)).toEqual({
      field: 'BirthRegistration.registrarName',
      owners: ['moj'],
      sharing: 'SHARED',
      personal: 'BASIC',
      allowed: true,
      permit: {
        by: 'GRANT',
        grant: 'moj-mps-birth-chain',
        rows: 'case',
        mask: 'initials',
        quota: { distinctSubjects: 5000, requests: null, per: 'day' },
        consent: null,
        basis: [
          {
            citation: 'D278/2025 Art 4(2)',
            says: 'Kết nối bắt buộc qua nền tảng chia sẻ và điều phối dữ liệu quốc gia.',
            saysEn: 'Mandatory connection goes through the national coordination platform.',
            certainty: 'SECONDARY',
          },
          expect.objectContaining({ citation: 'D194/2025 Art 16(1)' }),
        ],
      },
      needs: [
        { kind: 'PROCEDURE', code: '1.001193' },
        { kind: 'CASE', code: null },
        { kind: 'SUBJECTS', code: null },
      ],
      refusal: null,
    });
  });

  it('with the law of a refusal, what failed, what came nearest, who can give it, and how to ask', async () => {
    const court = { agency: 'spc', purpose: 'birth-registration' };
    const { refusal, ...verdict } = await fieldOf(
      'Citizen.religion',
      '{ citizen(personalId: "1") { religion } }',
      court,
    );
    expect(verdict).toMatchObject({ allowed: false, permit: null, needs: [] });
    expect(refusal).toMatchObject({
      reason: 'FORBIDDEN',
      failed: 'NOT_FORBIDDEN',
      rule: 'mps-no-religion',
      issuers: ['mps'],
    });

    const far = await fieldOf('Citizen.sex', '{ citizen(personalId: "1") { sex } }', {
      agency: 'moh',
      purpose: 'health-referral',
      at: '2025-08-18',
    });
    expect(far.refusal).toEqual({
      reason: 'NOT_YET_VALID',
      text: 'Thỏa thuận hoặc căn cứ chưa có hiệu lực.',
      textEn: 'The agreement or its basis is not yet in force.',
      failed: 'STARTED',
      demands: expect.any(String),
      demandsEn: 'The agreement has begun.',
      rule: null,
      issuers: [],
      howToAsk: expect.any(String),
      howToAskEn: expect.any(String),
      basis: {
        citation: 'D47/2020 Art 38',
        title: 'Nghị định 47/2020/NĐ-CP về quản lý, kết nối và chia sẻ dữ liệu số của cơ quan nhà nước',
        titleEn: 'Decree 47/2020 on managing, connecting and sharing the digital data of state agencies',
        certainty: 'READ_IN_FULL',
      },
      nearest: {
        id: 'mps-moh-referral',
        provider: 'mps',
        grantee: 'moh',
        purpose: 'health-referral',
        validFrom: '2025-08-19',
        validTo: null,
        lacks: 'STARTED',
        reason: 'NOT_YET_VALID',
        demands: expect.any(String),
        demandsEn: 'The agreement has begun.',
      },
    });
  });

  it.each([
    ['2025-10-21', 'moj-mps-birth-chain-2020', ['D47/2020 Art 38']],
    ['2025-10-22', 'moj-mps-birth-chain', ['D278/2025 Art 4(2)', 'D194/2025 Art 16(1)']],
  ])('by the law of %s', async (at, grant, basis) => {
    const { permit } = await fieldOf('BirthRegistration.number', BIRTH, { ...police, at });
    expect([permit.grant, permit.basis.map(({ citation }: { citation: string }) => citation)]).toEqual([
      grant,
      basis,
    ]);
  });

  it('for nobody in particular, where no agency is named', async () => {
    const { agency, allowed, fields } = await explained('{ citizen(personalId: "1") { fullName } }');
    expect([agency, allowed]).toEqual([null, false]);
    expect(fields.map(({ refusal }) => refusal.failed)).toEqual(['IDENTIFIED', 'IDENTIFIED']);
  });
});

describe('Readers', () => {
  const READER = 'who field purpose permit { by grant rows basis { citation } }';

  it('of a field are those a grant names, for what and by which law', async () => {
    const { data } = await exchange.ask(`{ whoMayRead(field: "Citizen.sex") { ${READER} } }`);
    expect(data.whoMayRead).toContainEqual({
      who: 'moh',
      field: 'Citizen.sex',
      purpose: 'health-referral',
      permit: {
        by: 'GRANT',
        grant: 'mps-moh-referral',
        rows: 'case',
        basis: [{ citation: 'D194/2025 Art 16(2)' }, { citation: 'PDPL 91/2025 Art 19(1)(c)' }],
      },
    });
    expect(data.whoMayRead.map(({ who }: { who: string }) => who)).toEqual([
      'the-person-concerned',
      'moh',
      'mps',
    ]);
  });

  it('of what the gateway keeps about a person are that person alone', async () => {
    const fields = [
      'Query.me',
      'Me.personalId',
      'Me.disclosures',
      'Disclosure.agency',
      'DisclosedSource.given',
    ];
    for (const field of fields) {
      const { data } = await exchange.ask(`{ whoMayRead(field: "${field}") { ${READER} } }`);
      expect([field, data.whoMayRead.map(({ who }: { who: string }) => who)]).toEqual([
        field,
        ['the-person-concerned', 'gateway'],
      ]);
    }
  });

  it('change with the day', async () => {
    const on = async (at: string) => {
      const { data } = await exchange.ask(`{ whatMayRead(agency: "moh", at: "${at}") { ${READER} } }`);
      return data.whatMayRead.flatMap(({ field, permit }: { field: string; permit: { by: string } }) =>
        permit.by === 'GRANT' ? field : [],
      );
    };
    expect(await on('2025-08-18')).not.toContain('Citizen.sex');
    expect(await on('2025-08-19')).toContain('Citizen.sex');
  });
});

describe('An operation is read', () => {
  /** How often it was looked for what it is fetched by, and for what it asks at all. */
  async function counting() {
    const read = { sound: 0, all: 0 };
    const { services } = exchange;
    const counted = await openExchange(
      {},
      {
        neededFields: (document) => {
          read.sound += 1;
          return services.neededFields(document);
        },
        schema: () => {
          read.all += 1;
          return services.schema();
        },
      },
    );
    const explainAll = (...operations: string[]) =>
      counted.ask(
        `{ ${operations.map((operation, index) => `a${index}: explain(operation: ${JSON.stringify(operation)}, at: "2026-01-0${index + 1}") { day allowed }`).join(' ')} }`,
      );
    return { read, explainAll };
  }

  it('once, whatever it is explained for', async () => {
    const { read, explainAll } = await counting();
    const { data } = await explainAll('{ mof }', '{ mof }', '{ mof { id } }', '{ mof }');
    expect(Object.values(data).map((told) => (told as { day: string } | null)?.day ?? null)).toEqual([
      '2026-01-01',
      '2026-01-02',
      null,
      '2026-01-04',
    ]);
    expect(read).toEqual({ sound: 1, all: 2 });
  });

  it('once where it is wrong, which is told each time', async () => {
    const { read, explainAll } = await counting();
    const { errors } = await explainAll('{ nothing }', '{ nothing }', '{ nothing }');
    expect(errors!.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['a0'], 'INVALID_OPERATION'],
      [['a1'], 'INVALID_OPERATION'],
      [['a2'], 'INVALID_OPERATION'],
    ]);
    expect(read).toEqual({ sound: 0, all: 1 });
  });
});

describe('What cannot be explained is refused with a code:', () => {
  const explain = (args: string) => `{ explain(${args}) { allowed } }`;
  it.each([
    ['text that is no GraphQL', explain('operation: "{ citizen("'), 'INVALID_OPERATION', 'operation'],
    ['a field there is not', explain('operation: "{ citizens }"'), 'INVALID_OPERATION', 'operation'],
    ['an agency there is not', explain('operation: "{ mof }", agency: "mpz"'), 'UNKNOWN_AGENCY', 'agency'],
    ['a purpose there is not', explain('operation: "{ mof }", purpose: "fun"'), 'UNKNOWN_PURPOSE', 'purpose'],
    ['a day there is not', explain('operation: "{ mof }", at: "2026-02-30"'), 'INVALID_ARGUMENT', 'at'],
    ['a day that is a number', explain('operation: "{ mof }", at: 5'), 'INVALID_ARGUMENT', 'at'],
    [
      'readers of a field there is not',
      '{ whoMayRead(field: "Citizen.nam") { who } }',
      'UNKNOWN_FIELD',
      'field',
    ],
    ['what nobody may read', '{ whatMayRead(agency: "citizens") { who } }', 'UNKNOWN_AGENCY', 'agency'],
  ])('%s', async (_, query, code, argument) => {
    const { errors } = await exchange.ask(query);
    expect(errors).toEqual([
      {
        message: expect.stringMatching(/^(The|There) .*\.$/),
        path: [expect.any(String)],
        extensions: {
          code,
          argument,
          agency: 'gateway',
          messageVi: expect.stringMatching(/^(Không|Tham số)/),
        },
      },
    ]);
  });

  it.each([
    ['fullNam', 'a name that is nearly one', '{ citizen(personalId: "1") { fullNam } }'],
    ['Citize', 'a type that is nearly one', '{ citizen(personalId: "1") { ... on Citize { sex } } }'],
    ['personalI', 'an argument that is nearly one', '{ citizen(personalId: "1", personalI: "1") { sex } }'],
    ['citizen', 'an object without fields', '{ citizen(personalId: "1") }'],
  ])('and no other name is suggested for %s: %s', async (name, _, operation) => {
    const { errors } = await exchange.ask(EXPLAIN, undefined, { operation });
    expect(errors![0]!.message).toContain(`"${name}"`);
    expect(JSON.stringify(errors)).not.toMatch(/Did you mean|fullName/);
  });

  it.each([
    ['repeats itself', `{ ${'mof '.repeat(200)} }`, '15000', 'Truy vấn lặp lại'],
    [
      'has more aliases',
      `{ ${Array.from({ length: 31 }, (_, index) => `a${index}: mof`).join(' ')} }`,
      '30',
      'bí danh',
    ],
    ['has more root fields', `{ ${'mof '.repeat(21)} }`, '20', 'trường gốc'],
    [
      'goes deeper',
      `{ citizen(personalId: "1") { ${'birthRegistration { child { '.repeat(6)}sex${' } }'.repeat(6)} } }`,
      '12',
      'sâu 14 tầng',
    ],
  ])('an operation that %s than any may: %s', async (_, operation, most, vi) => {
    const { errors } = await exchange.ask(EXPLAIN, undefined, { operation });
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_OPERATION', argument: 'operation' } }]);
    expect(errors![0]!.message).toMatch(new RegExp(`^The operation cannot be explained: .*\\b${most}\\b`));
    expect(errors![0]!.extensions['messageVi']).toContain(vi);
  });

  it('an operation beyond what this gateway has set', async () => {
    const limits = { tokens: 10, depth: 1, aliases: 1, rootFields: 1, branches: 1 };
    const strict = await openExchange({}, { explainedLimits: limits });
    const { errors } = await strict.ask(
      '{ a: explain(operation: "{ mof }") { allowed } b: explain(operation: "{ mof mof }") { allowed } }',
    );
    expect(errors).toMatchObject([{ path: ['b'], extensions: { code: 'INVALID_OPERATION' } }]);
  });

  it('an operation too long to be one', async () => {
    const operation = `{ ${'mof '.repeat(3_000)} }`;
    const { errors } = await exchange.ask(EXPLAIN, undefined, { operation });
    expect(errors![0]).toMatchObject({ extensions: { code: 'INVALID_OPERATION' } });
    expect(errors![0]!.message).toContain('3000 tokens');
  });
});

it('A failure of its own is told to the log and to nobody else', async () => {
  const { log, lines } = keptLog();
  const failing = await openExchange(
    {},
    {
      log,
      rules: () => {
        throw new Error('0123 at /var/lib/rules');
      },
    },
  );
  const { data, errors } = await failing.ask('{ whoMayRead(field: "Citizen.sex") { who } }');
  expect(data).toEqual({ whoMayRead: null });
  expect(errors).toEqual([
    {
      message: 'The server failed on this part of the request.',
      path: ['whoMayRead'],
      extensions: { code: 'INTERNAL_SERVER_ERROR', messageVi: expect.any(String), agency: 'gateway' },
    },
  ]);
  expect(JSON.stringify(lines)).toContain('/var/lib/rules');
});

it('A question that is none of its schema is a failure, not an empty answer', async () => {
  const { errors } = await exchange.ask('{ nothing }');
  expect(errors).toEqual([
    expect.objectContaining({ extensions: expect.objectContaining({ code: 'INTERNAL_SERVER_ERROR' }) }),
  ]);
  expect(JSON.stringify(errors)).not.toContain('nothing');
});
