import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import type { Caller } from '@lienthong/gateway/authentication/caller';
import { checkRules } from '@lienthong/shared/policy/check/check-rules';
import { coordinatesOf } from '@lienthong/shared/policy/operation-fields';
import type { Refusal } from '@lienthong/shared/policy/types';
import { agency, ANONYMOUS, citizen, NOW, openExchange, type TestExchange } from './exchange.ts';

let exchange: TestExchange;
beforeAll(async () => {
  exchange = await openExchange();
});
afterAll(() => exchange.close());

/** Every field that a root field leads to: what is asked for, and all that stands around it. */
const ASKED = {
  explain:
    '{ explain(operation: "") { fields { permit { basis { says } } refusal { nearest { lacks } } } } }',
  whoMayRead: '{ whoMayRead(field: "") { who permit { by } } }',
  whatMayRead: '{ whatMayRead(agency: "") { who permit { by } } }',
  me: '{ me { personalId disclosures { edges { cursor node { agency sources { given refused { field } } } } pageInfo { endCursor } } } }',
  disclosuresOfMine:
    '{ disclosuresOfMine { edges { cursor node { agency given } } nodes { rowCount } pageInfo { endCursor } } }',
  receipts:
    '{ receipts { edges { cursor node { subjects proof sources { given } } } nodes { id } pageInfo { endCursor } } }',
  sealedReceipts: '{ sealedReceipts { edges { cursor node { subjects sources { given } } } nodes { id } } }',
};

/** What is refused to a caller of an operation, by the real law and the gateway's own grants. */
function refused(query: string, caller: Caller, at = NOW): readonly Refusal[] {
  const { opened, services } = exchange;
  const coordinates = coordinatesOf(parse(query), opened.schema);
  expect(coordinates.length).toBeGreaterThan(0);
  return services.rules().decide(query, { caller, coordinates }, at).refusals;
}

const AUDIT = { purpose: 'data-audit' };
const OFFICER = { ...AUDIT, officer: 'an' };
const SEALED = { ...OFFICER, purpose: 'sealed-data-audit' };
const DECISION = { ...SEALED, decisionNumber: '12/QĐ' };
const PUBLIC = ['explain', 'whoMayRead', 'whatMayRead'];

describe('By the rules, and by nothing else,', () => {
  it.each<[string, Caller, string[]]>([
    ['nobody in particular', ANONYMOUS, PUBLIC],
    ['a citizen', citizen('001085000017'), [...PUBLIC, 'me']],
    ['an agency without a purpose', agency('moh', { purpose: undefined }), PUBLIC],
    ['an agency with a purpose', agency('moh'), [...PUBLIC, 'disclosuresOfMine']],
    ['an agency that says it audits', agency('moh', DECISION), [...PUBLIC, 'disclosuresOfMine']],
    ['an agency outside the exchange', agency('mnd'), PUBLIC],
    ['an auditor without an officer', agency('sav', AUDIT), [...PUBLIC, 'disclosuresOfMine']],
    ['an auditor with an officer', agency('sav', OFFICER), [...PUBLIC, 'disclosuresOfMine', 'receipts']],
    [
      'an auditor for another purpose',
      agency('sav', { ...DECISION, purpose: 'state-management' }),
      [...PUBLIC, 'disclosuresOfMine'],
    ],
    [
      'an auditor of what is sealed, without a decision',
      agency('sav', SEALED),
      [...PUBLIC, 'disclosuresOfMine'],
    ],
    [
      'an auditor of what is sealed, with a decision',
      agency('gov-inspectorate', DECISION),
      [...PUBLIC, 'disclosuresOfMine', 'sealedReceipts'],
    ],
  ])('%s may ask for what is theirs', (_, caller, allowed) => {
    const wholly = Object.entries(ASKED).filter(([, query]) => refused(query, caller).length === 0);
    expect(wholly.map(([field]) => field)).toEqual(allowed);
  });

  it('what concerns a person is refused to every agency, field by field', () => {
    for (const caller of [agency('ndc', DECISION), agency('sav', DECISION), agency('mps')]) {
      const fields = refused(ASKED.me, caller).map(({ coordinate }) => coordinate);
      expect(fields).toEqual(
        expect.arrayContaining(['Query.me', 'Me.personalId', 'Me.disclosures', 'Disclosure.agency']),
      );
    }
  });

  it('what is sealed is refused without a decision, and the refusal says so', () => {
    expect(refused(ASKED.sealedReceipts, agency('sav', SEALED))).toContainEqual(
      expect.objectContaining({
        coordinate: 'Query.sealedReceipts',
        reason: 'NO_LEGAL_BASIS',
        failed: 'GRANT_CONDITIONS',
        nearest: 'gateway-data-audit-sealed',
      }),
    );
  });

  it('what is sealed is no part of an ordinary audit, and looking at it is under seal itself', () => {
    expect(refused(ASKED.sealedReceipts, agency('sav', { ...DECISION, ...AUDIT }))).toEqual([
      expect.objectContaining({ coordinate: 'Query.sealedReceipts', reason: 'EXCESS_FIELDS' }),
    ]);
    const { purposes } = exchange.services.rules().compiled;
    expect(purposes.get('sealed-data-audit')!.sealedDays).toBeGreaterThan(0);
    expect(purposes.get('data-audit')!.sealedDays).toBeUndefined();
  });

  it('nobody audited before there was a law for it', () => {
    const day = (iso: string) => Date.parse(`${iso}T05:00:00.000Z`);
    expect(refused(ASKED.receipts, agency('sav', OFFICER), day('2025-10-22'))).toEqual([]);
    expect(refused(ASKED.receipts, agency('sav', OFFICER), day('2025-10-21'))).not.toEqual([]);
  });
});

it('The gateway’s own grants have nothing against them', () => {
  const { files, graph } = exchange.opened;
  const found = checkRules(files, graph, '2026-11-01').filter(
    ({ file, severity }) => file.endsWith('gateway/sharing.yaml') || severity === 'fault',
  );
  expect(found).toEqual([]);
  expect(files.sharing.map(({ value }) => value.provider)).toContain('gateway');
});

it('Everything the purposes of data audit need is in the graph', () => {
  const { ruleSet, compiled } = exchange.opened;
  const minimalFields = ruleSet.purposes
    .filter(({ id }) => id.endsWith('data-audit'))
    .flatMap((purpose) => purpose.minimalFields);
  expect(minimalFields).toContain('Query.sealedReceipts');
  const known = (pattern: string) =>
    compiled.fields.numberOf.has(pattern) || compiled.fields.byType.has(pattern.replace('.*', ''));
  expect(minimalFields.filter((pattern) => !known(pattern))).toEqual([]);
});
