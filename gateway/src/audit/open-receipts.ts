import { DatabaseUnusable, namedServer } from '@lienthong/shared/errors';
import type { SigningKey } from '@lienthong/shared/identity/keys';
import type { GatewayConfig } from '../config.ts';
import type { RecordExchange } from '../policy/enforce.ts';
import { openAllLogs, type AllLogs } from './all-logs.ts';
import type { LedgerStore } from './ledger-store.ts';
import { openLedger } from './ledger.ts';
import { rememberLogKey } from './log-keys.ts';
import { waitForCompany } from './wait-for-company.ts';
import { createReceiptMaker } from './make-receipt.ts';
import { createPseudonymizer, openPseudonymKey, type Pseudonymize } from './pseudonym.ts';
import { ledgerSchema, openPostgresStore } from './store/postgres-store.ts';
import { ledgerFile, openSqliteStore } from './store/sqlite-store.ts';

/** The log of one gateway, and how exchanges are written into it. */
export interface Receipts {
  readonly record: RecordExchange;
  /** The logs of all replicas, its own first. */
  readonly stores: AllLogs['stores'];
  readonly pseudonymize: Pseudonymize;
  /** Writes what is waiting, and closes the log. */
  close(): Promise<void>;
}

type Place = Pick<GatewayConfig, 'dataDir' | 'databaseUrl' | 'replica'>;

/**
 * Opens the log of this replica: a file of the data folder, or a schema in PostgreSQL where one is configured. `toCome` says how
 * many exchanges are being worked on, whose receipts are not made yet. Errors: `DATABASE_UNUSABLE`.
 */
export async function openReceipts(
  { dataDir, databaseUrl, replica }: Place,
  key: SigningKey,
  toCome: () => number,
): Promise<Receipts> {
  const pseudonymize = createPseudonymizer(openPseudonymKey(dataDir));
  const store = await openStore({ dataDir, databaseUrl, replica });
  const makeReceipt = createReceiptMaker(replica, pseudonymize);
  const earlierKeys = rememberLogKey(dataDir, key.jwks.keys[0]!);
  const ledger = await openLedger({ store, replica, key, earlierKeys, gather: waitForCompany(toCome) });
  const logs = openAllLogs(store, { dataDir, databaseUrl, replica });
  return {
    pseudonymize,
    stores: logs.stores,
    record: ({ receiptId, caller, ruling, fetches }, { operation, asked, answered }, rules) => {
      const happened = {
        id: receiptId,
        caller,
        operation,
        asked,
        ruling: ruling!,
        fetches: [...fetches],
        answered,
      };
      return ledger.append(() => makeReceipt(happened, rules));
    },
    close: async () => {
      await ledger.close();
      await logs.close();
    },
  };
}

async function openStore({ dataDir, databaseUrl, replica }: Place): Promise<LedgerStore> {
  const file = ledgerFile(dataDir, replica);
  try {
    return databaseUrl ? await openPostgresStore(databaseUrl, ledgerSchema(replica)) : openSqliteStore(file);
  } catch (error) {
    const place = databaseUrl ? namedServer(databaseUrl) : file;
    throw new DatabaseUnusable(`receipts of ${replica}`, place, error);
  }
}
