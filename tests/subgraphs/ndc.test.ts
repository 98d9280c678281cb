import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openDatabase } from '@lienthong/shared/database';
import { resolution } from '../support/resolution.ts';
import { loadListed, readSeed, startSubgraph, type TestSubgraph } from '../support/subgraph.ts';
import { answersTheRegister } from './register-contract.ts';

let ndc: TestSubgraph;
beforeAll(async () => {
  ndc = await startSubgraph(await loadListed('ndc'));
});
afterAll(() => ndc.remove());

answersTheRegister((query, variables) => ndc.ask(query, variables));

it('Search reads SQLite’s full-text index, which holds every database', async () => {
  const database = await openDatabase(await loadListed('ndc'), { dataDir: ndc.dataDir }, readSeed);
  try {
    const [table] = await database.query<{ sql: string }[]>(
      "SELECT sql FROM sqlite_master WHERE name = 'database_search'",
    );
    const [plan] = await database.query<{ detail: string }[]>(
      `EXPLAIN QUERY PLAN SELECT id FROM database_search WHERE database_search MATCH '"dat"'`,
    );
    const held = await database.query<{ id: string }[]>('SELECT id FROM database_search');
    expect(table!.sql).toContain('USING fts5');
    expect(plan!.detail).toMatch(/^SCAN database_search VIRTUAL TABLE INDEX \d+:M/);
    expect(held).toHaveLength(resolution('databases').length);
  } finally {
    await database.destroy();
  }
});
