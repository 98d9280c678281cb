import type { SigningKey } from '@lienthong/shared/identity/keys';
import type { JWK } from 'jose';
import { logKeys, openCheckpoint, originOf, signCheckpoint } from './checkpoint.ts';
import { UnknownFormat } from './entry.ts';
import { LedgerDamaged } from './ledger-errors.ts';
import type { HeadRow, LedgerStore } from './ledger-store.ts';
import { EMPTY, rootOf, type CompactRange } from './merkle.ts';
import { noteSigner, type NoteKey } from './signed-note.ts';
import { hashOfSpan, packRange, unpackRange } from './store/tree-store.ts';

/** Where a log stands: the tree, and the checkpoint signed over it. */
export interface Head {
  readonly range: CompactRange;
  readonly note: string;
}

/** Who writes a log: its name, and the key it signs with. */
export interface LogIdentity {
  readonly origin: string;
  readonly keys: readonly NoteKey[];
  sign(range: CompactRange): Head;
}

/** `earlier` are the public keys it signed with before. */
export function logIdentity(replica: string, key: SigningKey, earlier: readonly JWK[] = []): LogIdentity {
  const origin = originOf(replica);
  const signer = noteSigner(origin, key);
  return {
    origin,
    keys: logKeys(origin, [...key.jwks.keys, ...earlier]),
    sign: (range) => ({
      range,
      note: signCheckpoint({ origin, size: range.size, root: rootOf(range) }, signer),
    }),
  };
}

export const headRow = ({ range, note }: Head, kept: boolean): HeadRow => ({
  size: range.size,
  note,
  range: packRange(range),
  kept: kept ? 1 : 0,
});

/** The head of a log, or of a new one. An empty log is signed too: later nobody can say that there was none. */
export async function openHead(store: LedgerStore, identity: LogIdentity): Promise<Head> {
  const found = await readHead(store, identity);
  if (found) return found;
  const first = identity.sign(EMPTY);
  const nothing = { receipts: [], agencies: [], hashes: [], subjects: [], owners: [] };
  await store.write({ follows: null, ...nothing, head: headRow(first, true) });
  return first;
}

/** Reads the head again after a failure. The log may have grown meanwhile; it may not have become another one. */
export async function rereadHead(store: LedgerStore, identity: LogIdentity, known: Head): Promise<Head> {
  const found = await readHead(store, identity);
  const size = known.range.size;
  if (!found || found.range.size < size)
    throw new LedgerDamaged(identity.origin, 'it holds less than this gateway has written');
  if (size > 0 && !(await hashOfSpan(store, { start: 0, end: size })).equals(rootOf(known.range)))
    throw new LedgerDamaged(identity.origin, 'it does not begin with what this gateway has written');
  return found;
}

/** A log of another version has other columns, and the writing would fail at every receipt, or when a tile comes full. */
async function demandFormat(store: LedgerStore): Promise<void> {
  try {
    await store.rows('SELECT owners FROM receipt LIMIT 1');
    await store.rows('SELECT tile FROM owner LIMIT 1');
  } catch (error) {
    if (/owners|tile/.test((error as Error).message))
      throw new UnknownFormat('tables of another version of the gateway');
    throw error;
  }
}

/** The tree grows from a state that lies in the store, and that is believed only under this gateway's signature. */
async function readHead(store: LedgerStore, { origin, keys }: LogIdentity): Promise<Head | null> {
  await demandFormat(store);
  const [last] = await store.rows<{ size: number | null; note: string; range: Buffer; entries: number }>(
    `SELECT size, note, "range", entries FROM (SELECT COALESCE(MAX(position) + 1, 0) AS entries FROM receipt) counted
       LEFT JOIN (SELECT size, note, "range" FROM checkpoint ORDER BY size DESC LIMIT 1) newest ON TRUE`,
  );
  const { size, note, range: packed, entries } = last!;
  if (size === null) {
    if (entries === 0) return null;
    throw new LedgerDamaged(origin, `it holds ${entries} entries and no checkpoint`);
  }
  const opened = openCheckpoint(note, origin, keys);
  if ('fault' in opened)
    throw new LedgerDamaged(origin, `its newest checkpoint is not this gateway's (${opened.fault})`);
  const range = unpackRange(size, packed);
  if (opened.checkpoint.size !== size || !range || !rootOf(range).equals(opened.checkpoint.root))
    throw new LedgerDamaged(origin, 'the state its tree grows from is not the one that was signed');
  if (entries !== size)
    throw new LedgerDamaged(origin, `it holds ${entries} entries where ${size} were signed`);
  return { range, note };
}
