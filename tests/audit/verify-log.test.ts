import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LogItem } from '@lienthong/gateway/audit/log-item';
import { appendLeaves, EMPTY, hashLeaf, rootOf } from '@lienthong/gateway/audit/merkle';
import { claimOfNote } from '@lienthong/gateway/audit/checkpoint';
import { openSqliteStore, readSqliteStore } from '@lienthong/gateway/audit/store/sqlite-store';
import type { FindingCode } from '@lienthong/gateway/audit/verify/findings';
import { SeenIds } from '@lienthong/gateway/audit/verify/seen-ids';
import type { SigningKey } from '@lienthong/shared/identity/keys';
import { temporaryFolder, type TemporaryFolder } from '../support/folder.ts';
import { makeSigningKey } from '../support/seal.ts';
import {
  SIZE,
  all,
  texts,
  stranger,
  writeHonestLog,
  entryAt,
  checkpointAt,
  type Tampering,
  receipt,
  checkpoint,
  edited,
  replaceEntry,
  insertAt,
  dropEntry,
  swapAt,
  moveTo,
  changeHashes,
  without,
  changeNote,
  both,
  isReceipt,
  signed,
  otherHistory,
} from './tampering.ts';
import { appendAll, appendEach, ledgerKey, openTestLedger, verifyItems, verifyStore } from './test-ledger.ts';

let folder: TemporaryFolder;
let honest: readonly LogItem[];
let key: SigningKey;
let otherKey: SigningKey;
beforeAll(async () => {
  folder = temporaryFolder();
  honest = await writeHonestLog(folder.path);
  [key, otherKey] = await Promise.all([ledgerKey(), makeSigningKey()]);
});
afterAll(() => folder.remove());

interface Expected {
  readonly index: number;
  /** The receipt that is named, by its place in the untouched log; null where none can be. */
  readonly receipt?: number | null;
  readonly upTo?: number;
}

