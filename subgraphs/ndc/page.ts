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
      messageVi: `Tham số first là ${first}; phải từ 0 đến ${LARGEST_PAGE}.`,
    });
  }
}

class InvalidCursor extends ExchangeError {
  constructor() {
    super(
      'INVALID_CURSOR',
      400,
      'The argument after is no cursor of this list. Take it from pageInfo.endCursor.',
      { messageVi: 'Tham số after không phải con trỏ của danh sách này. Hãy lấy từ pageInfo.endCursor.' },
    );
  }
}

const cursorOf = (id: string): string => Buffer.from(`id:${id}`).toString('base64url');

/**
 * Cuts one page out of the whole list of ids and loads its nodes. A cursor names the entry it stands behind, so it
 * survives changes elsewhere.
 */
export async function pageOf<Node>(
  ids: readonly string[],
  { first, after }: PageArguments,
  load: (id: string) => Promise<Node>,
) {
  const size = first ?? DEFAULT_PAGE;
  if (size < 0 || size > LARGEST_PAGE) throw new InvalidPageSize(size);
  const behind = after === null || after === undefined ? -1 : ids.findIndex((id) => cursorOf(id) === after);
  if (typeof after === 'string' && behind === -1) throw new InvalidCursor();

  const page = ids.slice(behind + 1, behind + 1 + size);
  const edges = await Promise.all(page.map(async (id) => ({ cursor: cursorOf(id), node: await load(id) })));
  return {
    totalCount: ids.length,
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
      hasNextPage: behind + 1 + size < ids.length,
      hasPreviousPage: behind > -1,
    },
  };
}
