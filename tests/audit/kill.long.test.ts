import { describe, expect, it } from '@jest/globals';
import { openLedger } from '@lienthong/gateway/audit/ledger';
import { ledgerFile, openSqliteStore } from '@lienthong/gateway/audit/store/sqlite-store';
import { readLog } from '@lienthong/gateway/audit/store/log-store';
import { verifyIndex } from '@lienthong/gateway/audit/verify/verify-index';
import { verifyLog } from '@lienthong/gateway/audit/verify-log';
import { openSigningKey } from '@lienthong/shared/identity/keys';
import { startCommand } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';

const KILLS = 5;

describe('A gateway killed while it writes', () => {
  it('has lost no receipt that it let go of, and left no half one, however often it happens', async () => {
    const folder = temporaryFolder();
    const key = await openSigningKey(folder.path);
    const printed = new Set<string>();
    for (let kill = 0; kill < KILLS; kill += 1) {
      const clients = [1, 3, 50][kill % 3]!;
      const child = startCommand('tests/audit/append-until-killed.ts', [folder.path, String(clients)]);
      await child.said(new RegExp(`(.+\n){${20 + kill * 37}}`));
      child.signal('SIGKILL');
      const { stdout } = await child.ended;
      // A line may have been cut in the middle: whole ones count.
      for (const id of stdout.split('\n').slice(0, -1)) printed.add(id);

      const store = openSqliteStore(ledgerFile(folder.path, 'gateway-1'));
      const verdict = await verifyLog(readLog(store, { from: 0 }), { name: 'the log', keys: key.jwks.keys });
      expect(verdict.finding).toBeNull();
      expect(await verifyIndex(store, verdict.log)).toBeNull();
      const stored = await store.rows<{ id: string }>('SELECT id FROM receipt');
      const ids = new Set(stored.map(({ id }) => id));
      expect([...printed].filter((id) => !ids.has(id))).toEqual([]);
      expect(verdict.entries).toBe(ids.size);
      await (await openLedger({ store, replica: 'gateway-1', key })).close();
    }
    expect(printed.size).toBeGreaterThan(200);
    folder.remove();
  }, 60_000);
});
