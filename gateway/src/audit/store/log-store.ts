import { claimOfNote } from '../checkpoint.ts';
import { ENTRY_TEXT, TILE, type LedgerStore } from '../ledger-store.ts';
import type { LogItem } from '../log-item.ts';
import { EMPTY, hashLeaf, type CompactRange, type Hash } from '../merkle.ts';
import type { Span } from '../merkle-proof.ts';
import { firstIdAt } from '../receipt-id.ts';
import { hashOfSpan } from './tree-store.ts';

/** A part of a log: from one kept checkpoint to another. */
export interface LogPart {
  /** 0, or the size of a checkpoint. */
  readonly from: number;
  /** The size of a checkpoint, or nothing for the whole rest. */
  readonly to?: number;
  /** Entries sealed beyond this moment (ISO 8601) are withheld; without it all are given. */
  readonly withholdAt?: string;
}

interface StoredEntry {
  readonly position: number;
  readonly text: string;
  readonly sealedUntil: string | null;
}

/**
 * Reads a log out of its store as it lies there, believing nothing: in order of place, the recorded hashes of every
 * 256 places before their entries. A gateway may be appending meanwhile: what it adds is left out.
 */
export async function* readLog(
  store: LedgerStore,
  { from, to, withholdAt }: LogPart,
): AsyncGenerator<LogItem> {
  const { checkpoints, entries } = await extentOf(store, from, to);
  const origin = originOf(checkpoints);
  if (origin !== undefined) yield { kind: 'start', origin, range: await rangeAt(store, from) };

  const end = to ?? entries;
  // Where entries were taken out there are fewer than hashes: what is left of them tells which.
  const signed = Math.max(end, checkpoints.at(-1)?.size ?? 0);
  let next = 0;
  function* checkpointsUpTo(size: number): Generator<LogItem> {
    for (; next < checkpoints.length && checkpoints[next]!.size <= size; next += 1)
      yield { kind: 'checkpoint', note: checkpoints[next]!.note };
  }

  yield* checkpointsUpTo(from);
  for (let start = from; start < end;) {
    // What stands before the first place is read as well: nobody signed it.
    const span: Span = { start: start === 0 ? BEFORE_ALL : start, end: Math.min(start + TILE, end) };
    const recorded: Span = { start, end: Math.min(start + TILE, signed) };
    const hashes = await rowsIn<{ hash: Hash }>(store, 'SELECT hash FROM hash WHERE level = 0', recorded);
    if (hashes.length > 0) yield { kind: 'hashes', hashes: hashes.map(({ hash }) => hash) };
    const stored = `SELECT position, ${ENTRY_TEXT} AS text, "sealedUntil" FROM receipt WHERE TRUE`;
    const found = await rowsIn<StoredEntry>(store, stored, span);
    for (const { position, text, sealedUntil } of found) {
      yield* checkpointsUpTo(position);
      const sealed = withholdAt !== undefined && sealedUntil !== null && sealedUntil > withholdAt;
      yield sealed ? { kind: 'withheld', hash: hashLeaf(text) } : { kind: 'receipt', text };
    }
    yield* checkpointsUpTo(span.end);
    start = found.length + hashes.length > 0 ? span.end : await nextEntry(store, span.end, end);
  }
  yield* checkpointsUpTo(Number.MAX_SAFE_INTEGER);
}

const rowsIn = <Row>(store: LedgerStore, select: string, { start, end }: Span): Promise<Row[]> =>
  store.rows<Row>(`${select} AND position >= $1 AND position < $2 ORDER BY position`, [start, end]);

const BEFORE_ALL = Number.MIN_SAFE_INTEGER;

/** Where the next entry stands: somebody may have put one far behind all others. */
async function nextEntry(store: LedgerStore, start: number, end: number): Promise<number> {
  const [next] = await store.rows<{ position: number | null }>(
    'SELECT MIN(position) AS position FROM receipt WHERE position >= $1',
    [start],
  );
  return next?.position ?? end;
}

/** One statement sees one state of the log, so entries and checkpoints belong together. */
async function extentOf(store: LedgerStore, from: number, to?: number) {
  const rows = await store.rows<{ size: number | null; note: string; entries: number }>(
    `SELECT size, note, entries FROM (SELECT COALESCE(MAX(position) + 1, 0) AS entries FROM receipt) counted
       LEFT JOIN (SELECT size, note FROM checkpoint WHERE size >= $1 AND size <= $2) chosen ON TRUE ORDER BY size`,
    [from, to ?? Number.MAX_SAFE_INTEGER],
  );
  const checkpoints = rows.filter((row): row is typeof row & { size: number } => row.size !== null);
  return { checkpoints, entries: rows[0]!.entries };
}

const originOf = (checkpoints: readonly { readonly note: string }[]): string | undefined =>
  checkpoints.map(({ note }) => claimOfNote(note)?.origin).find((origin) => origin !== undefined);

/**
 * The part of a log in which the receipts of a time lie (milliseconds), widened to the checkpoints around it: what is
 * taken out of a log can be verified only from one checkpoint to another. Null where there are none.
 */
export async function partOfTime(
  store: LedgerStore,
  { from, to }: { readonly from?: number; readonly to?: number },
): Promise<{ from: number; to?: number } | null> {
  const number = async (sql: string, ...parameters: (string | number)[]): Promise<number | undefined> =>
    (await store.rows<{ found: number | null }>(sql, parameters))[0]?.found ?? undefined;
  // An id is given when an exchange begins, a place when it ends: in order of place times go back and forth.
  const [{ first, last }] = (await store.rows<{ first: number | null; last: number | null }>(
    'SELECT MIN(position) AS first, MAX(position) AS last FROM receipt WHERE id >= $1 AND id < $2',
    [firstIdAt(from ?? 0), firstIdAt(to ?? LAST_MOMENT)],
  )) as [{ first: number | null; last: number | null }];
  if (first === null || last === null) return null;
  return {
    from: (await number('SELECT MAX(size) AS found FROM checkpoint WHERE size <= $1', first)) ?? 0,
    to: await number('SELECT MIN(size) AS found FROM checkpoint WHERE size > $1', last),
  };
}

/** The last a receipt id can tell. */
const LAST_MOMENT = 2 ** 48 - 1;

/** The newest signed checkpoint of a log. */
export async function newestCheckpoint(store: LedgerStore): Promise<string | null> {
  const [newest] = await store.rows<{ note: string }>(
    'SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1',
  );
  return newest?.note ?? null;
}

async function rangeAt(store: LedgerStore, size: number): Promise<CompactRange> {
  if (size === 0) return EMPTY;
  const roots: Hash[] = [];
  for (let [start, rest] = [0, size]; rest > 0;) {
    const width = 2 ** Math.floor(Math.log2(rest));
    roots.push(await hashOfSpan(store, { start, end: start + width }));
    [start, rest] = [start + width, rest - width];
  }
  return { size, roots };
}
