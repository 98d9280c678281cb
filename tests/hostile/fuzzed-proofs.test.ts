import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openCheckpoint, logKeys, originOf } from '@lienthong/gateway/audit/checkpoint';
import { receiptOfEntry } from '@lienthong/gateway/audit/entry';
import { lineOf, readLines } from '@lienthong/gateway/audit/log-lines';
import { checkProof, proveReceipt, type ReceiptProof } from '@lienthong/gateway/audit/prove';
import { newestCheckpoint } from '@lienthong/gateway/audit/store/log-store';
import { readSqliteStore } from '@lienthong/gateway/audit/store/sqlite-store';
import type { JWK } from 'jose';
import fc from 'fast-check';
import { all, SIZE, texts, writeHonestLog } from '../audit/tampering.ts';
import { ledgerKey, streamOf, verifyItems } from '../audit/test-ledger.ts';
import { temporaryFolder } from '../support/folder.ts';
import { check, seeded, TIME_LIMIT } from './run-settings.ts';

jest.setTimeout(TIME_LIMIT);

const folder = temporaryFolder();
let lines: readonly string[];
let proofs: readonly ReceiptProof[];
let newest: string;
let keys: readonly JWK[];
beforeAll(async () => {
  lines = (await writeHonestLog(folder.path)).map(lineOf);
  keys = (await ledgerKey()).jwks.keys;
  const store = readSqliteStore(join(folder.path, 'gateway-1.sqlite'));
  newest = (await newestCheckpoint(store))!;
  proofs = await Promise.all(all.map(async ({ id }) => (await proveReceipt(store, id))!));
  await store.close();
});
afterAll(() => folder.remove());

const ODD = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    0,
    -1,
    1e308,
    2 ** 53,
    [],
    {},
    '\n',
    'A'.repeat(44),
    `${'A'.repeat(43)}=`,
  ),
  fc.jsonValue(),
);

type Step =
  | { readonly how: 'drop' | 'double' | 'cut'; readonly at: number }
  | { readonly how: 'move' | 'swap'; readonly at: number; readonly to: number }
  | { readonly how: 'put'; readonly at: number; readonly text: string }
  | { readonly how: 'edit'; readonly at: number; readonly to: number; readonly text: string };
const index = fc.nat(70);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ how: fc.constantFrom('drop', 'double', 'cut'), at: index }),
  fc.record({ how: fc.constantFrom('move', 'swap'), at: index, to: index }),
  fc.record({
    how: fc.constant('put'),
    at: index,
    text: fc.oneof(
      fc.json(),
      fc.string(),
      fc.constantFrom(...texts.slice(0, 5), '{"__proto__":{}}', '{"checkpoint":1}'),
    ),
  }),
  fc.record({
    how: fc.constant('edit'),
    at: index,
    to: fc.nat(400),
    text: fc.string({ minLength: 1, maxLength: 3 }),
  }),
);

function stepped(log: readonly string[], change: Step): string[] {
  const at = change.at % Math.max(log.length, 1);
  const line = log[at] ?? '';
  switch (change.how) {
    case 'drop':
      return log.toSpliced(at, 1);
    case 'double':
      return log.toSpliced(at, 0, line);
    case 'cut':
      return log.slice(0, at);
    case 'move':
      return log.toSpliced(at, 1).toSpliced(change.to % Math.max(log.length, 1), 0, line);
    case 'swap': {
      const to = change.to % Math.max(log.length, 1);
      return log.map((each, place) => (place === at ? (log[to] ?? '') : place === to ? line : each));
    }
    case 'put':
      return log.toSpliced(at, 0, change.text);
    case 'edit':
      return log.map((each, place) =>
        place === at
          ? each.slice(0, change.to % (each.length + 1)) +
            change.text +
            each.slice((change.to % (each.length + 1)) + change.text.length)
          : each,
      );
  }
}

const isEntry = (line: string): boolean => !/^\{"(log|hashes|checkpoint)":/.test(line);

describe(`Evidence that was tampered with ${seeded}`, () => {
  it('as an exported log verifies only where every entry is the one that was signed, in its place', async () => {
    let found = 0;
    await check(300, fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
      const log = steps.reduce<readonly string[]>(stepped, lines);
      const bytes = Buffer.from(`${log.join('\n')}\n`);
      const { finding, entries } = await verifyItems(readLines(streamOf([bytes])), { kept: [newest] });
      if (finding) {
        found += 1;
        expect(finding.message).toEqual({ en: expect.stringMatching(/\S/), vi: expect.stringMatching(/\S/) });
        return;
      }
      expect(log.filter(isEntry)).toEqual(texts);
      expect(entries).toBe(SIZE);
    });
    expect(found).toBeGreaterThan(50);
  });

  it('as a proof holds only for the receipt it was made for, in its place', async () => {
    const mutated = fc
      .record({
        of: fc.nat(SIZE - 1),
        with: fc.nat(SIZE - 1),
        part: fc.constantFrom('receipt', 'index', 'inclusion', 'checkpoint'),
        how: fc.constantFrom('other', 'odd', 'drop', 'inside', 'reverse', 'inside'),
        name: fc.constantFrom('id', 'outcome', 'subjects', 'caller', '__proto__', 'constructor', '0', '1'),
        odd: ODD,
      })
      .map((change) => ({ change, text: JSON.stringify(mutate(change)) }));
    await check(500, mutated, ({ change, text }) => {
      const verdict = checkProof(JSON.parse(text), keys);
      if (verdict.holds) {
        expect(verdict.receipt).toEqual(receiptOfEntry(proofs[verdict.index]!.receipt));
        expect([change.of, change.with]).toContain(verdict.index);
      } else expect(verdict.message).toEqual({ en: expect.any(String), vi: expect.any(String) });
    });
  });

  it('as a checkpoint is believed only as it was signed', async () => {
    const origin = originOf('gateway-1');
    const change = fc.tuple(
      fc.nat(newest.length),
      fc.nat(6),
      fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom('\n', '\n\n', '— ', newest)),
    );
    await check(500, change, ([at, length, put]) => {
      const note = newest.slice(0, at) + put + newest.slice(at + length);
      const opened = openCheckpoint(note, origin, logKeys(origin, keys));
      if ('checkpoint' in opened) expect(opened.checkpoint).toMatchObject({ origin, size: SIZE });
    });
  });
});

interface Change {
  readonly of: number;
  readonly with: number;
  readonly part: keyof ReceiptProof;
  readonly how: string;
  readonly name: string;
  readonly odd: unknown;
}

function mutate({ of, with: other, part, how, name, odd }: Change): unknown {
  const proof = proofs[of]!;
  const value = proof[part];
  const put = (changed: unknown): unknown => ({ ...proof, [part]: changed });
  if (how === 'other') return put(proofs[other]![part]);
  if (how === 'odd') return put(odd);
  if (how === 'drop') return Object.fromEntries(Object.entries(proof).filter(([each]) => each !== part));
  if (how === 'reverse' && Array.isArray(value)) return put(value.toReversed());
  if (Array.isArray(value)) return put((value as unknown[]).toSpliced(other % (value.length + 1), 1, odd));
  if (typeof value !== 'object') return put(odd);
  return put(Object.defineProperty({ ...value }, name, { value: odd, enumerable: true }));
}
