import { StartError } from '@lienthong/shared/errors';
import type { SigningKey } from '@lienthong/shared/identity/keys';
import type { JWK } from 'jose';
import { REPLICA_NAME } from './checkpoint.ts';
import { groupCommit, type Gather } from './group-commit.ts';
import { LedgerUnavailable } from './ledger-errors.ts';
import { headRow, logIdentity, openHead, rereadHead } from './ledger-head.ts';
import {
  columnsOf,
  ENTRY_TEXT,
  filedOf,
  ownersIn,
  subjectsOf,
  type AgenciesRow,
  type LedgerStore,
  type OwnerRow,
  type ReceiptRow,
} from './ledger-store.ts';
import { leafOf, textOf, writtenOf, type Said, type Written } from './entry.ts';
import { receiptShape, type Receipt } from './receipt.ts';
import { growTree } from './store/tree-store.ts';

export interface Ledger {
  /** The name of the log: it stands in every checkpoint. */
  readonly origin: string;
  /**
   * Resolves once the receipt is durable and under a signed checkpoint. Rejects with {@link LedgerUnavailable} when it
   * cannot be written. A receipt that is in the log already is not written twice. One that is given as what makes it is made
   * when its group is written, which costs less.
   */
  append(receipt: Receipt | (() => Receipt)): Promise<void>;
  /** The newest signed checkpoint: kept anywhere else, it ends all rewriting of what came before it. */
  checkpoint(): string;
  /** Writes what is waiting, takes no more, and closes the store. */
  close(): Promise<void>;
}

export interface LedgerOptions {
  readonly store: LedgerStore;
  /** Names the log: one for each replica of the gateway. */
  readonly replica: string;
  readonly key: SigningKey;
  /** Public keys that signed the log before: what they signed last is gone on with. */
  readonly earlierKeys?: readonly JWK[];
  /** Of the checkpoints, one is kept for so many entries, and for so many seconds in which there were any. */
  readonly keepEvery?: { readonly entries: number; readonly seconds: number };
  /** Resolves when as many as wait are to be written; without it, at the end of the turn of the event loop. */
  readonly gather?: Gather;
  readonly now?: () => number;
}

const KEEP_EVERY = { entries: 256, seconds: 60 };
/** So many are written at once; a greater group would hold up the event loop for longer than it saves. */
const LARGEST_GROUP = 256;
/** When so many wait, the store does not keep up, and waiting longer helps nobody. */
const LONGEST_QUEUE = 20_000;
/** So often may another writer of the same log be faster before a group gives up. */
const MOST_OVERTAKINGS = 20;

interface Entry {
  readonly receipt: Receipt;
  readonly written: Written;
}

/**
 * Opens a log to append to it. Every write is one transaction: the entries of a group, the hashes the tree gained by
 * them, and a checkpoint over the whole, signed. So whatever lies on the disk lies there under a signature.
 */
