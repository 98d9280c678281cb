import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AgencyCard, Database, type Subgraph } from '@lienthong/shared';
import { databaseSchema, openDatabase } from '@lienthong/shared/database';
import type { DataSource } from 'typeorm';
import { createPostgresDatabase, describeOnPostgres, type PostgresDatabase } from '../support/postgres.ts';
import { resolution } from '../support/resolution.ts';
import { isRead, recordStatements } from '../support/statements.ts';
import { listed, loadListed, readSeed, startSubgraph, type TestSubgraph } from '../support/subgraph.ts';
import { answersItsCatalogue } from './catalogue-contract.ts';
import { answersTheRegister } from './register-contract.ts';

describeOnPostgres('On PostgreSQL', () => {
  let postgres: PostgresDatabase;
  beforeAll(async () => {
    postgres = await createPostgresDatabase();
  });
  afterAll(() => postgres.drop());

  const open = (subgraph: Subgraph): Promise<DataSource> =>
    openDatabase(subgraph, { dataDir: '/nowhere', databaseUrl: postgres.url }, readSeed);

  describe.each(listed.map(({ name }) => name))('%s', (name) => {
    let running: TestSubgraph;
    beforeAll(async () => {
      running = await startSubgraph(await loadListed(name), { databaseUrl: postgres.url });
    });
    afterAll(() => running.remove());

    if (name === 'ndc') answersTheRegister((query, variables) => running.ask(query, variables));
    else answersItsCatalogue(name, (query, variables) => running.ask(query, variables));
  });

  it('every subgraph keeps its rows in a schema of its own, and none beside', async () => {
    const database = await open(await loadListed('moj'));
    try {
      const schemas = await database.query<{ schema: string }[]>(
        'SELECT DISTINCT table_schema AS schema FROM information_schema.tables WHERE table_schema !~ $1',
        ['^(pg_|information_schema$)'],
      );
      expect(schemas.map(({ schema }) => schema).sort()).toEqual(
        listed.map(({ name }) => databaseSchema(name)).sort(),
      );
      expect(await database.getRepository(AgencyCard).find()).toHaveLength(1);
    } finally {
      await database.destroy();
    }
  });

  it('a row whose owner does not exist is refused', async () => {
    const database = await open(await loadListed('moj'));
    try {
      const databases = database.getRepository(Database);
      const row = await databases.findOneByOrFail({ id: 'moj-A-01' });
      await expect(databases.insert({ ...row, id: 'moj-A-99', ownerId: 'nobody' })).rejects.toThrow(
        'foreign key',
      );
    } finally {
      await database.destroy();
    }
  });

  it.each(['moj', 'gov-office', 'ndc'])(
    '%s finds its tables as it left them: a second start writes nothing',
    async (name) => {
      const subgraph = await loadListed(name);
      const first = await open(subgraph);
      const recorded = recordStatements(first);
      await first.destroy();
      const second = await open(subgraph);
      recorded.stop();
      await second.destroy();
      expect(recorded.statements.length).toBeGreaterThan(0);
      expect(recorded.statements.filter((statement) => !isRead(statement))).toEqual([]);
    },
  );

  it('search reads PostgreSQL’s full-text index', async () => {
    const database = await open(await loadListed('ndc'));
    try {
      await database.query('SET enable_seqscan = off');
      const plan = await database.query<Record<string, string>[]>(
        "EXPLAIN SELECT id FROM database_search WHERE lexemes @@ to_tsquery('simple', 'dat')",
      );
      expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain(
        'Bitmap Index Scan on database_search_lexemes',
      );
      expect(await database.query('SELECT id FROM database_search')).toHaveLength(
        resolution('databases').length,
      );
    } finally {
      await database.destroy();
    }
  });
});