describe('A log that was tampered with is found out, and the first entry named:', () => {
  it('first of all, nothing is found in one that was not', async () => {
    expect(await verifyItems(honest)).toEqual({
      log: 'lienthong/ledger/gateway-1',
      from: 0,
      entries: SIZE,
      checkpoints: 6,
      withheld: 0,
      finding: null,
    });
  });

  it.each<[string, FindingCode, Expected, Tampering]>([
    ['an entry edited', 'ALTERED', { index: 17, receipt: 17 }, replaceEntry(17, edited(texts[17]!))],
    ['the first entry edited', 'ALTERED', { index: 0, receipt: 0 }, replaceEntry(0, edited(texts[0]!))],
    ['the last entry edited', 'ALTERED', { index: 44, receipt: 44 }, replaceEntry(44, edited(texts[44]!))],
    [
      'two entries edited',
      'ALTERED',
      { index: 12, receipt: 12 },
      both(replaceEntry(33, edited(texts[33]!)), replaceEntry(12, edited(texts[12]!))),
    ],
    ['an entry made unreadable', 'ALTERED', { index: 17, receipt: null }, replaceEntry(17, '{"id":')],
    [
      'an entry edited together with its recorded hash',
      'REWRITTEN',
      { index: 10, upTo: 19 },
      both(
        replaceEntry(17, edited(texts[17]!)),
        changeHashes((hashes) => hashes.with(17, hashLeaf(edited(texts[17]!)))),
      ),
    ],
    [
      'a recorded hash changed',
      'HASH_ALTERED',
      { index: 17, receipt: 17 },
      changeHashes((hashes) => hashes.with(17, hashLeaf('x'))),
    ],

    ['an entry dropped', 'DROPPED', { index: 17, receipt: 18 }, dropEntry(17)],
    ['the first entry dropped', 'DROPPED', { index: 0, receipt: 1 }, dropEntry(0)],
    ['the entry before a checkpoint dropped', 'DROPPED', { index: 19 }, dropEntry(19)],
    [
      'ten entries dropped',
      'DROPPED',
      { index: 13, receipt: 23 },
      both(
        ...[13, 14, 15, 16, 17, 18, 19, 20, 21, 22].map(dropEntry),
        without((item) => item.kind === 'checkpoint' && claimOfNote(item.note)?.size === 20),
      ),
    ],
    [
      'an entry dropped together with its recorded hash',
      'DROPPED',
      { index: 10, upTo: 19 },
      both(
        dropEntry(17),
        changeHashes((hashes) => hashes.toSpliced(17, 1)),
      ),
    ],

    ['an entry inserted', 'INSERTED', { index: 17 }, insertAt(17, stranger)],
    ['an entry inserted before all others', 'INSERTED', { index: 0 }, insertAt(0, stranger)],
    [
      'an entry inserted together with a recorded hash',
      'INSERTED',
      { index: 10, upTo: 19 },
      both(
        insertAt(17, stranger),
        changeHashes((hashes) => hashes.toSpliced(17, 0, hashLeaf(stranger))),
      ),
    ],
    [
      'an entry added after the last checkpoint',
      'UNSIGNED',
      { index: 45 },
      (items) => [...items, receipt(stranger)],
    ],

    ['two neighbours swapped', 'REORDERED', { index: 17, receipt: 18 }, swapAt(entryAt, 17, 18)],
    ['two entries far apart swapped', 'REORDERED', { index: 17, receipt: 33 }, swapAt(entryAt, 17, 33)],
    ['an entry moved down', 'REORDERED', { index: 17, receipt: 18 }, moveTo(entryAt, 17, 38)],
    ['an entry moved up', 'REORDERED', { index: 17, receipt: 38 }, moveTo(entryAt, 38, 17)],

    [
      'an entry of the same stretch repeated',
      'REPLAYED',
      { index: 17, receipt: 12 },
      insertAt(17, texts[12]!),
    ],
    ['an entry repeated far down', 'REPLAYED', { index: 33, receipt: 5 }, insertAt(33, texts[5]!)],
    [
      'an entry replaced by an earlier one',
      'REPLAYED',
      { index: 33, receipt: 5 },
      replaceEntry(33, texts[5]!),
    ],
    [
      'an earlier entry added at the end',
      'UNSIGNED',
      { index: 45, receipt: 5 },
      (items) => [...items, receipt(texts[5]!)],
    ],

    [
      'the end cut off, its checkpoints left',
      'TRUNCATED',
      { index: 33 },
      (items) => without((item, index) => isReceipt(item) && index >= entryAt(items, 33))(items),
    ],
    [
      'the end cut off with its hashes',
      'TRUNCATED',
      { index: 33 },
      (items) =>
        both(
          without((item, index) => isReceipt(item) && index >= entryAt(items, 33)),
          changeHashes((hashes) => hashes.slice(0, 33)),
        )(items),
    ],
    [
      'the end cut off with its checkpoints',
      'TRUNCATED',
      { index: 33 },
      (items) => items.slice(0, entryAt(items, 33)),
    ],
    ['the last entry cut off', 'TRUNCATED', { index: 44 }, dropEntry(44)],
    ['everything cut off but its name', 'UNSIGNED', { index: 0 }, (items) => items.slice(0, 1)],
    ['nothing left at all', 'UNSIGNED', { index: 0 }, () => []],

    [
      'the last checkpoint taken away',
      'UNSIGNED',
      { index: 40, receipt: 40 },
      without((item) => item.kind === 'checkpoint' && claimOfNote(item.note)?.size === 45),
    ],
    [
      'all checkpoints taken away',
      'UNSIGNED',
      { index: 0, receipt: 0 },
      without((item) => item.kind === 'checkpoint'),
    ],
    ['two checkpoints swapped', 'CHECKPOINT_MISPLACED', { index: 30 }, swapAt(checkpointAt, 20, 30)],
    [
      'two checkpoints swapped in a log without recorded hashes',
      'CHECKPOINT_MISPLACED',
      { index: 30 },
      both(
        without(({ kind }) => kind === 'hashes'),
        swapAt(checkpointAt, 20, 30),
      ),
    ],
    ['a checkpoint moved down', 'CHECKPOINT_MISPLACED', { index: 20 }, moveTo(checkpointAt, 20, 27)],
    ['a checkpoint moved up', 'CHECKPOINT_MISPLACED', { index: 30 }, moveTo(checkpointAt, 30, 15)],
    [
      'a checkpoint given another root',
      'CHECKPOINT_FORGED',
      { index: 20 },
      changeNote(20, (note) => note.replace(rootLine(20), hashLeaf('x').toString('base64'))),
    ],
    [
      'a checkpoint given another size',
      'CHECKPOINT_FORGED',
      { index: 21 },
      changeNote(20, (note) => note.replace('\n20\n', '\n21\n')),
    ],
    [
      'the last checkpoint given another root',
      'CHECKPOINT_FORGED',
      { index: 45 },
      changeNote(45, (note) => note.replace(rootLine(45), hashLeaf('x').toString('base64'))),
    ],
    [
      'a checkpoint signed with another key',
      'CHECKPOINT_OTHER_KEY',
      { index: 20 },
      changeNote(20, () => signed(20, otherKey)),
    ],
    [
      'every checkpoint signed with another key',
      'CHECKPOINT_OTHER_KEY',
      { index: 0 },
      both(...[0, 10, 20, 30, 40, 45].map((size) => changeNote(size, () => signed(size, otherKey)))),
    ],
    [
      'a checkpoint of another replica',
      'CHECKPOINT_OTHER_LOG',
      { index: 20 },
      changeNote(20, () => signed(20, key, 'gateway-2')),
    ],
    ['a checkpoint that is none', 'CHECKPOINT_MALFORMED', { index: 20 }, changeNote(20, () => 'all is well')],
    [
      'an entry edited, and the checkpoint over it too',
      'ALTERED',
      { index: 17, receipt: 17 },
      both(
        replaceEntry(17, edited(texts[17]!)),
        changeNote(20, () => signed(20, otherKey, 'gateway-1', texts.with(17, edited(texts[17]!)))),
      ),
    ],

    [
      'a second root signed for one size',
      'FORKED',
      { index: 20 },
      (items) =>
        items.toSpliced(
          checkpointAt(items, 20) + 1,
          0,
          checkpoint(signed(20, key, 'gateway-1', otherHistory)),
        ),
    ],
    [
      'a second root signed for one size, put first',
      'FORKED',
      { index: 20 },
      (items) =>
        items.toSpliced(checkpointAt(items, 20), 0, checkpoint(signed(20, key, 'gateway-1', otherHistory))),
    ],
    [
      'a second root signed for the last size',
      'FORKED',
      { index: 45 },
      (items) => [...items, checkpoint(signed(45, key, 'gateway-1', otherHistory))],
    ],
    [
      'a checkpoint that does not follow from the one before',
      'FORKED',
      { index: 30 },
      changeNote(30, () => signed(30, key, 'gateway-1', otherHistory)),
    ],

    [
      'something that is neither entry nor checkpoint',
      'UNREADABLE',
      { index: 17 },
      (items) => items.toSpliced(entryAt(items, 17), 0, { kind: 'unreadable', line: 19 }),
    ],
    [
      'a second beginning',
      'UNREADABLE',
      { index: 17 },
      (items) => items.toSpliced(entryAt(items, 17), 0, items[0]!),
    ],
  ])('%s (%s)', async (_, code, { index, receipt: named, upTo }, tamper) => {
    const { finding } = await verifyItems(tamper([...honest]));
    expect(finding).toMatchObject({ code, index, upTo: upTo ?? null });
    if (named !== undefined) expect(finding!.receiptId).toBe(named === null ? null : all[named]!.id);
    expect(finding!.message.vi).toContain(finding!.log);
    expect(`${finding!.message.en} ${finding!.message.vi}`).not.toMatch(/undefined|\{\w+\}/);
  });

  const rootLine = (size: number): string =>
    rootOf(appendLeaves(EMPTY, texts.slice(0, size).map(hashLeaf))).toString('base64');
});

