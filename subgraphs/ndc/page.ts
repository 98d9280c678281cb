import { ExchangeError } from '@lienthong/shared';

/** Relay cursor connections specification, forwards. */
export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

export const DEFAULT_PAGE = 20;
export const LARGEST_PAGE = 100;

class InvalidPageSize extends ExchangeError {
  constructor(first: number) {
    super('INVALID_PAGE_SIZE', 400, `The argument first is ${first}; it must be from 0 to ${LARGEST_PAGE}.`, {
      first,
    });
  }
}

class InvalidCursor extends ExchangeError {
  constructor() {
    super(
      'INVALID_CURSOR',
      400,
      'The argument after is no cursor of this list. Take it from pageInfo.endCursor.',
    );
  }
}

const cursorOf = (id: string): string => Buffer.from(`id:${id}`).toString('base64url');

/** Cuts one page out of the whole list. A cursor names the entry it stands behind, so it survives changes elsewhere. */
export function pageOf<Row extends { id: string }>(rows: readonly Row[], { first, after }: PageArguments) {
  const size = first ?? DEFAULT_PAGE;
  if (size < 0 || size > LARGEST_PAGE) throw new InvalidPageSize(size);
  const before =
    after === null || after === undefined ? -1 : rows.findIndex(({ id }) => cursorOf(id) === after);
  if (after && before === -1) throw new InvalidCursor();
  const nodes = rows.slice(before + 1, before + 1 + size);
  const edges = nodes.map((node) => ({ cursor: cursorOf(node.id), node }));
  return {
    totalCount: rows.length,
    edges,
    nodes,
    pageInfo: {
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
      hasNextPage: before + 1 + size < rows.length,
      hasPreviousPage: before > -1,
    },
  };
}
