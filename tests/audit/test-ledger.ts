import { join } from 'node:path';
import { openLedger, type Ledger, type LedgerOptions } from '@lienthong/gateway/audit/ledger';
import { ENTRY_TEXT, type LedgerStore } from '@lienthong/gateway/audit/ledger-store';
import type { LogItem, LogItems } from '@lienthong/gateway/audit/log-item';
import type { Receipt } from '@lienthong/gateway/audit/receipt';
import { readLog } from '@lienthong/gateway/audit/store/log-store';
import { openSqliteStore } from '@lienthong/gateway/audit/store/sqlite-store';
import { verifyLog, type LogVerdict, type VerifyOptions } from '@lienthong/gateway/audit/verify-log';
import type { SigningKey } from '@lienthong/shared/identity/keys';
import { makeSigningKey } from '../support/seal.ts';

let ofThisSuite: Promise<SigningKey> | undefined;

/** The key the ledgers of a suite are signed with, unless a test says otherwise. */
export const ledgerKey = (): Promise<SigningKey> => (ofThisSuite ??= makeSigningKey());

/** A ledger on a store; where none is given, in a file `<replica>.sqlite` of the folder. */
export async function openTestLedger(
  place: string | LedgerStore,
  options: Partial<LedgerOptions> = {},
): Promise<Ledger> {
  const replica = options.replica ?? 'gateway-1';
  const store = typeof place === 'string' ? openSqliteStore(join(place, `${replica}.sqlite`)) : place;
  return openLedger({ store, replica, key: await ledgerKey(), ...options });
}

/** Appends one after another, so that each is a group of its own. */
export async function appendEach(ledger: Ledger, receipts: readonly Receipt[]): Promise<void> {
  for (const receipt of receipts) await ledger.append(receipt);
}

export const appendAll = (ledger: Ledger, receipts: readonly Receipt[]): Promise<unknown> =>
  Promise.all(receipts.map((receipt) => ledger.append(receipt)));

/** Verifies what a store holds, with the public half of the suite's key. */
export const verifyStore = (store: LedgerStore, options: Partial<VerifyOptions> = {}): Promise<LogVerdict> =>
  verifyItems(readLog(store, { from: 0 }), options);

export async function verifyItems(
  items: LogItems | readonly LogItem[],
  options: Partial<VerifyOptions> = {},
): Promise<LogVerdict> {
  const { jwks } = await ledgerKey();
  const stream = Symbol.asyncIterator in items ? items : streamOf(items);
  return verifyLog(stream, { name: 'the log', keys: jwks.keys, ...options });
}

export async function* streamOf<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

/** The texts of a log's entries, in order. */
export async function textsIn(store: LedgerStore): Promise<string[]> {
  const rows = await store.rows<{ text: string }>(
    `SELECT ${ENTRY_TEXT} AS text FROM receipt ORDER BY position`,
  );
  return rows.map(({ text }) => text);
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
