import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { groupCommit } from '@lienthong/gateway/audit/group-commit';
import type { Ledger } from '@lienthong/gateway/audit/ledger';
import {
  createSqliteStore,
  openSqliteStore,
  readSqliteStore,
} from '@lienthong/gateway/audit/store/sqlite-store';
import Database, { type Database as Handle } from 'better-sqlite3';
import { temporaryFolder, type TemporaryFolder } from '../support/folder.ts';
import { keepsItsPromises } from './ledger-contract.ts';
import { pseudonymOf, receiptOf, receipts } from './receipts.ts';
import { appendAll, ledgerKey, openTestLedger, textsIn, verifyStore } from './test-ledger.ts';

describe('A ledger in a SQLite file', () => {
  keepsItsPromises(async () => {
    const folder = temporaryFolder();
    const file = join(folder.path, 'ledger', 'gateway-1.sqlite');
    return {
      open: async (how) => (how?.reading ? readSqliteStore(file) : openSqliteStore(file)),
      tamper: async (sql) => {
        const database = new Database(file);
        database.exec(sql);
        database.close();
      },
      remove: async () => folder.remove(),
    };
  });
});

describe('A ledger whose store fails', () => {
  let folder: TemporaryFolder;
  let file: string;
  let database: Handle;
  let ledger: Ledger;
  beforeEach(async () => {
    folder = temporaryFolder();
    file = join(folder.path, 'gateway-1.sqlite');
    database = new Database(file, { timeout: 20 });
    ledger = await openTestLedger(createSqliteStore(database));
    await ledger.append(receiptOf());
  });
  afterEach(async () => {
    await ledger.close();
    folder.remove();
  });

  const stored = () => textsIn(createSqliteStore(database));

  it('keeps nothing that a power cut could take: commits wait for the disk', () => {
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(database.pragma('synchronous', { simple: true })).toBe(2);
  });

  it('refuses while the disk is full, leaves no half entry, and goes on when there is room', async () => {
    const pages = database.pragma('page_count', { simple: true }) as number;
    database.pragma(`max_page_count = ${pages + 1}`);
    const outcomes = await Promise.allSettled(receipts(200).map((receipt) => ledger.append(receipt)));
    const reasons = outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason);
    expect(reasons).toEqual(
      outcomes.map(() => expect.objectContaining({ code: 'LEDGER_UNAVAILABLE', status: 503 })),
    );
    expect(reasons[0]).toMatchObject({ reason: expect.stringMatching(/full/) });
    expect(await stored()).toHaveLength(1);

    database.pragma('max_page_count = 1000000');
    await appendAll(ledger, receipts(200));
    expect(await stored()).toHaveLength(201);
    expect(await verifyStore(createSqliteStore(database))).toMatchObject({ entries: 201, finding: null });
  });

  it('refuses while another process holds the file, and goes on when it lets go', async () => {
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    await expect(ledger.append(receiptOf())).rejects.toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
    other.exec('ROLLBACK');
    other.close();
    await ledger.append(receiptOf());
    expect(await verifyStore(createSqliteStore(database))).toMatchObject({ entries: 2, finding: null });
  });

  it('tells callers nothing of the store', async () => {
    database.pragma('query_only = ON');
    const refused = (await ledger.append(receiptOf()).catch((error: unknown) => error)) as Error;
    expect(JSON.stringify(refused)).toBe(
      JSON.stringify({
        message:
          'The exchange cannot be recorded at the moment, so its answer may not be given. Ask again later.',
        extensions: {
          messageVi:
            'Hiện không ghi được biên nhận của lần trao đổi này nên không được trả kết quả. Hãy yêu cầu lại sau.',
          code: 'LEDGER_UNAVAILABLE',
        },
      }),
    );
    database.pragma('query_only = OFF');
  });
});

describe('Writing in groups', () => {
  const prepare = (item: number): number => {
    if (item === 13) throw new Error('unlucky');
    return item;
  };
  const open = (write: (group: readonly number[]) => Promise<void>) =>
    groupCommit(write, { prepare, largestGroup: 3, longestQueue: 5, overflow: () => new Error('full') });

  it('takes what waits, in order, and no group greater than the greatest', async () => {
    const groups: (readonly number[])[] = [];
    const { add } = open(async (group) => void groups.push(group));
    await Promise.all([1, 2, 3, 4, 5].map(add));
    await add(6);
    expect(groups).toEqual([[1, 2, 3], [4, 5], [6]]);
  });

  it('leaves out what cannot be made ready, and says so to whoever brought it alone', async () => {
    const groups: (readonly number[])[] = [];
    const { add, drain } = open(async (group) => void groups.push(group));
    const outcomes = await Promise.allSettled([1, 13, 2, 13].map(add));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    await expect(add(13)).rejects.toThrow('unlucky');
    await drain();
    expect(groups).toEqual([[1, 2]]);
  });

  it('refuses at once when more is waiting than may wait', async () => {
    const { add } = open(async () => {});
    const outcomes = await Promise.allSettled([1, 2, 3, 4, 5, 6].map(add));
    expect(outcomes.map(({ status }) => status)).toEqual([...Array<string>(5).fill('fulfilled'), 'rejected']);
  });

  it('lets the next group through after one that failed', async () => {
    const { add } = open(async (group) => {
      if (group.includes(1)) throw new Error('failed');
    });
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(add));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'fulfilled']);
  });
});

describe('A ledger', () => {
  it.each(['', '../elsewhere', '.hidden', 'two words', 'x'.repeat(57)])(
    'cannot be named "%s"',
    async (replica) => {
      const store = createSqliteStore(new Database(':memory:'));
      await expect(openTestLedger(store, { replica })).rejects.toMatchObject({ code: 'BAD_REPLICA_NAME' });
      await store.close();
    },
  );

  it('holds no identifier of anybody, and nothing that a record says', async () => {
    const folder = temporaryFolder();
    const ledger = await openTestLedger(folder.path);
    await appendAll(ledger, receipts(50));
    await ledger.close();
    const bytes = readFileSync(join(folder.path, 'gateway-1.sqlite'), 'latin1');
    folder.remove();
    const key = (await ledgerKey()).jwks.keys[0]!;
    expect(bytes).toContain('Citizen: fullName');
    expect(bytes).toContain(pseudonymOf('Citizen', '001085000017'));
    for (const secret of ['001085000017', 'lan.nguyen', 'Trần Thị B', key.kid!])
      expect(bytes).not.toContain(secret);
  });
});
