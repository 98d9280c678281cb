import { randomBytes } from 'node:crypto';
import { describe } from '@jest/globals';
import { DataSource } from 'typeorm';

/** A PostgreSQL server whose user may create databases, such as postgres://root@127.0.0.1:5432/test. */
const server = process.env['TEST_DATABASE_URL'];

/** Describes what needs a real PostgreSQL; without one it is skipped, and its title says how to run it. */
export function describeOnPostgres(title: string, tests: () => void): void {
  if (server) describe(title, tests);
  else describe.skip(`${title} (skipped: set TEST_DATABASE_URL to a PostgreSQL server to run it)`, tests);
}

export interface PostgresDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A database of a test's own on that server. */
export async function createPostgresDatabase(): Promise<PostgresDatabase> {
  const name = `lienthong_test_${randomBytes(6).toString('hex')}`;
  const url = new URL(server!);
  url.pathname = `/${name}`;
  await onServer(`CREATE DATABASE "${name}"`);
  return { url: url.href, drop: () => onServer(`DROP DATABASE "${name}" WITH (FORCE)`) };
}

async function onServer(statement: string): Promise<void> {
  const connection = await new DataSource({ type: 'postgres', url: server! }).initialize();
  try {
    await connection.query(statement);
  } finally {
    await connection.destroy();
  }
}
