import { createFront, listen } from '@lienthong/shared/http/front';
import { serveChanges } from '@lienthong/shared/changes/serve-changes';
import { RequestRefused } from '@lienthong/shared/errors';
import { SEAL_HEADER } from '@lienthong/shared/identity/seal';
import { silent } from '../support/log.ts';
import { openOwner, type Owner } from './owner.ts';

export interface FeedServer {
  readonly owner: Owner;
  readonly port: number;
  /** Where its GraphQL would be asked for. */
  readonly url: string;
  stop(): Promise<void>;
}

export const TEST_SEAL = 'sealed for moj';

class NotSealed extends RequestRefused {
  constructor() {
    super('SEAL_MISSING', 401, 'The call carries no seal.', { messageVi: 'Lời gọi không có dấu xác nhận.' });
  }
}

/** An owner whose feed is served over HTTP, on the SQLite file of a folder. */
export async function serveFeed(dataDir: string, port = 0): Promise<FeedServer> {
  const owner = await openOwner(dataDir);
  const front = createFront({ log: silent, bodyLimit: 1_000 });
  serveChanges(front, owner.feed, async ({ headers }) => {
    if (headers[SEAL_HEADER] !== TEST_SEAL) throw new NotSealed();
  });
  const bound = await listen(front, { host: '127.0.0.1', port, name: 'a feed', variable: 'PORT' });
  return {
    owner,
    port: bound,
    url: `http://127.0.0.1:${bound}/graphql`,
    stop: async () => {
      await front.close();
      await owner.close();
    },
  };
}
