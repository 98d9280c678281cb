import { findReceipts, type Listed, type Page, type ReceiptFilter } from './find-receipts.ts';
import type { LedgerStore } from './ledger-store.ts';
import type { Pseudonym } from './pseudonym.ts';
import type { Receipt } from './receipt.ts';

/** What a citizen sees of an exchange that concerned them: nothing of anybody else it concerned. */
export type CitizenDisclosure = Pick<
  Receipt,
  'id' | 'time' | 'purpose' | 'procedure' | 'caseId' | 'operation' | 'outcome' | 'agencies'
> & { readonly caller: Pick<Receipt['caller'], 'kind' | 'agency' | 'system'>; readonly bySelf: boolean };

/** What an agency sees of an exchange that asked for its data: of the other agencies asked, nothing. */
export type OwnerDisclosure = Omit<CitizenDisclosure, 'agencies' | 'bySelf'> & {
  readonly asked: Receipt['agencies'][number];
};

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
