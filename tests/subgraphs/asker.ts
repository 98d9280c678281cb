import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { Context, Subgraph } from '@lienthong/shared';
import { newTally } from '@lienthong/shared/access/tally';
import { UNCOUNTED } from '@lienthong/shared/access/usage';
import { noExchange } from '@lienthong/shared/asking/ask-exchange';
import { openDatabase } from '@lienthong/shared/database';
import { createLoaders } from '@lienthong/shared/loaders';
import { graphql, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { DataSource } from 'typeorm';
import { temporaryFolder } from '../support/folder.ts';
import { recordStatements, tablesRead } from '../support/statements.ts';
import { loadListed, readSeed } from '../support/subgraph.ts';

/** What was answered, and the tables that were read for it, one entry a statement, sorted. */
export interface Asked extends ExecutionResult {
  readonly data?: Record<string, unknown> | null;
  readonly tables: readonly string[];
}

/** Asks a subgraph as one request does, with loaders of its own. To be called where tests are described. */
export function asker(name: string) {
  const folder = temporaryFolder();
  let subgraph: Subgraph;
  let schema: GraphQLSchema;
  let database: DataSource;
  let recorded: ReturnType<typeof recordStatements>;
  beforeAll(async () => {
    subgraph = await loadListed(name);
    schema = buildSubgraphSchema({ typeDefs: subgraph.typeDefs, resolvers: subgraph.resolvers as never });
    database = await openDatabase(subgraph, { dataDir: folder.path }, readSeed);
    recorded = recordStatements(database);
  });
  beforeEach(() => void recorded.statements.splice(0));
  afterAll(async () => {
    recorded.stop();
    await database.destroy();
    folder.remove();
  });

  return async (source: string, variableValues: Record<string, unknown> = {}): Promise<Asked> => {
    const contextValue: Context = {
      database,
      loaders: createLoaders(database),
      caller: { kind: 'agency', agency: name },
      access: null,
      usage: UNCOUNTED,
      tally: newTally(),
      agreements: null as never,
      askExchange: noExchange,
      left: () => new AbortController().signal,
    };
    const before = recorded.statements.length;
    const answer = await graphql({ schema, source, variableValues, contextValue });
    return { ...answer, tables: tablesRead(recorded.statements.slice(before)).sort() };
  };
}
