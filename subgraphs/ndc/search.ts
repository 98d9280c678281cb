import { In, type DataSource } from 'typeorm';
import { Database } from '@lienthong/shared';
import { literalWordsOf, searchText, wordsOf } from './fold.ts';

/**
 * Keeps the full-text index over the names of all databases: FTS5 in SQLite, a GIN-indexed tsvector in PostgreSQL.
 * It holds folded text, so that case and Vietnamese diacritics do not matter to either. Written only when it differs.
 */
export async function indexDatabases(database: DataSource): Promise<void> {
  const rows = await database.getRepository(Database).find({ order: { id: 'ASC' } });
  const wanted = rows.map(({ id, name }) => ({ id, words: searchText(name) }));
  const dialect = dialectOf(database);
  for (const statement of dialect.create) await database.query(statement);
  const held = await database.query<SearchRow[]>('SELECT id, words FROM database_search');
  if (contentOf(held) === contentOf(wanted)) return;
  await database.transaction(async (transaction) => {
    await transaction.query('DELETE FROM database_search');
    for (const { id, words } of wanted) await transaction.query(dialect.insert, [id, words]);
  });
}

interface SearchRow {
  readonly id: string;
  readonly words: string;
}

const contentOf = (rows: readonly SearchRow[]): string =>
  rows
    .map(({ id, words }) => `${id} ${words}`)
    .sort()
    .join('\n');

/** Longer than any name: what stands behind could only keep something from being found. */
const LONGEST_SEARCH = 300;

/**
 * Ids of the databases that hold every word searched for, best first: by how nearly the name holds the text as it was
 * typed, then by how little else it says, then by relevance (BM25, or ts_rank with length). The last word may be
 * unfinished.
 */
export async function searchDatabases(database: DataSource, search: string): Promise<string[]> {
  const typed = search.slice(0, LONGEST_SEARCH);
  const words = wordsOf(typed);
  if (words.length === 0) return [];
  const dialect = dialectOf(database);
  const found = await database.query<SearchRow[]>(dialect.find, [dialect.match(words)]);
  const ids = found.map(({ id }) => id);
  const rows = await database
    .getRepository(Database)
    .find({ select: { id: true, name: true }, where: { id: In(ids) } });
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return found
    .map(({ id }, rank) => ({ id, rank, ...fitOf(names.get(id) ?? '', typed, words) }))
    .sort((one, other) => one.distance - other.distance || one.others - other.others || one.rank - other.rank)
    .map(({ id }) => id);
}

/** How far a name is from what was typed, and how many other words it has to say. */
function fitOf(name: string, typed: string, words: readonly string[]) {
  const own = wordsOf(name);
  const [text, folded] = [spaced(literalWordsOf(name)), spaced(own)];
  const [asTyped, asFolded] = [spaced(literalWordsOf(typed)), spaced(words)];
  // Typed without diacritics, a text says nothing about them: then only the folded forms compare.
  const plain = asTyped === asFolded;
  const tries = [
    !plain && text.includes(asTyped),
    !plain && text.includes(asTyped.trimEnd()),
    folded.includes(asFolded),
    folded.includes(asFolded.trimEnd()),
  ];
  const searched = new Set([...words, ...SAYING_LITTLE]);
  return {
    distance: tries.includes(true) ? tries.indexOf(true) : tries.length,
    others: own.filter((word) => !searched.has(word)).length,
  };
}

const spaced = (words: readonly string[]): string => ` ${words.join(' ')} `;

/** Words that hardly tell one database from another. */
const SAYING_LITTLE = wordsOf('các cơ sở dữ liệu CSDL quốc gia, hệ thống thông tin về quản lý');

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
    `CREATE TABLE IF NOT EXISTS database_search (
      id text PRIMARY KEY,
      words text NOT NULL,
      lexemes tsvector GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED
    )`,
    'CREATE INDEX IF NOT EXISTS database_search_lexemes ON database_search USING gin (lexemes)',
  ],
  insert: 'INSERT INTO database_search (id, words) VALUES ($1, $2)',
  find: `SELECT id FROM database_search, to_tsquery('simple', $1) AS query
    WHERE lexemes @@ query ORDER BY ts_rank(lexemes, query, 1) DESC, id`,
  match: (words) => `${words.join(' & ')}:*`,
};

const dialectOf = (database: DataSource): Dialect =>
  database.options.type === 'postgres' ? postgres : sqlite;
