import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSqliteStore } from '@lienthong/gateway/audit/store/sqlite-store';
import type { FindingCode } from '@lienthong/gateway/audit/verify/findings';
import { verifyIndex } from '@lienthong/gateway/audit/verify/verify-index';
import Database from 'better-sqlite3';
import { temporaryFolder, type TemporaryFolder } from '../support/folder.ts';
import { receipts, unchanging } from './receipts.ts';
import { appendAll, openTestLedger, verifyStore } from './test-ledger.ts';

describe('A store that somebody had access to', () => {
  const MANY = 300;
  let place: TemporaryFolder;
  let pristine: string;
  beforeAll(async () => {
    place = temporaryFolder();
    pristine = join(place.path, 'gateway-1.sqlite');
    const ledger = await openTestLedger(place.path, { keepEvery: { entries: 50, seconds: 3600 } });
    for (let from = 0; from < MANY; from += 25) await appendAll(ledger, many.slice(from, from + 25));
    await ledger.close();
  });
  afterAll(() => place.remove());
  const many = receipts(MANY, { agencies: unchanging(3) });

  async function findingAfter(sql: string) {
    const copy = join(place.path, 'copy.sqlite');
    copyFileSync(pristine, copy);
    const database = new Database(copy);
    database.exec(sql);
    database.close();
    const store = readSqliteStore(copy);
    const { finding, log } = await verifyStore(store);
    const found = finding ?? (await verifyIndex(store, log));
    await store.close();
    return found;
  }

  it.each<[string, FindingCode | null, number, string]>([
    ['nothing was done', null, 0, 'SELECT 1'],
    [
      'a receipt was edited',
      'ALTERED',
      123,
      `UPDATE receipt SET body = replace(body, 'health-referral', 'marketing') WHERE position = 123`,
    ],
    [
      'what many receipts say was edited',
      'ALTERED',
      0,
      `UPDATE agencies SET text = replace(text, 'agency-c', 'agency-d')`,
    ],
    ['what many receipts say was deleted', 'ALTERED', 0, 'DELETE FROM agencies'],
    ['the table of what many receipts say was dropped', 'ALTERED', 0, 'DROP TABLE agencies'],
    [
      'a receipt was cut off from what it says with others',
      'ALTERED',
      123,
      'UPDATE receipt SET body = substr(body, 44) WHERE position = 123',
    ],
    [
      'a receipt was made to say what another says',
      'ALTERED',
      123,
      `INSERT INTO agencies VALUES ('${'x'.repeat(43)}', '[]'); UPDATE receipt SET body = '${'x'.repeat(43)}' || substr(body, 44) WHERE position = 123`,
    ],
    ['a row was deleted', 'DROPPED', 123, 'DELETE FROM receipt WHERE position = 123'],
    [
      'a row was deleted and the others moved up',
      'DROPPED',
      123,
      'DELETE FROM receipt WHERE position = 123; UPDATE receipt SET position = position - 1 WHERE position > 123',
    ],
    ['the last rows were deleted', 'TRUNCATED', 290, 'DELETE FROM receipt WHERE position >= 290'],
    [
      'two rows changed places',
      'REORDERED',
      10,
      'UPDATE receipt SET position = CASE position WHEN 10 THEN -1 ELSE -2 END WHERE position IN (10, 200); UPDATE receipt SET position = CASE position WHEN -1 THEN 200 ELSE 10 END WHERE position < 0',
    ],
    [
      'a hash was replaced',
      'HASH_ALTERED',
      123,
      'UPDATE hash SET hash = zeroblob(32) WHERE level = 0 AND position = 123',
    ],
    [
      'a receipt was put before the first',
      'INSERTED',
      0,
      `INSERT INTO receipt SELECT -1, 'forged', caller, 'marketing', outcome, owners, NULL, body || ' ' FROM receipt WHERE position = 1`,
    ],
    [
      'a receipt was put far behind the last',
      'UNSIGNED',
      MANY,
      `INSERT INTO receipt SELECT 9007199254740000, 'forged', caller, purpose, outcome, owners, NULL, body || ' ' FROM receipt WHERE position = 1`,
    ],
    [
      'the hash of one receipt was deleted',
      'HASH_ALTERED',
      123,
      'DELETE FROM hash WHERE level = 0 AND position = 123',
    ],
    [
      'the hashes of the last receipts were deleted',
      'INDEX_ALTERED',
      299,
      'DELETE FROM hash WHERE level = 0 AND position >= 290',
    ],
    ['the hashes of all receipts were deleted', 'INDEX_ALTERED', 255, 'DELETE FROM hash WHERE level = 0'],
    ['the newest checkpoint was deleted', 'UNSIGNED', 250, 'DELETE FROM checkpoint WHERE size > 250'],
    ['all checkpoints were deleted', 'UNSIGNED', 0, 'DELETE FROM checkpoint'],
    ['an access was hidden from a citizen', 'INDEX_ALTERED', 123, `DELETE FROM subject WHERE id = '$ID'`],
    [
      'an access was hidden from the owner of the data',
      'INDEX_ALTERED',
      123,
      `UPDATE receipt SET owners = ' ' WHERE position = 123`,
    ],
    [
      'all accesses of a tile were hidden from the owner of the data',
      'INDEX_ALTERED',
      255,
      `DELETE FROM owner WHERE name = 'agency-b'`,
    ],
    [
      'the first accesses of a tile were hidden from the owner of the data',
      'INDEX_ALTERED',
      255,
      `UPDATE owner SET "first" = '$ID' WHERE name = 'agency-b'`,
    ],
    [
      'an access was hidden from the owner of the data before the table of owners had it',
      'INDEX_ALTERED',
      290,
      `UPDATE receipt SET owners = ' ' WHERE position = 290`,
    ],
    [
      'an access was put on an owner that was not asked',
      'INDEX_ALTERED',
      MANY,
      `INSERT INTO owner VALUES ('moj', '$ID', '$ID', 0)`,
    ],
    [
      'an access was sealed afterwards',
      'INDEX_ALTERED',
      123,
      `UPDATE receipt SET "sealedUntil" = '2099-01-01T00:00:00.000Z' WHERE position = 123`,
    ],
    [
      'an access was put on somebody else',
      'INDEX_ALTERED',
      MANY,
      `INSERT INTO subject VALUES ('somebody', '$ID')`,
    ],
    [
      'a hash that proofs are made of was replaced',
      'INDEX_ALTERED',
      255,
      'UPDATE hash SET hash = zeroblob(32) WHERE level = 8',
    ],
  ])('%s', async (_, code, index, sql) => {
    const finding = await findingAfter(sql.replaceAll('$ID', many[123]!.id));
    if (code === null) expect(finding).toBeNull();
    else expect(finding).toMatchObject({ code, index });
  });
});
