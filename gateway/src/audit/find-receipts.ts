import { readEntry } from './entry.ts';
import { ENTRY_TEXT, FILED, TILE, type LedgerStore, type OwnerRow } from './ledger-store.ts';
import type { Pseudonym } from './pseudonym.ts';
import { firstIdAt } from './receipt-id.ts';
import type { Receipt } from './receipt.ts';

/** A part of a list, newest first. `after` is the id of the last receipt of the page before. */
export interface Page {
  readonly first: number;
  readonly after?: string;
}

export interface Listed<Item> {
  readonly items: readonly Item[];
  readonly hasMore: boolean;
}

/** What an auditor may look for. */
export interface ReceiptFilter {
  readonly caller?: string;
  readonly owner?: string;
  readonly purpose?: string;
  readonly outcome?: Receipt['outcome'];
  readonly subject?: Pseudonym;
  /** From this moment, up to, not including, that one: milliseconds. */
  readonly from?: number;
  readonly to?: number;
  readonly includeSealed?: boolean;
  /** Nothing but what is sealed. */
  readonly onlySealed?: boolean;
}

/** Whole receipts, for an auditor: from the logs of all replicas, merged by time. */
export async function findReceipts(
  stores: readonly LedgerStore[],
  filter: ReceiptFilter,
  at: number,
  { first, after }: Page,
): Promise<Listed<Receipt>> {
  // The owners of a receipt are divided by spaces: a name with one would be found in two that stand side by side.
  if (filter.owner?.includes(' ')) return { items: [], hasMore: false };
  const bounds: Bounds = { filter, at, after, limit: wholeNumber(first + 1) };
  const found = await Promise.all(stores.map((store) => findIn(store, bounds)));
  const newest = newestOf(found.flat(), bounds.limit);
  return {
    items: newest.slice(0, first).map(({ text }) => readEntry(text)),
    hasMore: newest.length > first,
  };
}

interface Bounds {
  readonly filter: ReceiptFilter;
  readonly at: number;
  readonly after: string | undefined;
  readonly limit: number;
}

interface Found {
  readonly id: string;
  readonly text: string;
}

/** Each once, those with the greatest ids first: ids begin with their time. */
const newestOf = (found: readonly Found[], limit: number): Found[] =>
  [...new Map(found.map((each) => [each.id, each])).values()]
    .sort((one, other) => (one.id < other.id ? 1 : -1))
    .slice(0, limit);

async function findIn(store: LedgerStore, bounds: Bounds): Promise<Found[]> {
  const { subject, owner } = bounds.filter;
  if (subject !== undefined)
    return find(store, bounds, 'subject JOIN receipt ON receipt.id = subject.id', 'subject.id');
  return owner === undefined
    ? find(store, bounds, 'receipt', 'receipt.id')
    : findByOwner(store, owner, bounds);
}

/** So many tiles are gone through at once: most owners are asked often, and a page is full after one. */
const TILES_AT_ONCE = 4;

/** First what is not filed yet, then the tiles that have something of the owner, newest first, until nothing newer can follow. */
async function findByOwner(store: LedgerStore, owner: string, bounds: Bounds): Promise<Found[]> {
  const { limit } = bounds;
  let found = await findWithin(store, bounds, `position >= ${FILED}`);
  for (let beyond = BEYOND_ALL; ;) {
    const tiles = await tilesOf(store, owner, bounds, beyond);
    if (tiles === null) return find(store, bounds, 'receipt', 'receipt.id');
    if (tiles.length === 0) return found;
    beyond = tiles.at(-1)!.last;
    found = newestOf([...found, ...(await findWithin(store, bounds, IN_TILES, placesIn(tiles)))], limit);
    // What is left is older than the last id of the last of these tiles.
    if (found.length === limit && found.at(-1)!.id >= beyond) return found;
  }
}

type Tile = Pick<OwnerRow, 'tile' | 'last'>;

