import { finding, type Finding } from './findings.ts';
import { readEntry } from '../entry.ts';
import {
  columnsOf,
  ENTRY_TEXT,
  filedOf,
  ownersIn,
  subjectsOf,
  TILE,
  type HashRow,
  type LedgerStore,
  type ReceiptRow,
} from '../ledger-store.ts';
import { EMPTY, hashLeaf, type Hash } from '../merkle.ts';
import type { Receipt } from '../receipt.ts';
import { growTree } from '../store/tree-store.ts';

/**
 * Whether the entries of a verified log can be found and proven: the columns they are filtered by, the tables they are
 * looked up in and the hashes proofs are made of must say what the entries say. No signature covers these, and who
 * removes a row from them hides an entry from the citizen it concerns without touching the log.
 */
export async function verifyIndex(
  store: LedgerStore,
  log: string,
  onProgress?: (entries: number) => void,
): Promise<Finding | null> {
  const expected = { subject: 0, owner: 0 };
  let entries = 0;
  let range = EMPTY;
  let lookedAgain = false;
  /** Entries of a tile that is not full yet: their owners are not looked for in the table. */
  let unfiled: StoredRow[] = [];
  for (;;) {
    const rows = await store.rows<StoredRow>(
      `SELECT receipt.*, ${ENTRY_TEXT} AS text FROM receipt
        WHERE position >= $1 AND position < $2 ORDER BY position`,
      [entries, entries + TILE],
    );
    if (rows.length === 0) {
      const found = await countLookups(store);
      // A gateway may be appending meanwhile: what it added is looked at before it is counted.
      if (found.entries > entries && !lookedAgain) {
        lookedAgain = true;
        continue;
      }
      const agrees =
        found.entries === entries && found.subject === expected.subject && found.owner === expected.owner;
      return agrees ? null : finding('INDEX_ALTERED', { log, index: entries });
    }
    const read = rows.map((row) => ({ row, receipt: readEntry(row.text) }));
    const filed = filedOf(entries + rows.length);
    const toFile = [...unfiled, ...rows];
    unfiled = toFile.filter(({ position }) => position >= filed);
    const lookups = {
      subject: read.flatMap(({ receipt }) => subjectsOf(receipt).map((name) => ({ name, id: receipt.id }))),
      owner: ownersIn(toFile.filter(({ position }) => position < filed)),
    };
    const grown = growTree(
      range,
      rows.map(({ text }) => hashLeaf(text)),
    );
    const hidden =
      read.find(({ row, receipt }) => !columnsAgree(row, receipt))?.receipt.id ??
      (await store.firstAbsent('subject', lookups.subject))?.id ??
      (await store.firstAbsent('owner', lookups.owner))?.last ??
      ((await treeAgrees(store, grown.hashes)) ? undefined : read.at(-1)!.receipt.id);
    if (hidden !== undefined) {
      const { position } = toFile.find(({ text }) => readEntry(text).id === hidden)!;
      return finding('INDEX_ALTERED', { log, index: position, receiptId: hidden });
    }
    lookedAgain = false;
    range = grown.range;
    expected.subject += lookups.subject.length;
    expected.owner += lookups.owner.length;
    entries += rows.length;
    onProgress?.(entries);
  }
}

/** A row, and the text of its entry. */
interface StoredRow extends ReceiptRow {
  readonly text: string;
}

/** One statement sees one state of the log. */
async function countLookups(
  store: LedgerStore,
): Promise<{ subject: number; owner: number; entries: number }> {
  const [found] = await store.rows<{ subject: number; owner: number; entries: number }>(
    `SELECT (SELECT COUNT(*) FROM subject) AS subject, (SELECT COUNT(*) FROM owner) AS owner,
            (SELECT COALESCE(MAX(position) + 1, 0) FROM receipt) AS entries`,
  );
  return found!;
}

const columnsAgree = (row: ReceiptRow, receipt: Receipt): boolean =>
  Object.entries(columnsOf(receipt)).every(([column, value]) => row[column as keyof ReceiptRow] === value);

/** The hashes that proofs are made of: of the leaves, and of what is kept above them. */
async function treeAgrees(store: LedgerStore, hashes: readonly HashRow[]): Promise<boolean> {
  for (const level of new Set(hashes.map((each) => each.level))) {
    const expected = hashes.filter((each) => each.level === level);
    const first = expected[0]!.position;
    const found = await store.rows<{ hash: Hash }>(
      'SELECT hash FROM hash WHERE level = $1 AND position >= $2 AND position < $3 ORDER BY position',
      [level, first, first + expected.length],
    );
    if (!expected.every(({ hash }, index) => found[index]?.hash.equals(hash))) return false;
  }
  return true;
}