describe('A log that was rewritten to an earlier end', () => {
  const cutAt30: Tampering = (items) =>
    changeHashes((hashes) => hashes.slice(0, 30))(items.slice(0, checkpointAt(items, 30) + 1));

  it('holds by itself: this is what a checkpoint kept elsewhere is for', async () => {
    expect(await verifyItems(cutAt30([...honest]))).toMatchObject({ entries: 30, finding: null });
  });

  it('is found out against a checkpoint kept elsewhere', async () => {
    const kept = [signed(40, key)];
    expect((await verifyItems(cutAt30([...honest]), { kept })).finding).toMatchObject({
      code: 'TRUNCATED',
      index: 30,
    });
  });

  it('is found out when it was continued otherwise', async () => {
    const kept = [signed(25, key, 'gateway-1', otherHistory)];
    expect((await verifyItems(honest, { kept })).finding).toMatchObject({ code: 'FORKED', index: 25 });
  });

  it.each<[string, () => string, FindingCode | null]>([
    ['of the same history says nothing', () => signed(25, key), null],
    ['of another log says nothing', () => signed(25, key, 'gateway-2', otherHistory), null],
    ['that nobody we know signed is itself found', () => signed(25, otherKey), 'CHECKPOINT_OTHER_KEY'],
  ])('a kept checkpoint %s', async (_, note, code) => {
    const { finding } = await verifyItems(honest, { kept: [note()] });
    expect(finding?.code ?? null).toBe(code);
  });

  it("by restoring yesterday's file under a gateway that goes on is a fork against any checkpoint of today", async () => {
    const place = temporaryFolder();
    const [past, now] = [join(place.path, 'past.sqlite'), join(place.path, 'gateway-1.sqlite')];
    let ledger = await openTestLedger(place.path);
    await appendAll(ledger, all.slice(0, 10));
    await ledger.close();
    copyFileSync(now, past);
    ledger = await openTestLedger(place.path);
    await appendAll(ledger, all.slice(10, 20));
    const kept = [ledger.checkpoint()];
    await ledger.close();

    copyFileSync(past, now);
    ledger = await openTestLedger(place.path);
    await appendAll(ledger, all.slice(20, 40));
    await ledger.close();
    const store = readSqliteStore(now);
    expect(await verifyStore(store)).toMatchObject({ entries: 30, finding: null });
    expect((await verifyStore(store, { kept })).finding).toMatchObject({ code: 'FORKED', index: 20 });
    await store.close();
    place.remove();
  });
});

describe('Several logs', () => {
  it('are verified together: a receipt of one that turns up in another is a replay', async () => {
    const place = temporaryFolder();
    const seen = new SeenIds();
    const verdicts = [];
    for (const [replica, own] of [
      ['gateway-1', all.slice(0, 5)],
      ['gateway-2', all.slice(5, 9)],
      ['gateway-3', [all[9]!, all[7]!]],
    ] as const) {
      const store = openSqliteStore(join(place.path, `${replica}.sqlite`));
      const ledger = await openTestLedger(store, { replica });
      await appendEach(ledger, own);
      verdicts.push((await verifyStore(store, { seen })).finding);
      await ledger.close();
    }
    expect(verdicts).toEqual([
      null,
      null,
      expect.objectContaining({
        code: 'REPLAYED',
        log: 'lienthong/ledger/gateway-3',
        index: 1,
        receiptId: all[7]!.id,
      }),
    ]);
    place.remove();
  });
});
