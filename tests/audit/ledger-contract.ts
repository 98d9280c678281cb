import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { disclosuresOf } from '@lienthong/gateway/audit/disclosures';
import { claimOfNote } from '@lienthong/gateway/audit/checkpoint';
import { LedgerUnavailable } from '@lienthong/gateway/audit/ledger-errors';
import type { Ledger } from '@lienthong/gateway/audit/ledger';
import { logIdentity } from '@lienthong/gateway/audit/ledger-head';
import { TABLES, TILE, type LedgerStore } from '@lienthong/gateway/audit/ledger-store';
import { EMPTY } from '@lienthong/gateway/audit/merkle';
import { receiptText } from '@lienthong/gateway/audit/entry';
import { checkProof, proveReceipt } from '@lienthong/gateway/audit/prove';
import { findReceipts } from '@lienthong/gateway/audit/find-receipts';
import { verifyIndex } from '@lienthong/gateway/audit/verify/verify-index';
import { makeSigningKey } from '../support/seal.ts';
import { receiptOf, receipts, unchanging } from './receipts.ts';
import { appendAll, appendEach, ledgerKey, openTestLedger, textsIn, verifyStore } from './test-ledger.ts';

export interface LedgerPlace {
  /** Opens the store; every call is another connection to the same log. */
  open(how?: { readonly reading: true }): Promise<LedgerStore>;
  /** Does to the log what somebody with access to the database could do. */
  tamper(sql: string): Promise<void>;
  remove(): Promise<void>;
}

