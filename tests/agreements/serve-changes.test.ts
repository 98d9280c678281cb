import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { SEAL_HEADER } from '@lienthong/shared/identity/seal';
import { temporaryFolder, type TemporaryFolder } from '../support/folder.ts';
import { serveFeed, TEST_SEAL, type FeedServer } from './feed-server.ts';

let folder: TemporaryFolder;
let server: FeedServer;
beforeEach(async () => {
  folder = temporaryFolder();
  server = await serveFeed(folder.path);
});
afterEach(async () => {
  await server.stop();
  folder.remove();
});

const get = (
  query: string,
  headers: Record<string, string> = { [SEAL_HEADER]: TEST_SEAL },
): Promise<Response> => fetch(new URL(`changes${query}`, server.url), { headers });

it('What changed is told from any number on, to be kept by nobody on the way', async () => {
  const { id } = await server.owner.ask();
  await server.owner.take(id, 'REFUSE');
  const response = await get('?after=1');
  expect([response.status, response.headers.get('cache-control'), await response.json()]).toEqual([
    200,
    'no-store',
    {
      changes: [
        {
          number: 2,
          at: '2026-11-02T05:00:00.000Z',
          kind: 'agreement',
          payload: { id, status: 'REFUSED', grant: null },
        },
      ],
      last: 2,
    },
  ]);
});

it('Nobody is told who carries no seal', async () => {
  const response = await get('', {});
  expect([response.status, await response.json()]).toMatchObject([
    401,
    { errors: [{ extensions: { code: 'SEAL_MISSING' } }] },
  ]);
});

it.each(['?after=-1', '?after=x', '?wait=25001', '?after=1.5'])('%s is no question', async (query) => {
  const response = await get(query);
  expect([response.status, await response.json()]).toMatchObject([
    400,
    { errors: [{ extensions: { code: 'BAD_REQUEST' } }] },
  ]);
});

it('A poll that waits does not hold up a stop, and is answered', async () => {
  const waiting = get('?wait=25000');
  await new Promise((resolve) => setTimeout(resolve, 100));
  const begun = performance.now();
  await server.stop();
  const stopped = performance.now() - begun;
  expect(await (await waiting).json()).toEqual({ changes: [], last: 0 });
  expect(stopped).toBeLessThan(1_000);
  server = await serveFeed(folder.path);
});

it('A feed goes on from the same file after a restart', async () => {
  await server.owner.ask();
  await server.stop();
  server = await serveFeed(folder.path);
  await server.owner.ask();
  const { changes, last } = (await (await get('')).json()) as { changes: { number: number }[]; last: number };
  expect([changes.map(({ number }) => number), last]).toEqual([[1, 2], 2]);
});
