import type { SigningKey } from '@lienthong/shared/identity/keys';
import type { GatewayConfig } from '../config.ts';
import type { RecordExchange } from '../policy/enforce.ts';
import { openLedger } from './ledger.ts';
import type { LedgerStore } from './ledger-store.ts';
import { makeReceipt } from './make-receipt.ts';
import { createPseudonymizer, openPseudonymKey, type Pseudonymize } from './pseudonym.ts';
import { ledgerSchema, openPostgresStore } from './store/postgres-store.ts';
import { ledgerFile, openSqliteStore } from './store/sqlite-store.ts';

/** The log of one gateway, and how exchanges are written into it. */
export interface Receipts {
  readonly record: RecordExchange;
  readonly stores: readonly LedgerStore[];
  readonly pseudonymize: Pseudonymize;
  /** Writes what is waiting, and closes the log. */
  close(): Promise<void>;
}

/** Opens the log of this replica: a file of the data folder, or a schema in PostgreSQL where one is configured. */
export async function openReceipts(
  { dataDir, databaseUrl, replica }: Pick<GatewayConfig, 'dataDir' | 'databaseUrl' | 'replica'>,
  key: SigningKey,
): Promise<Receipts> {
  const pseudonymize = createPseudonymizer(openPseudonymKey(dataDir));
  const store = databaseUrl
    ? await openPostgresStore(databaseUrl, ledgerSchema(replica))
    : openSqliteStore(ledgerFile(dataDir, replica));
  const ledger = await openLedger({ store, replica, key });
  return {
    pseudonymize,
    stores: [store],
    record: ({ receiptId, caller, ruling, fetches }, { name, hash, asked, answered }, rules) =>
      ledger.append(
        makeReceipt(
          {
            id: receiptId,
            replica,
            caller,
            operation: { name, hash },
            asked,
            ruling: ruling!,
            fetches,
            answered,
          },
          rules,
          pseudonymize,
        ),
      ),
    close: () => ledger.close(),
  };
}
