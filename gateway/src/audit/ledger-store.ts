import { BEFORE_SAID, HASH_LENGTH } from './entry.ts';
import type { Hash } from './merkle.ts';
import type { Pseudonym } from './pseudonym.ts';
import type { Receipt } from './receipt.ts';

/**
 * Where a log lies. A store keeps rows and promises two things: a group is written whole or not at all, and it is on
 * the disk when `write` resolves. What the rows mean is the business of those who write and read them.
 */
export interface LedgerStore {
  /** Reads; parameters are `$1`, `$2` … */
  rows<Row>(sql: string, parameters?: readonly (string | number | null)[]): Promise<Row[]>;
  write(group: Group): Promise<void>;
  /** The first of these rows that the table does not hold, or null. */
  firstAbsent<Table extends Lookup>(
    table: Table,
    rows: readonly LookupRows[Table][],
  ): Promise<LookupRows[Table] | null>;
  close(): Promise<void>;
}

/** What becomes durable together: entries, what the tree gained by them, and the signed head over all of it. */
export interface Group {
  /** The checkpoint this group follows; the write fails where the store does not hold it any more. Null for the first. */
  readonly follows: { readonly size: number; readonly note: string } | null;
  readonly receipts: readonly ReceiptRow[];
  /** What these receipts say of the agencies and is kept once: some of it may be there already. */
  readonly agencies: readonly AgenciesRow[];
  readonly hashes: readonly HashRow[];
  readonly subjects: readonly SubjectRow[];
  /** Of every tile that comes full with this group, all of its owners. */
  readonly owners: readonly OwnerRow[];
  readonly head: HeadRow;
}

/** An entry: its place, its text, and what lists are filtered by. */
export interface ReceiptRow {
  readonly position: number;
  readonly id: string;
  readonly caller: string | null;
  readonly purpose: string | null;
  readonly outcome: string;
  /** The agencies asked, a space before and after each. */
  readonly owners: string;
  readonly sealedUntil: string | null;
  /** Its text as it was hashed. Where what it says of the agencies is kept beside it, the hash of that, and the rest of the text. */
  readonly body: string;
}

/** What entries say of the agencies, under the hash of it. */
export interface AgenciesRow {
  readonly hash: string;
  readonly text: string;
}

/** A perfect subtree's hash: leaves are level 0, and of the levels above every eighth is kept. */
export interface HashRow {
  readonly level: number;
  readonly position: number;
  readonly hash: Hash;
}

/** Finds a receipt by somebody it concerns. */
export interface SubjectRow {
  readonly name: string;
  readonly id: string;
}

/** Finds the tiles with receipts that concern data of an agency: the first and the last id of these in each. */
export interface OwnerRow {
  readonly name: string;
  readonly last: string;
  readonly first: string;
  readonly tile: number;
}

/** Tables that no signature covers: they say again what the entries say. */
export interface LookupRows {
  readonly subject: SubjectRow;
  readonly owner: OwnerRow;
}
export type Lookup = keyof LookupRows;

/** The newest checkpoint and what the tree needs to grow from there. Only one that is `kept` outlives the next. */
export interface HeadRow {
  readonly size: number;
  readonly note: string;
  readonly range: Buffer;
  readonly kept: 0 | 1;
}

/** So many levels of the tree lie between one that is kept and the next: 256 hashes under each. */
export const LEVELS_APART = 8;
export const TILE = 2 ** LEVELS_APART;

/**
 * How many entries of a log are in the table of owners: those of full tiles. A question may concern all agencies, and
 * a row for each of them costs more than all the rest of a receipt, so a tile has one for each. Whose receipts they are
 * stands in the entries' own rows.
 */
export const filedOf = (size: number): number => size - (size % TILE);
export const FILED = `(SELECT COALESCE(MAX(position) + 1, 0) / ${TILE} * ${TILE} FROM receipt)`;

/** The columns by which a receipt is filtered: derived from its text, and checked against it by the verifier. */
export const columnsOf = (receipt: Receipt) => ({
  id: receipt.id,
  caller: receipt.caller.agency,
  purpose: receipt.purpose,
  outcome: receipt.outcome,
  owners: ` ${ownersOf(receipt).join(' ')} `,
  sealedUntil: receipt.sealedUntil,
});

