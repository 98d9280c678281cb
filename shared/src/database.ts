import 'reflect-metadata';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DataSource, type DataSourceOptions } from 'typeorm';
import type { Subgraph } from './define-subgraph.ts';
import { DatabaseUnusable, DataDirUnusable, namedServer, StartError } from './errors.ts';
import { kernelEntities } from './kernel-entities.ts';
import { updateSchema } from './schema-change.ts';
import { seedDatabase, type ReadSeed } from './seeding.ts';

/** Where a subgraph keeps its data: a SQLite file of its own under `dataDir`, or PostgreSQL where a URL is given. */
export interface Storage {
  readonly dataDir: string;
  readonly databaseUrl?: string;
}

/** The SQLite file of a subgraph. */
export const databaseFile = (dataDir: string, name: string): string =>
  join(dataDir, 'databases', `${name}.sqlite`);
/** The PostgreSQL schema of a subgraph: agencies that share a server still share no table. */
export const databaseSchema = (name: string): string => name.replaceAll('-', '_');

/**
 * Opens a subgraph's own database: brings the tables up to date without losing data, lays the seed, prepares its
 * indexes. Errors: `DATABASE_UNUSABLE`, `SCHEMA_CHANGE_REFUSED`, `BAD_SEED`.
 */
export async function openDatabase(
  subgraph: Subgraph,
  storage: Storage,
  read: ReadSeed,
): Promise<DataSource> {
  const database = await connect(subgraph, storage);
  try {
    await updateSchema(database, subgraph.name);
    for (const [part, rows] of Object.entries(subgraph.seed(read))) await seedDatabase(database, part, rows);
    await subgraph.prepare(database);
  } catch (error) {
    await database.destroy();
    throw error;
  }
  return database;
}

async function connect({ name, entities, migrations }: Subgraph, storage: Storage): Promise<DataSource> {
  const { dataDir, databaseUrl } = storage;
  try {
    const database = new DataSource({
      ...(await storageOptions(name, storage)),
      entities: [...kernelEntities, ...entities],
      migrations: [...migrations],
      migrationsTransactionMode: 'each',
    } as DataSourceOptions);
    return await database.initialize();
  } catch (error) {
    if (error instanceof StartError) throw error;
    const place = databaseUrl ? namedServer(databaseUrl) : databaseFile(dataDir, name);
    throw new DatabaseUnusable(name, place, error);
  }
}

async function storageOptions(
  name: string,
  { dataDir, databaseUrl }: Storage,
): Promise<Partial<DataSourceOptions>> {
  if (!databaseUrl) {
    try {
      mkdirSync(join(dataDir, 'databases'), { recursive: true });
    } catch (error) {
      throw new DataDirUnusable(dataDir, error);
    }
    return { type: 'better-sqlite3', database: databaseFile(dataDir, name), enableWAL: true };
  }
  const schema = databaseSchema(name);
  await createPostgresSchema(databaseUrl, schema);
  return {
    type: 'postgres',
    url: databaseUrl,
    schema,
    poolSize: 4,
    extra: { options: `-c search_path=${schema}` },
  };
}

async function createPostgresSchema(url: string, schema: string): Promise<void> {
  const server = await new DataSource({ type: 'postgres', url }).initialize();
  try {
    // Looked up first: creating one that exists still wants the right to create, which an agency's own user may lack.
    const [there] = await server.query<unknown[]>('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema]);
    if (!there) await server.query(`CREATE SCHEMA IF NOT EXISTS "${schema}"`);
  } finally {
    await server.destroy();
  }
}
