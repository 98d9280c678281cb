import type { DataSource } from 'typeorm';
import { Database } from '@lienthong/shared';
import { fold, searchText, wordsOf } from './fold.ts';

/**
 * Fills the full-text index over the names of all databases: FTS5 in SQLite, a GIN-indexed tsvector in PostgreSQL.
 * It holds folded text, so that case and Vietnamese diacritics do not matter to either.
 */
export async function indexDatabases(database: DataSource): Promise<void> {
  const rows = (await database.getRepository(Database).find()).map(
    ({ id, name }) => [id, searchText(name)] as const,
  );
  const dialect = dialectOf(database);
  await database.transaction(async (transaction) => {
    for (const statement of dialect.create) await transaction.query(statement);
    await transaction.query('DELETE FROM database_search');
    for (const row of rows) await transaction.query(dialect.insert, [...row]);
  });
}

/**
 * Ids of the databases that hold every word searched for, best first: names that hold the text as it was typed, then
 * names that hold it without regard to diacritics, then by relevance (BM25, or ts_rank with length). The last word may
 * be unfinished.
 */
export async function searchDatabases(database: DataSource, search: string): Promise<string[]> {
  const words = wordsOf(search);
  if (words.length === 0) return [];
  const dialect = dialectOf(database);
  const found: { id: string }[] = await database.query(dialect.find, [dialect.match(words)]);
  const names = new Map((await database.getRepository(Database).find()).map(({ id, name }) => [id, name]));
  const typed = search.normalize('NFC').toLowerCase().trim();
  const folded = words.join(' ');
  const nearness = ({ id }: { id: string }) => {
    const name = names.get(id) ?? '';
    if (name.normalize('NFC').toLowerCase().includes(typed)) return 0;
    return wordsOf(fold(name)).join(' ').includes(folded) ? 1 : 2;
  };
  return found
    .map((row, rank) => ({ id: row.id, rank, nearness: nearness(row) }))
    .sort((one, other) => one.nearness - other.nearness || one.rank - other.rank)
    .map(({ id }) => id);
}

interface Dialect {
  readonly create: readonly string[];
  readonly insert: string;
  readonly find: string;
  /** The words as the full-text engine wants them: all must occur, the last as a prefix. */
  match(words: readonly string[]): string;
}

const sqlite: Dialect = {
  create: ['CREATE VIRTUAL TABLE IF NOT EXISTS database_search USING fts5(id UNINDEXED, words)'],
  insert: 'INSERT INTO database_search (id, words) VALUES (?, ?)',
  find: 'SELECT id FROM database_search WHERE database_search MATCH ? ORDER BY bm25(database_search), id',
  match: (words) => `${words.map((word) => `"${word}"`).join(' AND ')} *`,
};

const postgres: Dialect = {
  create: [
    'CREATE TABLE IF NOT EXISTS database_search (id text PRIMARY KEY, words tsvector NOT NULL)',
    'CREATE INDEX IF NOT EXISTS database_search_words ON database_search USING gin (words)',
  ],
  insert: `INSERT INTO database_search (id, words) VALUES ($1, to_tsvector('simple', $2))`,
  find: `SELECT id FROM database_search, to_tsquery('simple', $1) AS query
    WHERE words @@ query ORDER BY ts_rank(words, query, 1) DESC, id`,
  match: (words) => `${words.join(' & ')}:*`,
};

const dialectOf = (database: DataSource): Dialect =>
  database.options.type === 'postgres' ? postgres : sqlite;
