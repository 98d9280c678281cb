import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { DataSource } from 'typeorm';
import type { ServedContext } from './access/access-to-operations.ts';
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
  answering: Answering,
  { seal, headers }: Pick<FastifyRequest, 'seal' | 'headers'>,
  left: () => AbortSignal,
): ServedContext {
  const exchange = headers[EXCHANGE_HEADER];
  return contextOf(answering, { seal, left }, typeof exchange === 'string' ? exchange : randomUUID());
}

function contextOf(
  answering: Answering,
  asked: Pick<ServedContext, 'seal' | 'left'>,
  requestId: string,
): ServedContext {
  const { database, agreements, counter, askExchange } = answering;
  const { name, records, typeOfEntity } = answering.subgraph;
  const { seal, left } = asked;
  const tally = newTally();
  const caller = seal?.caller ?? ({ kind: 'agency', agency: name } as const);
  const context: ServedContext = {
    seal,
    database,
    agreements,
    askExchange,
    caller,
    tally,
    access: null,
    left,
    // What happens later is an exchange of its own, which the gateway has not named.
    again() {
      return contextOf(answering, asked, randomUUID());
    },
    usage: seal ? createUsage(counter, { provider: name, caller, requestId, at: Date.now() }) : UNCOUNTED,
    loaders: createLoaders(database, {
      conditionsOf(entity) {
        const type = typeOfEntity.get(entity);
        // What may be read is known once the operation is: before that no row is looked up.
        const reaches = type === undefined ? null : (context.access?.reachesOf(type) ?? null);
        return type === undefined || reaches === null ? null : rowConditions(reaches, records[type]!);
      },
      onRows(count) {
        tally.rows += count;
      },
    }),
  };
  return context;
}
