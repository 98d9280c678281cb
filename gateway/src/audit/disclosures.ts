import { readEntry } from './entry.ts';
import { FILED, TILE, type LedgerStore } from './ledger-store.ts';
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

/** What a citizen sees of an exchange that concerned them: nothing of anybody else it concerned. */
export type CitizenDisclosure = Pick<
  Receipt,
  'id' | 'time' | 'purpose' | 'procedure' | 'caseId' | 'operation' | 'outcome' | 'agencies'
> & { readonly caller: Pick<Receipt['caller'], 'kind' | 'agency' | 'system'>; readonly bySelf: boolean };

/** What an agency sees of an exchange that asked for its data: of the other agencies asked, nothing. */
export type OwnerDisclosure = Omit<CitizenDisclosure, 'agencies' | 'bySelf'> & {
  readonly asked: Receipt['agencies'][number];
};

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

/** Who has read about a citizen. Entries sealed at the moment `at` (milliseconds) stay out. */
export async function disclosuresAbout(
  stores: readonly LedgerStore[],
  citizen: Pseudonym,
  at: number,
  page: Page,
): Promise<Listed<CitizenDisclosure>> {
  const found = await findReceipts(stores, { subject: citizen }, at, page);
  return {
    ...found,
    items: found.items.map((receipt) => ({
      ...asSeenByAnybody(receipt),
      agencies: receipt.agencies,
      bySelf: receipt.caller.citizen === citizen,
    })),
  };
}

/** What an owner may look for. */
export type OwnerFilter = Pick<ReceiptFilter, 'caller' | 'purpose' | 'outcome' | 'from' | 'to'>;

/** Who has asked for what an agency owns. Entries sealed at the moment `at` stay out. */
export async function disclosuresOf(
  stores: readonly LedgerStore[],
  owner: string,
  at: number,
  page: Page,
  filter: OwnerFilter = {},
): Promise<Listed<OwnerDisclosure>> {
  const found = await findReceipts(stores, { ...filter, owner }, at, page);
  const partOf = (receipt: Receipt) => receipt.agencies.find(({ agency }) => agency === owner)!;
  return {
    ...found,
    items: found.items.map((receipt) => ({ ...asSeenByAnybody(receipt), asked: partOf(receipt) })),
  };
}

const asSeenByAnybody = ({ id, time, purpose, procedure, caseId, operation, outcome, caller }: Receipt) => ({
  id,
  time,
  purpose,
  procedure,
  caseId,
  operation,
  outcome,
  caller: { kind: caller.kind, agency: caller.agency, system: caller.system },
});

/** Whole receipts, for an auditor: from the logs of all replicas, merged by time. */
export async function findReceipts(
  stores: readonly LedgerStore[],
  filter: ReceiptFilter,
  at: number,
  { first, after }: Page,
): Promise<Listed<Receipt>> {
  // The owners of a receipt are divided by spaces: a name with one would be found in two that stand side by side.
  if (filter.owner?.includes(' ')) return { items: [], hasMore: false };
  const { sql, parameters } = receiptQuery(filter, at, after, first + 1);
  const found = await Promise.all(
    stores.map((store) => store.rows<{ id: string; body: string }>(sql, parameters)),
  );
  const newest = found
    .flat()
    .sort((one, other) => (one.id < other.id ? 1 : -1))
    .slice(0, first + 1);
  return {
    items: newest.slice(0, first).map(({ body }) => readEntry(body)),
    hasMore: newest.length > first,
  };
}

/** A way to the receipts: the tables that are gone through, the ids that order them, and what holds of each. */
interface Way {
  readonly from: string;
  readonly id: string;
  readonly holds: readonly (readonly [condition: string, value: string | undefined])[];
}

const OWNED_BY = `replace(receipt.owners, ?, '') <> receipt.owners`;
const spaced = (owner: string | undefined): string | undefined => owner && ` ${owner} `;

function waysTo({ subject, owner }: ReceiptFilter): Way[] {
  if (subject !== undefined)
    return [
      {
        from: 'subject JOIN receipt ON receipt.id = subject.id',
        id: 'subject.id',
        holds: [
          ['subject.name = ?', subject],
          [OWNED_BY, spaced(owner)],
        ],
      },
    ];
  if (owner === undefined) return [{ from: 'receipt', id: 'receipt.id', holds: [] }];
  return [
    {
      from: 'owner JOIN receipt ON receipt.id = owner.id',
      id: 'owner.id',
      holds: [['owner.name = ?', owner]],
    },
    {
      // Not in the table of owners yet, and few. The limit keeps a planner from going through all others by their ids.
      from: `(SELECT * FROM receipt WHERE position >= ${FILED} LIMIT ${TILE}) receipt`,
      id: 'receipt.id',
      holds: [[OWNED_BY, spaced(owner)]],
    },
  ];
}

/** Ids begin with their time: they order the list, page it, and bound it. One statement sees one state of the log. */
function receiptQuery(filter: ReceiptFilter, at: number, after: string | undefined, limit: number) {
  const { caller, purpose, outcome, from, to, includeSealed = false, onlySealed } = filter;
  const parameters: (string | number)[] = [];
  const holds = (condition: string, value: string | number | undefined): string[] =>
    value === undefined ? [] : [condition.replace('?', () => `$${parameters.push(value)}`)];
  const selects = waysTo(filter).map(({ from: tables, id, holds: own }) => {
    const conditions = [
      ...own.flatMap(([condition, value]) => holds(condition, value)),
      ...holds('receipt.caller = ?', caller),
      ...holds('receipt.purpose = ?', purpose),
      ...holds('receipt.outcome = ?', outcome),
      ...holds(`${id} >= ?`, from === undefined ? undefined : firstIdAt(from)),
      ...holds(`${id} < ?`, to === undefined ? undefined : firstIdAt(to)),
      ...holds(`${id} < ?`, after),
      ...holds(
        '(receipt."sealedUntil" IS NULL OR receipt."sealedUntil" <= ?)',
        includeSealed || onlySealed ? undefined : new Date(at).toISOString(),
      ),
      ...holds('receipt."sealedUntil" > ?', onlySealed ? new Date(at).toISOString() : undefined),
    ];
    return `SELECT * FROM (SELECT receipt.id, receipt.body FROM ${tables}
      WHERE ${conditions.join(' AND ') || 'TRUE'} ORDER BY ${id} DESC LIMIT ${wholeNumber(limit)}) found`;
  });
  return { sql: selects.join(' UNION ALL '), parameters };
}

const wholeNumber = (value: number): number => Math.max(0, Math.floor(value));
