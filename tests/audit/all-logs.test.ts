import { writeFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openAllLogs } from '@lienthong/gateway/audit/all-logs';
import { ledgerSchema, openPostgresStore } from '@lienthong/gateway/audit/store/postgres-store';
import { ledgerFile, openSqliteStore } from '@lienthong/gateway/audit/store/sqlite-store';
import { temporaryFolder, type TemporaryFolder } from '../support/folder.ts';
import { createPostgresDatabase, describeOnPostgres } from '../support/postgres.ts';
import { receiptOf } from './receipts.ts';
import { openTestLedger, textsIn } from './test-ledger.ts';

const OWN = { replica: 'gateway-1' };

describe('The logs of all replicas in a folder', () => {
  let place: TemporaryFolder;
  beforeEach(() => void (place = temporaryFolder()));
  afterEach(() => place.remove());
  const open = (replica: string) => openSqliteStore(ledgerFile(place.path, replica));

  it('are all there for each of those who ask at once', async () => {
    const [own, other] = [open('gateway-1'), open('gateway-2')];
    const logs = openAllLogs(own, { dataDir: place.path, ...OWN });
    const asked = await Promise.all([logs.stores(), logs.stores()]);
    expect(asked.map((stores) => stores.length)).toEqual([2, 2]);
    await Promise.all([logs.close(), own.close(), other.close()]);
  });

  it('are not told to be all while one cannot be opened', async () => {
    const own = open('gateway-1');
    const broken = join(place.path, 'ledger/gateway-2.sqlite');
    rmSync(broken, { force: true });
    writeFileSync(broken, 'no database');
    const logs = openAllLogs(own, { dataDir: place.path, ...OWN });
    const ask = async () => Promise.all((await logs.stores()).map((store) => textsIn(store)));
    await expect(ask()).rejects.toThrow();
    await expect(ask()).rejects.toThrow();
    await Promise.all([logs.close(), own.close()]);
  });
});

describeOnPostgres('The logs of all replicas in a database', () => {
  it('are read over a few connections, however many there are, each its own', async () => {
    const database = await createPostgresDatabase();
    const replicas = Array.from({ length: 12 }, (_, index) => `gateway-${index + 1}`);
    for (const replica of replicas) {
      const ledger = await openTestLedger(await openPostgresStore(database.url, ledgerSchema(replica)), {
        replica,
      });
      await ledger.append(receiptOf({ replica }));
      await ledger.close();
    }
    const own = await openPostgresStore(database.url, ledgerSchema('gateway-1'));
    const logs = openAllLogs(own, { dataDir: '', databaseUrl: database.url, ...OWN });
    const asked = await Promise.all([logs.stores(), logs.stores()]);
    expect(asked.map((stores) => stores.length)).toEqual([12, 12]);
    const texts = await Promise.all(asked.flat().map((store) => textsIn(store)));
    const named = texts.map(([text]) => (JSON.parse(text!) as { replica: string }).replica);
    expect(named.sort()).toEqual([...replicas, ...replicas].sort());
    const [{ count }] = (await own.rows<{ count: number }>(
      `SELECT COUNT(*) AS count FROM pg_stat_activity WHERE datname = current_database()`,
    )) as [{ count: number }];
    expect(count).toBeLessThanOrEqual(6);
    await Promise.all([logs.close(), own.close()]);
    await database.drop();
  });

  it('are looked for again once the database is back', async () => {
    const logs = openAllLogs({} as never, {
      dataDir: '',
      databaseUrl: 'postgres://127.0.0.1:1/none',
      ...OWN,
    });
    await expect(logs.stores()).rejects.toThrow();
    await expect(logs.stores()).rejects.toThrow();
    await logs.close();
  });
});
