import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { canonicalJson, type Json } from '@lienthong/gateway/audit/canonical-json';
import { createPseudonymizer, openPseudonymKey } from '@lienthong/gateway/audit/pseudonym';
import { readEntry, receiptText } from '@lienthong/gateway/audit/entry';
import { receiptShape } from '@lienthong/gateway/audit/receipt';
import { firstIdAt, newReceiptId, timeOfReceiptId } from '@lienthong/gateway/audit/receipt-id';
import fc from 'fast-check';
import { temporaryFolder, type TemporaryFolder } from '../support/folder.ts';
import { BEGINNING, pseudonymOf, receiptOf } from './receipts.ts';

describe('Canonical JSON (RFC 8785)', () => {
  it.each<[string, Json, string]>([
    [
      'sorts properties by UTF-16 code units',
      { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 },
      '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
    ],
    [
      'sorts within lists and within objects',
      [{ b: [{ d: 1, c: 2 }], a: null }],
      '[{"a":null,"b":[{"c":2,"d":1}]}]',
    ],
    [
      'escapes what must be escaped, and nothing else',
      '\u20ac$\u000f\nA\'B"\\\\"/',
      '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"',
    ],
    [
      'takes no name of two lines for two names',
      [
        { a: 1, 'b\nc': 2 },
        { 'a\nb': 1, c: 2 },
        { a: 1, b: 2, c: 3 },
      ],
      '[{"a":1,"b\\nc":2},{"a\\nb":1,"c":2},{"a":1,"b":2,"c":3}]',
    ],
    ['writes no sign before zero', -0, '0'],
    ['keeps Vietnamese as it is', 'Liên Thông', '"Liên Thông"'],
  ])('%s', (_, value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it.each([
    ['a fraction', 0.5],
    ['infinity', Number.POSITIVE_INFINITY],
    ['a number that cannot be counted to', 2 ** 53],
    ['half a character', '\ud83d'],
    ['half a character as a name', { '\ud83d': 1 }],
    ['undefined', { a: undefined }],
  ])('refuses %s', (_, value) => {
    expect(() => canonicalJson(value as Json)).toThrow(TypeError);
  });

  it('writes what can change as it is now, also inside what cannot', () => {
    const basis = ['Law Art 1'];
    const grant = Object.freeze({ id: 'g', basis });
    expect(canonicalJson([grant])).toBe('[{"basis":["Law Art 1"],"id":"g"}]');
    basis.push('Law Art 2');
    expect(canonicalJson([grant])).toBe('[{"basis":["Law Art 1","Law Art 2"],"id":"g"}]');
  });

  it('is the same whatever order properties come in, and reads back as what was written', () => {
    const json = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.string({ unit: 'grapheme' }),
        fc.maxSafeInteger(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
      ),
    })).value;
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        const turned = reverseProperties(value);
        return canonicalJson(turned) === text && canonicalJson(JSON.parse(text) as Json) === text;
      }),
    );
  });
});