/** What a ledger promises, whatever store it lies in. */
export function keepsItsPromises(makePlace: () => Promise<LedgerPlace>): void {
  let place: LedgerPlace;
  let store: LedgerStore;
  let ledger: Ledger;
  beforeEach(async () => {
    place = await makePlace();
    store = await place.open();
    ledger = await openTestLedger(store);
  });
  afterEach(async () => {
    await ledger.close();
    await place.remove();
  });

  const reopened = async (): Promise<LedgerStore> => {
    await ledger.close();
    store = await place.open();
    ledger = await openTestLedger(store);
    return store;
  };

  it('an empty log is signed, so that nobody can say later that there was none', async () => {
    expect(claimOfNote(ledger.checkpoint())).toMatchObject({ origin: 'lienthong/ledger/gateway-1', size: 0 });
    expect(await verifyStore(store)).toMatchObject({ entries: 0, checkpoints: 1, finding: null });
  });

  it('a receipt is in the store, under a signature, when its promise resolves', async () => {
    const other = await place.open();
    for (const [index, receipt] of receipts(3).entries()) {
      await ledger.append(receipt);
      expect(await textsIn(other)).toHaveLength(index + 1);
      expect(await verifyStore(other)).toMatchObject({ entries: index + 1, finding: null });
    }
    await other.close();
  });

  it('receipts stand in the order they were appended in, also across a restart', async () => {
    const all = receipts(40);
    await appendAll(ledger, all.slice(0, 15));
    await appendEach(ledger, all.slice(15, 20));
    await appendAll(ledger, all.slice(20, 30));
    await reopened();
    await appendAll(ledger, all.slice(30));
    expect(await textsIn(store)).toEqual(all.map(receiptText));
    expect(await verifyStore(store)).toMatchObject({ entries: 40, finding: null });
    expect(await verifyIndex(store, ledger.origin)).toBeNull();
  });

  it('what arrives together is written together', async () => {
    let writes = 0;
    await ledger.close();
    store = await place.open();
    ledger = await openTestLedger({ ...store, write: (group) => ((writes += 1), store.write(group)) });
    await appendAll(ledger, receipts(100));
    expect(writes).toBe(1);
  });

  it('a checkpoint is kept for every so many entries, and the newest always', async () => {
    await ledger.close();
    store = await place.open();
    ledger = await openTestLedger(store, { keepEvery: { entries: 10, seconds: 3600 } });
    await appendEach(ledger, receipts(25));
    expect(await sizesOfCheckpoints(store)).toEqual([0, 10, 20, 25]);
  });

  it('a checkpoint is kept for every so many seconds in which something happened', async () => {
    let now = 0;
    await ledger.close();
    store = await place.open();
    ledger = await openTestLedger(store, { keepEvery: { entries: 1000, seconds: 60 }, now: () => now });
    for (const receipt of receipts(6)) {
      now += 25_000;
      await ledger.append(receipt);
    }
    expect(await sizesOfCheckpoints(store)).toEqual([0, 3, 6]);
  });

  it('a log of several tiles is proven by what is kept of its tree', async () => {
    await appendAll(ledger, receipts(600));
    expect(await verifyStore(store)).toMatchObject({ entries: 600, finding: null });
    expect(await verifyIndex(store, ledger.origin)).toBeNull();
    const levels = await store.rows(
      'SELECT level, COUNT(*) AS count FROM hash GROUP BY level ORDER BY level',
    );
    expect(levels).toEqual([
      { level: 0, count: 600 },
      { level: 8, count: 2 },
    ]);
  });

  it('the table of owners takes up full tiles, also across groups and a restart', async () => {
    const all = receipts(2 * TILE + 10);
    await appendAll(ledger, all.slice(0, 100));
    const owners = () => store.rows('SELECT name, tile, "first", "last" FROM owner ORDER BY "last"');
    expect(await owners()).toEqual([]);
    await reopened();
    await appendAll(ledger, all.slice(100, TILE + 50));
    const filed = (tiles: number) =>
      Array.from({ length: tiles }, (_, tile) => ({
        name: 'mps',
        tile,
        first: all[tile * TILE]!.id,
        last: all[(tile + 1) * TILE - 1]!.id,
      }));
    expect(await owners()).toEqual(filed(1));
    await appendAll(ledger, all.slice(TILE + 50));
    expect(await owners()).toEqual(filed(2));
    expect(await verifyIndex(store, ledger.origin)).toBeNull();
  });

  it('what entries say of the agencies again is kept once, and they read, verify, are found and proven like all others', async () => {
    const all = receipts(TILE + 10, { agencies: unchanging(12) });
    const others = receipts(3);
    await appendEach(ledger, [...all.slice(0, 2), ...others]);
    await appendAll(ledger, all.slice(2, 20));
    await reopened();
    await appendAll(ledger, all.slice(20));

    expect(await textsIn(store)).toEqual(
      [...all.slice(0, 2), ...others, ...all.slice(2)].map((each) => receiptText(each)),
    );
    expect(await store.rows(`SELECT position FROM receipt WHERE body LIKE '{%' ORDER BY position`)).toEqual(
      [0, 2, 3, 4].map((position) => ({ position })),
    );
    expect(await store.rows('SELECT COUNT(*) AS count FROM agencies')).toEqual([{ count: 1 }]);
    expect(await verifyStore(store)).toMatchObject({ entries: all.length + 3, finding: null });
    expect(await verifyIndex(store, ledger.origin)).toBeNull();
    const { items } = await findReceipts([store], { owner: 'agency-b' }, Date.now(), { first: TILE + 20 });
    expect(items).toEqual([...all].reverse());
    const proof = await proveReceipt(store, all[1]!.id);
    expect(proof!.receipt).toEqual(JSON.parse(receiptText(all[1]!)));
    expect(checkProof(proof, (await ledgerKey()).jwks.keys)).toMatchObject({ holds: true, index: 1 });
  });

  it('a log from before anything was kept beside entries is read as it is, and goes on', async () => {
    const all = receipts(6, { agencies: unchanging(2) });
    await appendEach(ledger, receipts(2));
    await ledger.close();
    await place.tamper('DROP TABLE agencies');
    const old = await place.open({ reading: true });
    expect(await verifyStore(old)).toMatchObject({ entries: 2, finding: null });
    expect(await verifyIndex(old, ledger.origin)).toBeNull();

    store = await place.open();
    ledger = await openTestLedger(store);
    await appendEach(ledger, all);
    expect((await textsIn(old)).slice(2)).toEqual(all.map(receiptText));
    expect(await verifyStore(old)).toMatchObject({ entries: 8, finding: null });
    await old.close();
  });

  it('a log of another format is not continued', async () => {
    await ledger.close();
    await place.tamper('ALTER TABLE receipt DROP COLUMN owners');
    const again = await place.open();
    await expect(openTestLedger(again)).rejects.toMatchObject({ code: 'LEDGER_FORMAT' });
    await again.close();
  });

  it('a log whose owners are filed in another way is not continued, and what is in it is found all the same', async () => {
    const all = receipts(TILE + 10);
    await appendAll(ledger, all);
    await ledger.close();
    await place.tamper('DROP TABLE owner; CREATE TABLE owner (name TEXT, id TEXT, PRIMARY KEY (name, id))');
    const again = await place.open();
    await expect(openTestLedger(again)).rejects.toMatchObject({ code: 'LEDGER_FORMAT' });
    const page = { first: TILE + 20 };
    const { items } = await disclosuresOf([again], 'mps', Date.now(), page);
    expect(items.map(({ id }) => id)).toEqual(all.map(({ id }) => id).reverse());
    await again.close();
  });

  it('a log that grows while it is verified is in order', async () => {
    await appendAll(ledger, receipts(300));
    const more = receipts(30);
    const growing: LedgerStore = {
      ...store,
      rows: async (sql, parameters) => {
        const next = more.pop();
        if (next) await ledger.append(next);
        return store.rows(sql, parameters);
      },
    };
    expect((await verifyStore(growing)).finding).toBeNull();
    expect(await verifyIndex(growing, ledger.origin)).toBeNull();
  });

  it('a receipt that is in the log already is not written twice', async () => {
    const [receipt, next] = receipts(2);
    await ledger.append(receipt!);
    await appendAll(ledger, [receipt!, next!]);
    expect(await textsIn(store)).toEqual([receipt, next].map((each) => receiptText(each!)));
  });

  it('another receipt under an id that is taken is refused', async () => {
    const receipt = receiptOf();
    await ledger.append(receipt);
    await expect(ledger.append({ ...receipt, purpose: 'another' })).rejects.toThrow(LedgerUnavailable);
    await ledger.append(receiptOf());
    expect(await verifyStore(store)).toMatchObject({ entries: 2, finding: null });
  });

  it('what is no receipt is refused, and disturbs nobody', async () => {
    const wrong = { ...receiptOf(), subjects: ['001085000017'] } as never;
    const outcomes = await Promise.allSettled(
      [receiptOf(), wrong, receiptOf()].map((each) => ledger.append(each)),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await textsIn(store)).toHaveLength(2);
  });

  it('two gateways under one name write one log, with no entry lost and no fork', async () => {
    const other = await openTestLedger(await place.open());
    const all = receipts(60);
    await Promise.all([appendEach(ledger, all.slice(0, 30)), appendEach(other, all.slice(30))]);
    await other.close();
    expect((await textsIn(store)).sort()).toEqual(all.map(receiptText).sort());
    expect(await verifyStore(store)).toMatchObject({ entries: 60, finding: null });
  });

  it('an answer to a commit that was lost does not lose the entry, nor doubles it', async () => {
    await ledger.close();
    store = await place.open();
    let lost = 0;
    ledger = await openTestLedger({
      ...store,
      write: async (group) => {
        await store.write(group);
        if (group.receipts.length > 0 && lost++ === 0) throw new Error('connection lost');
      },
    });
    await appendAll(ledger, receipts(3));
    expect(await textsIn(store)).toHaveLength(3);
    expect(await verifyStore(store)).toMatchObject({ entries: 3, finding: null });
  });

  it.each<[string, () => Promise<string> | string, RegExp]>([
    ['a checkpoint of another key', noteOfStranger, /not this gateway's \(UNKNOWN_KEY\)/],
    [
      'a tree that is not the signed one',
      () => 'UPDATE checkpoint SET "range" = (SELECT hash FROM hash WHERE position = 1)',
      /not the one that was signed/,
    ],
    [
      'entries taken from its end',
      () => 'DELETE FROM receipt WHERE position = 3',
      /holds 3 entries where 4 were signed/,
    ],
    [
      'entries added to its end',
      () =>
        `INSERT INTO receipt SELECT 4, 'x', caller, purpose, outcome, owners, "sealedUntil", body FROM receipt WHERE position = 0`,
      /holds 5 entries where 4 were signed/,
    ],
    ['no checkpoint', () => 'DELETE FROM checkpoint', /holds 4 entries and no checkpoint/],
  ])('a log with %s is not continued', async (_, tampering, fault) => {
    await appendAll(ledger, receipts(4));
    await ledger.close();
    await place.tamper(await tampering());
    const again = await place.open();
    await expect(openTestLedger(again)).rejects.toThrow(fault);
    await again.close();
  });

  it('a log that goes backwards under a running gateway is not continued', async () => {
    await appendAll(ledger, receipts(4));
    for (const table of TABLES) await place.tamper(`DELETE FROM "${table}"`);
    const other = await openTestLedger(await place.open());
    await other.append(receiptOf());
    await other.close();
    for (const receipt of receipts(2)) {
      await expect(ledger.append(receipt)).rejects.toMatchObject({
        code: 'LEDGER_UNAVAILABLE',
        reason: expect.stringMatching(/less than this gateway has written/),
      });
    }
  });

  it('a closed ledger has written what was waiting, and takes nothing more', async () => {
    const appended = appendAll(ledger, receipts(5));
    await ledger.close();
    await appended;
    await expect(ledger.append(receiptOf())).rejects.toThrow(LedgerUnavailable);
    const other = await place.open();
    expect(await verifyStore(other)).toMatchObject({ entries: 5, finding: null });
    await other.close();
  });
}

const sizesOfCheckpoints = async (store: LedgerStore): Promise<number[]> =>
  (await store.rows<{ size: number }>('SELECT size FROM checkpoint ORDER BY size')).map(({ size }) => size);

async function noteOfStranger(): Promise<string> {
  const stranger = logIdentity('gateway-1', await makeSigningKey());
  return `UPDATE checkpoint SET note = '${stranger.sign(EMPTY).note}'`;
}
