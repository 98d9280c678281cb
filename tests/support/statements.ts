import { jest } from '@jest/globals';
import type { DataSource } from 'typeorm';

/**
 * Every SQL statement that databases of this kind are given from now on, in order. They are caught where TypeORM hands
 * them to the driver, so whoever asks is counted.
 */
export function recordStatements(database: DataSource): { readonly statements: string[]; stop(): void } {
  const statements: string[] = [];
  const runner = database.createQueryRunner();
  const prototype = Object.getPrototypeOf(runner) as { query: Query };
  const query = prototype.query;
  const spy = jest.spyOn(prototype, 'query').mockImplementation(function (this: unknown, statement, ...rest) {
    statements.push(statement);
    return query.call(this, statement, ...rest);
  });
  return {
    statements,
    stop: () => {
      spy.mockRestore();
      void runner.release();
    },
  };
}

type Query = (this: unknown, statement: string, ...rest: unknown[]) => Promise<unknown>;

/** The tables a list of SELECTs reads, one entry for each statement. */
export const tablesRead = (statements: readonly string[]): string[] =>
  statements.map((statement) => /\bFROM\s+(?:"\w+"\.)?"?(\w+)"?/.exec(statement)?.[1] ?? statement);

/** Whether a statement leaves everything as it is. */
export const isRead = (statement: string): boolean =>
  /^\s*(SELECT|SHOW|WITH|PRAGMA|CREATE (SCHEMA|TABLE|INDEX|VIRTUAL TABLE) IF NOT EXISTS)\b/i.test(statement);
