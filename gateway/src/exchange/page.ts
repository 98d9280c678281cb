import type { Listed, Page } from '../audit/find-receipts.ts';
import { InvalidCursor, InvalidPageSize } from './errors.ts';
import type { Account } from './services.ts';

/** Relay cursor connections specification, forwards. */
export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

const DEFAULT_PAGE = 20;
const LARGEST_PAGE = 100;
const RECEIPT_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The page that is asked for. A cursor is the id of the receipt it stands behind. */
export function pageArgument({ first, after }: PageArguments): Page {
  const size = first ?? DEFAULT_PAGE;
  if (size < 0 || size > LARGEST_PAGE) throw new InvalidPageSize(size, LARGEST_PAGE);
  if (after === undefined || after === null) return { first: size };
  if (!RECEIPT_ID.test(after)) throw new InvalidCursor();
  return { first: size, after };
}

/** A part of a list as a connection; its entries count as records that are told. */
export function connectionOf<Item extends { readonly id: string }, Node>(
  { items, hasMore }: Listed<Item>,
  { after }: Page,
  account: Account,
  describe: (item: Item) => Node,
) {
  account.rows = (account.rows ?? 0) + items.length;
  const edges = items.map((item) => ({ cursor: item.id, node: describe(item) }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
      hasNextPage: hasMore,
      hasPreviousPage: after !== undefined,
    },
  };
}
