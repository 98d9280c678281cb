import { buildSubgraphSchema } from '@apollo/subgraph';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { Context } from '@lienthong/shared';
import { newTally } from '@lienthong/shared/access/tally';
import { UNCOUNTED } from '@lienthong/shared/access/usage';
import type { ExchangeAnswer, Question } from '@lienthong/shared/asking/ask-exchange';
import { openDatabase } from '@lienthong/shared/database';
import type { EntityClass } from '@lienthong/shared/define-subgraph';
import { createLoaders } from '@lienthong/shared/loaders';
import type { AgencyCaller, Caller } from '@lienthong/shared/policy/types';
import { graphql, type GraphQLSchema } from 'graphql';
import type { DataSource } from 'typeorm';
import { temporaryFolder } from '../support/folder.ts';
import { loadListed, readSeed } from '../support/subgraph.ts';

/** An agency that asks for a change, with a case in hand. */
export const withCase = (agency: string, id: string, ...subjects: readonly string[]): AgencyCaller => ({
  kind: 'agency',
  agency,
  case: { id, subjects },
});

/** Everybody but who has this case in hand, with all of these people in it. */
export function outsiders(agency: string, id: string, ...subjects: readonly string[]): [string, Caller][] {
  return [
    ['a caller with another case', withCase(agency, `${id}-X`, ...subjects)],
    ...subjects.map((one): [string, Caller] => [
      `a caller whose case leaves out ${one}`,
      withCase(agency, id, ...subjects.filter((each) => each !== one), '001099000001'),
    ]),
    ['a caller whose case names nobody', withCase(agency, id)],
    ['a caller without a case', { kind: 'agency', agency }],
    ['a citizen it is about', { kind: 'citizen', personalId: subjects[0]! }],
    ['somebody unknown', { kind: 'anonymous' }],
  ];
}

/**
 * One agency without a guard before it, asked for changes; what the exchange answers it in turn, `answers` says. For the
 * whole suite that calls it; the tables of `changed` are empty before every test.
 */
export function changing(name: string, changed: readonly EntityClass[]) {
  const folder = temporaryFolder();
  let database: DataSource;
  let schema: GraphQLSchema;
  const asked: Question[] = [];
  const exchange = { answers: (_: Question): ExchangeAnswer => ({ data: null, errors: [] }) };
  beforeAll(async () => {
    const subgraph = await loadListed(name);
    schema = buildSubgraphSchema({ typeDefs: subgraph.typeDefs, resolvers: subgraph.resolvers as never });
    database = await openDatabase(subgraph, { dataDir: folder.path }, readSeed);
  });
  afterAll(async () => {
    await database.destroy();
    folder.remove();
  });
  beforeEach(async () => {
    for (const entity of changed) await database.getRepository(entity).clear();
    asked.splice(0);
  });

  return {
    /** What the agency has asked the exchange in this test. */
    asked,
    exchange,
    rows: <Row extends object>(entity: new () => Row) => database.getRepository(entity),
    run: async (caller: Caller, source: string, variableValues: Record<string, unknown>) => {
      const contextValue: Context = {
        database,
        loaders: createLoaders(database),
        caller,
        access: null,
        usage: UNCOUNTED,
        tally: newTally(),
        agreements: null as never,
        left: () => new AbortController().signal,
        askExchange: async (question) => {
          asked.push(question);
          return exchange.answers(question);
        },
      };
      const { data, errors } = await graphql({ schema, source, variableValues, contextValue });
      return {
        data: data as Record<string, unknown> | null,
        codes: errors?.map((error) => error.extensions['code']) ?? [],
      };
    },
  };
}
