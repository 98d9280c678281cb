import { join } from 'node:path';
import { claimOfNote, originOf, signCheckpoint } from '@lienthong/gateway/audit/checkpoint';
import type { LogItem } from '@lienthong/gateway/audit/log-item';
import { appendLeaves, EMPTY, hashLeaf, rootOf, type Hash } from '@lienthong/gateway/audit/merkle';
import { receiptText } from '@lienthong/gateway/audit/entry';
import { noteSigner } from '@lienthong/gateway/audit/signed-note';
import { readLog } from '@lienthong/gateway/audit/store/log-store';
import { readSqliteStore } from '@lienthong/gateway/audit/store/sqlite-store';
import type { SigningKey } from '@lienthong/shared/identity/keys';
import { receiptOf, receipts } from './receipts.ts';
import { appendEach, collect, openTestLedger } from './test-ledger.ts';

/** 45 entries, with checkpoints after 0, 10, 20, 30, 40 and 45 of them. */
export const SIZE = 45;
export const all = receipts(SIZE);
export const texts = all.map(receiptText);
export const stranger = receiptText(receiptOf({ purpose: 'not-of-this-log' }));

/** Writes that log into a folder; returns it as a verifier is given it. */
export async function writeHonestLog(folder: string): Promise<readonly LogItem[]> {
  const ledger = await openTestLedger(folder, { keepEvery: { entries: 10, seconds: 3600 } });
  await appendEach(ledger, all);
  await ledger.close();
  const store = readSqliteStore(join(folder, 'gateway-1.sqlite'));
  const items = await collect(readLog(store, { from: 0 }));
  await store.close();
  return items;
}

/** Where something stands in the list of items. */
export const entryAt = (items: readonly LogItem[], index: number): number =>
  items.findIndex((item) => item.kind === 'receipt' && item.text === texts[index]);
export const checkpointAt = (items: readonly LogItem[], size: number): number =>
  items.findIndex((item) => item.kind === 'checkpoint' && claimOfNote(item.note)?.size === size);

export type Tampering = (items: LogItem[]) => LogItem[];
export const receipt = (text: string): LogItem => ({ kind: 'receipt', text });
export const checkpoint = (note: string): LogItem => ({ kind: 'checkpoint', note });
export const edited = (text: string): string => text.replace('"health-referral"', '"marketing"');

export const replaceEntry =
  (index: number, text: string): Tampering =>
  (items) =>
    items.with(entryAt(items, index), receipt(text));
export const insertAt =
  (index: number, text: string): Tampering =>
  (items) =>
    items.toSpliced(entryAt(items, index), 0, receipt(text));
export const dropEntry =
  (index: number): Tampering =>
  (items) =>
    items.toSpliced(entryAt(items, index), 1);
export const swapAt =
  (find: (items: readonly LogItem[], which: number) => number, one: number, other: number): Tampering =>
  (items) =>
    items
      .with(find(items, one), items[find(items, other)]!)
      .with(find(items, other), items[find(items, one)]!);
export const moveTo =
  (find: (items: readonly LogItem[], which: number) => number, from: number, before: number): Tampering =>
  (items) => {
    const moved = items[find(items, from)]!;
    const rest = items.toSpliced(find(items, from), 1);
    return rest.toSpliced(entryAt(rest, before), 0, moved);
  };
export const changeHashes =
  (change: (hashes: readonly Hash[]) => Hash[]): Tampering =>
  (items) =>
    items.map((item) => (item.kind === 'hashes' ? { ...item, hashes: change(item.hashes) } : item));
export const without =
  (doomed: (item: LogItem, index: number) => boolean): Tampering =>
  (items) =>
    items.filter((item, index) => !doomed(item, index));
export const changeNote =
  (size: number, change: (note: string) => string): Tampering =>
  (items) =>
    items.map((item, index) =>
      item.kind === 'checkpoint' && index === checkpointAt(items, size)
        ? checkpoint(change(item.note))
        : item,
    );
export const both =
  (...steps: readonly Tampering[]): Tampering =>
  (items) =>
    steps.reduce((changed, step) => step(changed), items);
export const isReceipt = (item: LogItem): boolean => item.kind === 'receipt';

/** A checkpoint such as somebody with a key would sign, over other entries than the log's. */
export const signed = (size: number, by: SigningKey, replica = 'gateway-1', leaves = texts): string => {
  const origin = originOf(replica);
  const root = rootOf(appendLeaves(EMPTY, leaves.slice(0, size).map(hashLeaf)));
  return signCheckpoint({ origin, size, root }, noteSigner(origin, by));
};
export const otherHistory = texts.with(3, stranger);
