import {
  ledgerSchema,
  openPostgresStore,
  readPostgresStore,
} from '@lienthong/gateway/audit/store/postgres-store';
import pg from 'pg';
import { createPostgresDatabase, describeOnPostgres, type PostgresDatabase } from '../support/postgres.ts';
import { disclosesWhatItMay } from './disclosure-contract.ts';
import { keepsItsPromises } from './ledger-contract.ts';

describeOnPostgres('A ledger in PostgreSQL', () => {
  keepsItsPromises(async () => {
    const database = await createPostgresDatabase();
    return {
      open: async (how) =>
        how?.reading
          ? readPostgresStore(database.url, 'ledger_gateway_1')
          : openPostgresStore(database.url, 'ledger_gateway_1'),
      tamper: async (sql) => {
        const client = new pg.Client({
          connectionString: database.url,
          options: '-c search_path=ledger_gateway_1',
        });
        await client.connect();
        await client.query(sql);
        await client.end();
      },
      remove: () => database.drop(),
    };
  });
});

describeOnPostgres('From a ledger in PostgreSQL', () => {
  let database: Promise<PostgresDatabase> | undefined;
  disclosesWhatItMay(
    async (replica) => {
      database ??= createPostgresDatabase();
      return openPostgresStore((await database).url, ledgerSchema(replica));
    },
    async () => (await database)?.drop(),
  );
});