describe('A receipt', () => {
  it('is looked through again where something in it can change', () => {
    const [agency] = receiptOf().agencies;
    const refused = [...agency!.refused];
    const receipt = receiptOf({ agencies: [Object.freeze({ ...agency!, refused })] });
    expect(receiptShape.safeParse(receipt).success).toBe(true);
    refused.push({ field: 'Citizen.address', reason: 'Nguyễn Văn A' });
    const { error } = receiptShape.safeParse(receipt);
    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(['agencies.0.refused.1.reason']);
  });

  it('is written again where something in it can change', () => {
    const [agency] = receiptOf().agencies;
    const refused = [...agency!.refused];
    const receipt = receiptOf({
      agencies: Object.freeze([Object.freeze({ ...agency!, refused })]) as never,
    });
    const first = receiptText(receipt);
    refused.push({ field: 'Citizen.birthDate', reason: 'NO_GRANT' });
    expect(receiptText(receipt)).not.toBe(first);
    expect(readEntry(receiptText(receipt))).toEqual(receipt);
  });

  it('is a text in one order, whatever order it was put together in', () => {
    const receipt = receiptOf();
    const turned = reverseProperties(receipt) as unknown as typeof receipt;
    expect(receiptText(turned)).toBe(receiptText(receipt));
    expect(receiptShape.parse(readEntry(receiptText(receipt)))).toEqual(receipt);
  });

  it('is written shortly, and reads back as it was, its fields in their order', () => {
    const word = fc.stringMatching(/^[_A-Za-z]\w{0,3}$/);
    const fields = fc.array(
      fc.tuple(word, word).map(([type, field]) => `${type}.${field}`),
      { maxLength: 8 },
    );
    const frozen = fc.boolean();
    fc.assert(
      fc.property(fields, fields, frozen, fc.boolean(), (asked, other, freeze, all) => {
        if (freeze) Object.freeze(asked);
        const [agency] = receiptOf().agencies;
        const receipt = receiptOf({ agencies: [{ ...agency!, asked, given: all ? asked : other }] });
        expect(readEntry(receiptText(receipt))).toEqual(receipt);
        expect(receiptText(receipt)).toBe(receiptText(readEntry(receiptText(receipt))));
      }),
    );
    const text = receiptText(receiptOf());
    expect(text).toContain('"asked":["Citizen: fullName address"],"given":["Citizen: fullName"]');
    expect(text).toContain('"format":2');
  });

  it('of another format is not guessed at', () => {
    const older = receiptText(receiptOf()).replace('"format":2,', '');
    expect(() => readEntry(older)).toThrow(/format 1/);
  });

  it.each([
    ['an identifier among its subjects', { subjects: ['001085000017'] }],
    ['an identifier as its officer', { caller: { ...receiptOf().caller, officer: 'lan.nguyen' } }],
    ['a value where a field belongs', { agencies: [{ ...receiptOf().agencies[0]!, given: ['Trần Thị B'] }] }],
    ['a property nobody knows', { answer: { fullName: 'Trần Thị B' } }],
    ['one agency twice', { agencies: [receiptOf().agencies[0]!, receiptOf().agencies[0]!] }],
    ['an id of another time', { id: newReceiptId(BEGINNING + 1) }],
    ['a time without milliseconds', { time: '2026-03-01T08:00:00Z' }],
    ['half a record', { agencies: [{ ...receiptOf().agencies[0]!, rowCount: 0.5 }] }],
  ])('cannot hold %s', (_, change) => {
    expect(receiptShape.safeParse({ ...receiptOf(), ...change }).success).toBe(false);
  });
});

describe('The id of a receipt', () => {
  const moment = fc.integer({ min: 0, max: 2 ** 48 - 1 });

  it('tells its time, and is a UUID of version 7', () => {
    fc.assert(
      fc.property(moment, (at) => {
        const id = newReceiptId(at);
        return (
          timeOfReceiptId(id) === at &&
          /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(id)
        );
      }),
    );
  });

  it('sorts by time', () => {
    fc.assert(
      fc.property(moment, moment, (one, other) => {
        if (one === other) return firstIdAt(one) <= newReceiptId(one);
        return (
          one < other === newReceiptId(one) < firstIdAt(other) &&
          one < other === newReceiptId(one) < newReceiptId(other)
        );
      }),
    );
  });
});

describe('A pseudonym', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  it('is the same for the same person, and another for anybody else, for another kind, and under another key', () => {
    const other = createPseudonymizer(Buffer.alloc(32, 8));
    const all = [
      pseudonymOf('Citizen', '001085000017'),
      pseudonymOf('Citizen', '001085000018'),
      pseudonymOf('Organization', '001085000017'),
      other('Citizen', '001085000017'),
    ];
    expect(new Set(all).size).toBe(4);
    expect(pseudonymOf('Citizen', '001085000017')).toBe(all[0]);
    expect(all[0]).toMatch(/^[\w-]{43}$/);
  });

  it('needs a key that is made once and readable by its owner alone', () => {
    const key = openPseudonymKey(folder.path);
    expect(openPseudonymKey(folder.path)).toEqual(key);
    expect(key).toHaveLength(32);
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
  });

  it('is refused under a key that is cut short: with another key nobody would be found again', () => {
    openPseudonymKey(folder.path);
    writeFileSync(keyFile(), readFileSync(keyFile(), 'utf8').slice(0, 20));
    expect(() => openPseudonymKey(folder.path)).toThrow(/does not hold the 32 bytes/);
  });

  const keyFile = (): string => {
    const file = join(folder.path, 'keys', 'ledger.pseudonym.key');
    mkdirSync(dirname(file), { recursive: true });
    return file;
  };
});

function reverseProperties(value: Json): Json {
  if (Array.isArray(value)) return value.map((each: Json) => reverseProperties(each));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, each]) => [key, reverseProperties(each)]),
  );
}