export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const { store, replica, key, earlierKeys, keepEvery = KEEP_EVERY, gather, now = Date.now } = options;
  if (!REPLICA_NAME.test(replica)) throw new BadReplicaName(replica);

  const identity = logIdentity(replica, key, earlierKeys);
  let head = await openHead(store, identity);
  let lastKept = { size: head.range.size, at: now() };
  /** After a failure nobody knows how far the store got, until it is asked. */
  let inDoubt = false;
  let closing: Promise<void> | undefined;
  /** What lies in the store already. */
  const keptBeside = new WeakSet<Said>();

  async function write(entries: readonly Entry[]): Promise<void> {
    const { range, hashes } = growTree(
      head.range,
      entries.map(({ written }) => leafOf(written)),
    );
    const next = identity.sign(range);
    const kept = isToBeKept(range.size);
    const receipts = rowsOfEntries(entries, head.range.size);
    const beside = new Set(
      entries.flatMap(({ written: { said } }) => (said.hash === null || keptBeside.has(said) ? [] : said)),
    );
    await store.write({
      follows: { size: head.range.size, note: head.note },
      receipts,
      agencies: [...beside].map(agenciesRow),
      subjects: entries.flatMap(({ receipt: { id }, receipt }) =>
        subjectsOf(receipt).map((name) => ({ name, id })),
      ),
      owners: await ownersToFile(store, receipts, range.size),
      hashes,
      head: headRow(next, kept),
    });
    head = next;
    for (const said of beside) keptBeside.add(said);
    if (kept) lastKept = { size: range.size, at: now() };
  }

  const isToBeKept = (size: number): boolean =>
    Math.floor(size / keepEvery.entries) > Math.floor(lastKept.size / keepEvery.entries) ||
    now() - lastKept.at >= keepEvery.seconds * 1000;

  /** Asks the store how far it got; returns the entries it does not hold. */
  async function lookAgain(entries: readonly Entry[]): Promise<Entry[]> {
    head = await rereadHead(store, identity, head);
    inDoubt = false;
    const missing: Entry[] = [];
    for (const entry of entries) if (!(await holds(store, entry))) missing.push(entry);
    return missing;
  }

  /** The answer to a commit may have been lost, or another writer of this log faster: neither loses or doubles an entry. */
  async function writeGroup(entries: readonly Entry[]): Promise<void> {
    try {
      let missing = inDoubt ? await lookAgain(entries) : entries;
      for (let attempt = 1; missing.length > 0; attempt += 1) {
        const { size } = head.range;
        try {
          await write(missing);
          return;
        } catch (error) {
          missing = await lookAgain(missing);
          const overtaken = head.range.size > size;
          if (missing.length > 0 && attempt > (overtaken ? MOST_OVERTAKINGS : 1)) throw error;
        }
      }
    } catch (error) {
      inDoubt = true;
      throw new LedgerUnavailable(error instanceof Error ? error.message : String(error));
    }
  }

  const group = groupCommit(writeGroup, {
    prepare: entryOf,
    largestGroup: LARGEST_GROUP,
    longestQueue: LONGEST_QUEUE,
    ...(gather && { gather }),
    overflow: () => new LedgerUnavailable('the store does not keep up'),
  });

  return {
    origin: identity.origin,
    append: async (receipt) => {
      if (closing) throw new LedgerUnavailable('the ledger is closed');
      await group.add(receipt);
    },
    checkpoint: () => head.note,
    close: () => (closing ??= group.drain().then(() => store.close())),
  };
}

function entryOf(given: Receipt | (() => Receipt)): Entry {
  const receipt = typeof given === 'function' ? given() : given;
  receiptShape.parse(receipt);
  return { receipt, written: writtenOf(receipt) };
}

/** The name cannot stand in a checkpoint and in the name of a file. */
export class BadReplicaName extends StartError {
  constructor(replica: string) {
    super(
      'BAD_REPLICA_NAME',
      `"${replica}" cannot name a log: letters, digits, dots, hyphens and underscores can, at most 56 of them.`,
    );
  }
}

async function holds(store: LedgerStore, { receipt, written }: Entry): Promise<boolean> {
  const [found] = await store.rows<{ text: string }>(
    `SELECT ${ENTRY_TEXT} AS text FROM receipt WHERE id = $1`,
    [receipt.id],
  );
  if (found && found.text !== textOf(written)) throw new Error(`Another receipt bears the id ${receipt.id}.`);
  return found !== undefined;
}

const rowsOfEntries = (entries: readonly Entry[], first: number): ReceiptRow[] =>
  entries.map(({ receipt, written }, index) => ({
    position: first + index,
    ...columnsOf(receipt),
    body: written.said.hash === null ? textOf(written) : written.said.hash + written.rest,
  }));

const agenciesRow = ({ hash, text }: Said): AgenciesRow => ({ hash: hash!, text });

/** The owners of the tiles that come full with these rows. */
async function ownersToFile(
  store: LedgerStore,
  added: readonly ReceiptRow[],
  size: number,
): Promise<OwnerRow[]> {
  const first = added[0]!.position;
  const [from, to] = [filedOf(first), filedOf(size)];
  if (from === to) return [];
  const earlier = await store.rows<ReceiptRow>(
    'SELECT position, id, owners FROM receipt WHERE position >= $1 AND position < $2',
    [from, first],
  );
  return ownersIn([...earlier, ...added.filter(({ position }) => position < to)]);
}
