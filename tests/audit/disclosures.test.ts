import { describe } from '@jest/globals';
import { createSqliteStore } from '@lienthong/gateway/audit/store/sqlite-store';
import Database from 'better-sqlite3';
import { disclosesWhatItMay } from './disclosure-contract.ts';

describe('From a ledger in SQLite', () => {
  disclosesWhatItMay(
    async () => createSqliteStore(new Database(':memory:')),
    async () => {},
  );
});
