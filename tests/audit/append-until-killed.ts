import { writeSync } from 'node:fs';
import { openLedger } from '@lienthong/gateway/audit/ledger';
import { ledgerFile, openSqliteStore } from '@lienthong/gateway/audit/store/sqlite-store';
import { openSigningKey } from '@lienthong/shared/identity/keys';
import { receiptOf } from './receipts.ts';

/**
 * Started by kill.long.test.ts in a process of its own: many clients at once append receipts for ever, and each id is
 * printed once its promise has resolved, as an answer would leave then. Ends by being killed.
 */
const [dataDir, clients] = process.argv.slice(2) as [string, string];
const ledger = await openLedger({
  store: openSqliteStore(ledgerFile(dataDir, 'gateway-1')),
  replica: 'gateway-1',
  key: await openSigningKey(dataDir),
});
const client = async (): Promise<void> => {
  for (;;) {
    const receipt = receiptOf({}, Date.now());
    await ledger.append(receipt);
    writeSync(1, `${receipt.id}\n`);
  }
};
await Promise.all(Array.from({ length: Number(clients) }, client));
