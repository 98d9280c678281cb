import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createChangeFeed } from '@lienthong/shared/changes/change-feed';
import { createPostgresDatabase, describeOnPostgres, type PostgresDatabase } from '../support/postgres.ts';
import { keepsAFeed } from './feed-contract.ts';
import { openOwner, owner, type Owner } from './owner.ts';

describe('The change feed on SQLite', () => {
  keepsAFeed(() => openOwner());
});

describeOnPostgres('The change feed on PostgreSQL', () => {
  let postgres: PostgresDatabase;
  beforeAll(async () => {
    postgres = await createPostgresDatabase();
  });
  afterAll(() => postgres.drop());

  const open = (): Promise<Owner> =>
    openOwner(undefined, { type: 'postgres', url: postgres.url, dropSchema: true, poolSize: 4 });
  keepsAFeed(open);

  it('is one for all replicas on the same database, each of which hears the others within a second', async () => {
    const at = await open();
    try {
      const replica = createChangeFeed(at.database);
      const waiting = replica.wait(0, 10_000);
      const begun = performance.now();
      await at.feed.record((_, append) => append('note', 'from the other'));
      expect((await waiting).changes.map(({ payload }) => payload)).toEqual(['from the other']);
      expect(performance.now() - begun).toBeLessThan(900);

      const both = [at.feed, replica, at.feed, replica, at.feed, replica];
      await Promise.all(both.map((feed) => feed.record((_, append) => append('note', 1))));
      const { changes } = await replica.read(0);
      expect(changes.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    } finally {
      await at.close();
    }
  });

  it('lets exactly one of two officers win who act at two replicas at once', async () => {
    const at = await open();
    try {
      const replica = at.agreementsOf(createChangeFeed(at.database));
      for (let round = 0; round < 10; round += 1) {
        const { id } = await at.ask();
        const refusal = { action: 'REFUSE', reason: 'Không cần.', basis: ['D194/2025 Art 16(2)'] } as const;
        const outcomes = await Promise.allSettled([
          at.take(id, 'APPROVE'),
          replica.change(id, refusal, owner),
        ]);
        const lost = outcomes.flatMap((outcome) =>
          outcome.status === 'rejected' ? [outcome.reason as Error] : [],
        );
        expect(lost).toMatchObject([{ extensions: { code: 'AGREEMENT_STATE' } }]);
      }
    } finally {
      await at.close();
    }
  });
});
