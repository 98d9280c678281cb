import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkProof } from '@lienthong/gateway/audit/prove';
import { receipts } from '../audit/receipts.ts';
import { ledgerKey } from '../audit/test-ledger.ts';
import { agency, NOW, openExchange, type TestExchange } from './exchange.ts';
import { AN, BINH, BIRTH, HISTORY, OWN, PEOPLE, REFERRAL, SCHOOL, SEALED } from './history.ts';

let exchange: TestExchange;
let now = NOW;
beforeAll(async () => {
  exchange = await openExchange(HISTORY, { now: () => now });
});
afterAll(() => exchange.close());

const WHOLE = `id at replica outcome callerKind agency system officer citizen purpose purposeLabel purposeLabelEn procedure
  caseId operationName operationHash ruleSetHash subjects sealedUntil
  sources { owner asked given refused { field reason } grants { id basis { citation } } rowCount }`;

/** Who may look at what a field shows. */
const auditor = (field = 'receipts') =>
  agency('sav', {
    purpose: field === 'receipts' ? 'data-audit' : 'sealed-data-audit',
    officer: 'lan',
    decisionNumber: '12/QĐ-KTNN',
  });

interface Found {
  readonly id: string;
  readonly proof: string;
}
async function found(field: string, filter = '{}', fields = 'id'): Promise<readonly Found[]> {
  const query = `{ ${field}(filter: ${filter}) { nodes { ${fields} } } }`;
  const { data, errors } = await exchange.ask(query, auditor(field));
  expect(errors).toBeUndefined();
  return data[field].nodes;
}
const idsOf = async (...asked: Parameters<typeof found>) => (await found(...asked)).map(({ id }) => id);

describe('An auditor', () => {
  it.each([
    ['nothing: everything that is not sealed', '{}', [SCHOOL, OWN, BIRTH, REFERRAL]],
    ['who asked', '{ caller: "moet" }', [SCHOOL]],
    ['whose data', '{ owner: "moj" }', [OWN, BIRTH]],
    ['a purpose', '{ purpose: "birth-registration" }', [BIRTH]],
    ['an outcome', '{ outcome: REFUSED }', [SCHOOL]],
    ['a first day', '{ from: "2026-03-04" }', [SCHOOL, OWN]],
    ['a last day', '{ to: "2026-03-02" }', [BIRTH, REFERRAL]],
    ['a person', `{ subject: "${AN}" }`, [SCHOOL, BIRTH]],
    ['a person and whose data', `{ subject: "${BINH}", owner: "moj" }`, [OWN, BIRTH]],
    [
      'nothing said of each',
      '{ caller: null, owner: null, purpose: null, outcome: null, from: null, subject: null }',
      [SCHOOL, OWN, BIRTH, REFERRAL],
    ],
  ])('finds by %s', async (_, filter, expected) => {
    expect(await idsOf('receipts', filter)).toEqual(expected.map(({ id }) => id));
  });

  it('counts days as they are counted in Viet Nam', async () => {
    expect(await idsOf('receipts', '{ from: "2026-03-01", to: "2026-03-01" }')).toEqual([REFERRAL.id]);
    expect(await idsOf('receipts', '{ to: "2026-02-28" }')).toEqual([]);
    expect(await idsOf('receipts', '{ from: "2026-03-02", to: "2026-03-02" }')).toEqual([BIRTH.id]);
  });

  it('reads the whole receipt', async () => {
    const [birth] = await found('receipts', '{ purpose: "birth-registration" }', WHOLE);
    expect(birth).toEqual({
      id: BIRTH.id,
      at: BIRTH.time,
      replica: 'gateway-2',
      outcome: 'ALLOWED',
      callerKind: 'AGENCY',
      agency: 'moh',
      system: 'his-bach-mai',
      officer: BIRTH.caller.officer,
      citizen: null,
      purpose: 'birth-registration',
      purposeLabel: 'Đăng ký khai sinh',
      purposeLabelEn: 'Birth registration',
      procedure: '1.002',
      caseId: 'birth',
      operationName: 'Referral',
      operationHash: BIRTH.operation.hash,
      ruleSetHash: BIRTH.ruleSetHash,
      subjects: BIRTH.subjects,
      sealedUntil: null,
      sources: BIRTH.agencies.map(({ agency: owner, grants, ...source }) => ({
        owner,
        ...source,
        grants: grants.map(({ id, basis }) => ({ id, basis: basis.map((citation) => ({ citation })) })),
      })),
    });
  });

  it('meets no personal number anywhere, also where it asked by one', async () => {
    for (const field of ['receipts', 'sealedReceipts']) {
      const text = JSON.stringify(await found(field, `{ subject: "${BINH}" }`, `${WHOLE} proof`));
      expect(text).toContain(REFERRAL.subjects[0]);
      for (const person of PEOPLE) expect(text).not.toContain(person);
    }
  });

  it('takes away a proof of each receipt that holds with the public key alone', async () => {
    const { jwks } = await ledgerKey();
    for (const { id, proof } of await found('receipts', '{}', 'id proof')) {
      const verdict = checkProof(JSON.parse(proof), jwks.keys);
      expect(verdict).toMatchObject({ holds: true, receipt: { id } });
    }
  });

  it('sees what is under seal by another field, and only while it is', async () => {
    expect(await idsOf('sealedReceipts')).toEqual([SEALED.id]);
    expect(await idsOf('sealedReceipts', `{ subject: "${AN}" }`)).toEqual([]);
    now = Date.parse('2026-09-01T00:00:00.000Z');
    const after = [await idsOf('sealedReceipts'), await idsOf('receipts', `{ subject: "${BINH}" }`)];
    now = NOW;
    expect(after).toEqual([[], [OWN.id, SEALED.id, BIRTH.id, REFERRAL.id]]);
  });

  it('is told what is wrong with a number, which is not repeated', async () => {
    const { errors } = await exchange.ask(
      '{ receipts(filter: { subject: "00108500001" }) { nodes { id } } }',
      auditor(),
    );
    expect(errors).toEqual([
      {
        message: 'The argument subject must be a personal identification number of 12 digits.',
        path: ['receipts'],
        extensions: {
          code: 'INVALID_ARGUMENT',
          argument: 'subject',
          agency: 'gateway',
          messageVi: 'Tham số subject phải là một số định danh cá nhân gồm 12 chữ số.',
        },
      },
    ]);
  });

  it('gets twenty to a page unless another number is asked for', async () => {
    const many = await openExchange({ 'gateway-1': receipts(25) });
    const pageOf = async (args: string) => {
      const query = `{ receipts${args} { nodes { id } pageInfo { hasNextPage } } }`;
      const { nodes, pageInfo } = (await many.ask(query, auditor())).data.receipts;
      return [nodes.length, pageInfo.hasNextPage];
    };
    const pages = [await pageOf(''), await pageOf('(first: 100)'), await pageOf('(first: null)')];
    await many.close();
    expect(pages).toEqual([
      [20, true],
      [25, false],
      [20, true],
    ]);
  });
});