/** Whom a receipt concerns: the subjects of the data, and a citizen who asked. */
export function subjectsOf({ subjects, caller }: Receipt): Pseudonym[] {
  return [...new Set(caller.citizen ? [...subjects, caller.citizen] : subjects)];
}

/** What the table of owners holds of these entries, which fill their tiles. */
export function ownersIn(rows: readonly Pick<ReceiptRow, 'position' | 'id' | 'owners'>[]): OwnerRow[] {
  const found = new Map<string, OwnerRow>();
  for (const { position, id, owners } of rows) {
    const tile = Math.floor(position / TILE);
    for (const name of owners.split(' ').filter(Boolean)) {
      const { first, last } = found.get(`${name} ${tile}`) ?? { first: id, last: id };
      found.set(`${name} ${tile}`, {
        name,
        last: id > last ? id : last,
        first: id < first ? id : first,
        tile,
      });
    }
  }
  return [...found.values()];
}

export const ownersOf = ({ agencies }: Receipt): string[] => agencies.map(({ agency }) => agency);

/** The tables: each column with its type in the words of PostgreSQL. */
export const COLUMNS = {
  receipt: {
    position: 'bigint',
    id: 'text',
    caller: 'text',
    purpose: 'text',
    outcome: 'text',
    owners: 'text',
    sealedUntil: 'text',
    body: 'text',
  },
  agencies: { hash: 'text', text: 'text' },
  hash: { level: 'bigint', position: 'bigint', hash: 'bytea' },
  subject: { name: 'text', id: 'text' },
  owner: { name: 'text', last: 'text', first: 'text', tile: 'bigint' },
  checkpoint: { size: 'bigint', note: 'text', range: 'bytea', kept: 'bigint' },
} as const;
export type Table = keyof typeof COLUMNS;

const KEYS: Readonly<Record<Table, string>> = {
  receipt: 'PRIMARY KEY (position), UNIQUE (id)',
  agencies: 'PRIMARY KEY (hash)',
  hash: 'PRIMARY KEY (level, position)',
  subject: 'PRIMARY KEY (name, id)',
  owner: 'PRIMARY KEY (name, "last")',
  checkpoint: 'PRIMARY KEY (size)',
};

/** How a table is made, in a dialect that has words of its own for some types. */
export function createTable(table: Table, typeWords: Readonly<Record<string, string>>): string {
  const columns = Object.entries(COLUMNS[table]).map(
    ([name, type]) => `"${name}" ${typeWords[type] ?? type}`,
  );
  return `CREATE TABLE IF NOT EXISTS "${table}" (${[...columns, KEYS[table]].join(', ')})`;
}

export const TABLES = Object.keys(COLUMNS) as Table[];

/** What a statement that inserts rows ends with: what is named by its hash may be there, and is the same. */
export const onConflict = (table: Table): string => (table === 'agencies' ? ' ON CONFLICT DO NOTHING' : '');

/** SQL for the text of an entry as it was hashed. Where a part of it is gone what is left is not what was hashed. */
export const ENTRY_TEXT = `CASE substr(body, 1, 1) WHEN '{' THEN body ELSE '${BEFORE_SAID}' ||
    COALESCE((SELECT said.text FROM agencies said WHERE said.hash = substr(body, 1, ${HASH_LENGTH})), '') ||
    substr(body, ${HASH_LENGTH + 1}) END`;

/** The same for a log from before anything was kept beside entries, until its gateway opens it again. */
export const whereEntriesAreWhole = (sql: string): string => sql.replaceAll(ENTRY_TEXT, 'body');

/** A row as its columns' values by name. */
export type Row = Readonly<Record<string, unknown>>;

/** The rows a group brings, table by table. */
export function rowsOf(group: Group): Record<Table, readonly Row[]> {
  const { receipts, agencies, hashes, subjects, owners, head } = group;
  const rows: Record<Table, readonly object[]> = {
    ...{ receipt: receipts, agencies, hash: hashes, subject: subjects, owner: owners },
    checkpoint: [head],
  };
  return rows as Record<Table, readonly Row[]>;
}