/** Null where a log has none, for another version of the gateway wrote it: it is gone through entry by entry. */
async function tilesOf(
  store: LedgerStore,
  owner: string,
  bounds: Bounds,
  beyond: string,
): Promise<Tile[] | null> {
  const { from, before } = idsWithin(bounds);
  try {
    return await store.rows<Tile>(
      `SELECT tile, "last" FROM owner WHERE name = $1 AND "last" >= $2 AND "first" < $3 AND "last" < $4
        ORDER BY "last" DESC LIMIT ${TILES_AT_ONCE}`,
      [owner, from, before, beyond],
    );
  } catch (error) {
    if (/tile/.test((error as Error).message)) return null;
    throw error;
  }
}

/** One statement, whichever tiles these are: fewer are named twice. */
const IN_TILES = `(${Array.from({ length: TILES_AT_ONCE }, () => 'position BETWEEN ? AND ?').join(' OR ')})`;

const placesIn = (tiles: readonly Tile[]): number[] =>
  Array.from({ length: TILES_AT_ONCE }, (_, index) => tiles[index] ?? tiles[0]!).flatMap(({ tile }) => [
    tile * TILE,
    (tile + 1) * TILE - 1,
  ]);

/** Those that a join leads to, in the order of the ids it has in an index. */
function find(store: LedgerStore, bounds: Bounds, tables: string, id: string): Promise<Found[]> {
  const { subject } = bounds.filter;
  const { conditions, parameters } = conditionsOf(bounds, id);
  if (subject !== undefined) conditions.push(`subject.name = $${parameters.push(subject)}`);
  return store.rows<Found>(
    `SELECT receipt.id, ${ENTRY_TEXT} AS text FROM ${tables}
      WHERE ${conditions.join(' AND ') || 'TRUE'} ORDER BY ${id} DESC LIMIT ${bounds.limit}`,
    parameters,
  );
}

/** Those among a few tiles. The inner limit keeps a planner from going through all entries by their ids instead. */
function findWithin(
  store: LedgerStore,
  bounds: Bounds,
  within: string,
  places: readonly number[] = [],
): Promise<Found[]> {
  const { conditions, parameters } = conditionsOf(bounds, 'receipt.id');
  let next = 0;
  const placed = within.replaceAll('?', () => `$${parameters.push(places[next++]!)}`);
  return store.rows<Found>(
    `SELECT id, ${ENTRY_TEXT} AS text FROM (SELECT id, body FROM receipt WHERE ${[placed, ...conditions].join(' AND ')}
      LIMIT ${TILES_AT_ONCE * TILE}) found ORDER BY id DESC LIMIT ${bounds.limit}`,
    parameters,
  );
}

/** The ids to look among: from the first, and before the second. */
function idsWithin({ filter: { from, to }, after }: Bounds): { from: string; before: string } {
  const before = [after, to === undefined ? undefined : firstIdAt(to)].filter((id) => id !== undefined);
  return { from: from === undefined ? '' : firstIdAt(from), before: before.sort()[0] ?? BEYOND_ALL };
}

/** Ids are written in hexadecimal. */
const BEYOND_ALL = 'g';

function conditionsOf(bounds: Bounds, id: string): { conditions: string[]; parameters: (string | number)[] } {
  const { caller, owner, purpose, outcome, includeSealed = false, onlySealed } = bounds.filter;
  const parameters: (string | number)[] = [];
  const holds = (condition: string, value: string | undefined): string[] =>
    value === undefined ? [] : [condition.replace('?', () => `$${parameters.push(value)}`)];
  const { from, before } = idsWithin(bounds);
  const now = new Date(bounds.at).toISOString();
  const conditions = [
    ...holds(`replace(receipt.owners, ?, '') <> receipt.owners`, owner && ` ${owner} `),
    ...holds('receipt.caller = ?', caller),
    ...holds('receipt.purpose = ?', purpose),
    ...holds('receipt.outcome = ?', outcome),
    ...holds(`${id} >= ?`, from || undefined),
    ...holds(`${id} < ?`, before === BEYOND_ALL ? undefined : before),
    ...holds(
      '(receipt."sealedUntil" IS NULL OR receipt."sealedUntil" <= ?)',
      includeSealed || onlySealed ? undefined : now,
    ),
    ...holds('receipt."sealedUntil" > ?', onlySealed ? now : undefined),
  ];
  return { conditions, parameters };
}

const wholeNumber = (value: number): number => Math.max(0, Math.floor(value));
