import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openCheckpoint, logKeys } from '@lienthong/gateway/audit/checkpoint';
import type { Ledger } from '@lienthong/gateway/audit/ledger';
import type { LedgerStore } from '@lienthong/gateway/audit/ledger-store';
import { provesConsistency } from '@lienthong/gateway/audit/merkle-proof';
import {
  checkProof,
  proveConsistency,
  proveReceipt,
  type ReceiptProof,
} from '@lienthong/gateway/audit/prove';
import { createSqliteStore } from '@lienthong/gateway/audit/store/sqlite-store';
import type { SigningKey } from '@lienthong/shared/identity/keys';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { makeSigningKey } from '../support/seal.ts';
import { receipts } from './receipts.ts';
import { appendAll, ledgerKey, openTestLedger } from './test-ledger.ts';

/** More than two tiles of the tree, and no round number. */
const SIZE = 700;
const all = receipts(SIZE);

let store: LedgerStore;
let ledger: Ledger;
let key: SigningKey;
const notes: string[] = [];
beforeAll(async () => {
  key = await ledgerKey();
  store = createSqliteStore(new Database(':memory:'));
  ledger = await openTestLedger(store);
  for (const [from, to] of [
    [0, 1],
    [1, 255],
    [255, 256],
    [256, 511],
    [511, SIZE],
  ] as const) {
    await appendAll(ledger, all.slice(from, to));
    notes.push(ledger.checkpoint());
  }
});
afterAll(() => ledger.close());

const prove = async (index: number): Promise<ReceiptProof> => (await proveReceipt(store, all[index]!.id))!;
const check = (proof: unknown, keys = key.jwks.keys) => checkProof(proof, keys);
/** As it is after somebody saved it, mailed it and laid it out anew. */
const throughAFile = (proof: ReceiptProof): unknown => JSON.parse(JSON.stringify(proof, null, 4));

describe('The proof of a receipt', () => {
  it('holds for every receipt of the log, and says what was proven', async () => {
    for (let index = 0; index < SIZE; index += 7) {
      expect(check(throughAFile(await prove(index)))).toMatchObject({
        holds: true,
        index,
        receipt: all[index],
        checkpoint: { origin: 'lienthong/ledger/gateway-1', size: SIZE },
      });
    }
  });

  it('is short: it grows by one hash when the log doubles', async () => {
    expect((await prove(0)).inclusion).toHaveLength(10);
  });

  it('does not exist for a receipt that is not there', async () => {
    expect(await proveReceipt(store, '00000000-0000-7000-8000-000000000000')).toBeNull();
  });

  it.each<[string, (proof: ReceiptProof) => unknown, string]>([
    [
      'another field given',
      (proof) => ({ ...proof, receipt: { ...proof.receipt, outcome: 'ALLOWED' } }),
      'PROOF_DOES_NOT_HOLD',
    ],
    [
      'a property more',
      (proof) => ({ ...proof, receipt: { ...proof.receipt, note: 'fine' } }),
      'PROOF_DOES_NOT_HOLD',
    ],
    ['another place', (proof) => ({ ...proof, index: proof.index + 1 }), 'PROOF_DOES_NOT_HOLD'],
    ['a hash less', (proof) => ({ ...proof, inclusion: proof.inclusion.slice(1) }), 'PROOF_DOES_NOT_HOLD'],
    [
      'the checkpoint of an earlier size',
      (proof) => ({ ...proof, checkpoint: notes[3] }),
      'PROOF_DOES_NOT_HOLD',
    ],
    [
      'a checkpoint that was changed',
      (proof) => ({ ...proof, checkpoint: proof.checkpoint.replace('\n700\n', '\n701\n') }),
      'PROOF_NOT_SIGNED',
    ],
    [
      'a number that no receipt holds',
      (proof) => ({ ...proof, receipt: { ...proof.receipt, score: 0.5 } }),
      'PROOF_MALFORMED',
    ],
    ['a hash cut short', (proof) => ({ ...proof, inclusion: ['AAAA'] }), 'PROOF_MALFORMED'],
    [
      'more hashes than any log needs',
      (proof) => ({ ...proof, inclusion: Array<string>(65).fill(proof.inclusion[0]!) }),
      'PROOF_MALFORMED',
    ],
    ['no checkpoint', ({ checkpoint: _, ...proof }) => proof, 'PROOF_MALFORMED'],
    ['nothing in it', () => undefined, 'PROOF_MALFORMED'],
  ])('with %s does not hold', async (_, change, code) => {
    const verdict = check(change(await prove(123)));
    expect(verdict).toMatchObject({
      holds: false,
      code,
      message: { en: expect.any(String), vi: expect.any(String) },
    });
  });

  it('does not hold under another key', async () => {
    const { jwks } = await makeSigningKey();
    expect(check(await prove(123), [...jwks.keys])).toMatchObject({ holds: false, code: 'PROOF_NOT_SIGNED' });
  });

  it('does not hold with any one character of its file changed', async () => {
    const text = JSON.stringify(await prove(123));
    fc.assert(
      fc.property(fc.nat({ max: text.length - 1 }), fc.integer({ min: 33, max: 126 }), (place, code) => {
        const changed = text.slice(0, place) + String.fromCharCode(code) + text.slice(place + 1);
        if (changed === text) return;
        expect(check(parsed(changed))).toMatchObject({ holds: false });
      }),
      { numRuns: 500 },
    );
  });

  it('of any shape gets an answer', async () => {
    const proof = await prove(5);
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(proof)),
        fc.jsonValue(),
        fc.anything(),
        (property, json, anything) => {
          expect(check({ ...proof, [property]: json })).toEqual(
            expect.objectContaining({ holds: expect.any(Boolean) }),
          );
          expect(check(anything)).toMatchObject({ holds: false });
        },
      ),
    );
  });
});

describe('The proof of consistency', () => {
  it('shows every later checkpoint to go on from every earlier one', async () => {
    const heads = notes.map((note) => {
      const opened = openCheckpoint(note, ledger.origin, logKeys(ledger.origin, key.jwks.keys));
      if ('fault' in opened) throw new Error(opened.fault);
      return opened.checkpoint;
    });
    expect(heads.map(({ size }) => size)).toEqual([1, 255, 256, 511, SIZE]);
    for (const older of heads) {
      for (const newer of heads.filter(({ size }) => size >= older.size)) {
        expect(provesConsistency(older, newer, await proveConsistency(store, older.size, newer.size))).toBe(
          true,
        );
      }
    }
  });
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
