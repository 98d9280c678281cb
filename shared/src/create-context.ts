import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { DataSource } from 'typeorm';
import type { Access } from './access/access.ts';
import type { ServedContext } from './access/access-plugin.ts';
import { rowConditions } from './access/row-conditions.ts';
import { newTally } from './access/tally.ts';
import { createUsage, UNCOUNTED } from './access/usage.ts';
import type { UsageCounter } from './access/usage-counter.ts';
import type { AskExchange } from './asking/ask-exchange.ts';
import type { Agreements } from './agreements/agreements.ts';
import type { Subgraph } from './define-subgraph.ts';
import { EXCHANGE_HEADER } from './exchange-header.ts';
import { createLoaders } from './loaders.ts';

/** What one subgraph answers from. */
export interface Answering {
  readonly subgraph: Pick<Subgraph, 'name' | 'records' | 'typeOfEntity'>;
  readonly database: DataSource;
  readonly agreements: Agreements;
  readonly counter: UsageCounter;
  readonly askExchange: AskExchange;
}

/** What the resolvers of one request to a subgraph share. */
export function createContext(
  { subgraph: { name, records, typeOfEntity }, database, agreements, counter, askExchange }: Answering,
  { seal, headers }: Pick<FastifyRequest, 'seal' | 'headers'>,
): ServedContext {
  const tally = newTally();
  const caller = seal?.caller ?? ({ kind: 'agency', agency: name } as const);
  const exchange = headers[EXCHANGE_HEADER];
  const requestId = typeof exchange === 'string' ? exchange : randomUUID();
  // What may be read is known once the operation is: before that no row is looked up.
  let bounds: Access | null = null;
  return {
    seal,
    database,
    agreements,
    askExchange,
    caller,
    tally,
    access: null,
    bindLoaders: (access) => {
      bounds = access;
    },
    usage: seal ? createUsage(counter, { provider: name, caller, requestId, at: Date.now() }) : UNCOUNTED,
    loaders: createLoaders(database, {
      conditionsOf: (entity) => {
        const type = typeOfEntity.get(entity);
        const reaches = type === undefined ? null : (bounds?.reachesOf(type) ?? null);
        return type === undefined || reaches === null ? null : rowConditions(reaches, records[type]!);
      },
      onRows: (count) => {
        tally.rows += count;
      },
    }),
  };
}
