import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import Database from 'better-sqlite3';
import { parse } from 'graphql';
import type { Ledger } from '@lienthong/gateway/audit/ledger';
import type { LedgerStore } from '@lienthong/gateway/audit/ledger-store';
import type { Receipt } from '@lienthong/gateway/audit/receipt';
import { inText } from '@lienthong/shared/bytes';
import type { FetchOutcome } from '@lienthong/gateway/execution/fetch-outcome';
import { compileCall } from '@lienthong/gateway/execution/fetching/compile-call';
import { createSqliteStore } from '@lienthong/gateway/audit/store/sqlite-store';
import type { Caller } from '@lienthong/gateway/authentication/caller';
import type { ExchangeContext } from '@lienthong/gateway/exchange-context';
import {
  EXCHANGE,
  exchangeSchema,
  exchangeSharingFile,
  exchangeTypeDefs,
} from '@lienthong/gateway/exchange/schema';
import type { ExchangeServices } from '@lienthong/gateway/exchange/services';
import { createExchangeSource } from '@lienthong/gateway/exchange/source';
import { readJoins } from '@lienthong/gateway/policy/deciding/joins';
import { neededFields } from '@lienthong/gateway/policy/deciding/needed-fields';
import { createCachedDecide } from '@lienthong/shared/policy/decision-cache';
import { coordinatesOf } from '@lienthong/shared/policy/operation-fields';
import { openRules, type OpenedRules } from '../../scripts/rules/open-rules.ts';
import { pseudonymOf } from '../audit/receipts.ts';
import { appendEach, openTestLedger } from '../audit/test-ledger.ts';
import { fixtureSchemas, fixtureState } from '../policy/fixture-state.ts';
import type { AnswerBody } from '../support/ask.ts';
import { silent } from '../support/log.ts';

export const NOW = Date.parse('2026-06-01T03:00:00.000Z');
export const ANONYMOUS: Caller = { kind: 'anonymous' };
export const citizen = (personalId: string): Caller => ({ kind: 'citizen', personalId });
export const agency = (id: string, more: object = {}): Caller => ({
  kind: 'agency',
  agency: id,
  system: `${id}-desk`,
  purpose: 'state-management',
  ...more,
});

export interface ExchangeAnswer extends AnswerBody {
  /** What the receipt will say of it. */
  readonly fetches: ExchangeContext['fetches'];
}

export interface TestExchange {
  readonly supergraph: string;
  readonly opened: OpenedRules;
  readonly services: ExchangeServices;
  /** What a request carries once the rules have decided on it; the decision is made on `query`. */
  contextOf(query: string, caller: Caller): ExchangeContext;
  /** Asks the gateway's own part of the graph, as the planner does. */
  ask(query: string, caller?: Caller, variables?: Readonly<Record<string, unknown>>): Promise<ExchangeAnswer>;
  close(): Promise<void>;
}

/** Three agencies with records, the law as it stands, the gateway's own part, and a log for each replica in memory. */
export async function openExchange(
  logs: Readonly<Record<string, readonly Receipt[]>> = {},
  change: Partial<ExchangeServices> = {},
): Promise<TestExchange> {
  const supergraph = supergraphWithExchange();
  const state = fixtureState(supergraph);
  copyFileSync(exchangeSharingFile, join(state.path, 'gateway/sharing.yaml'));
  const opened = openRules(state.path);
  state.remove();
  const { stores, ledgers } = await openLogs(logs);

  const joins = readJoins(parse(supergraph));
  const rules = { ...opened, decide: createCachedDecide(opened.compiled) };
  const services: ExchangeServices = {
    rules: () => rules,
    schema: () => opened.schema,
    neededFields: (document) => neededFields(document, undefined, opened.schema, joins).keys(),
    stores: async () => stores,
    pseudonymize: pseudonymOf,
    now: () => NOW,
    log: silent,
    ...change,
  };
  const source = createExchangeSource(services);
  const contextOf = (query: string, caller: Caller): ExchangeContext => {
    const request = { caller, coordinates: coordinatesOf(parse(query), opened.schema) };
    const ruling = { decision: rules.decide(query, request, NOW), caller, beside: new Map() };
    // The rest of a request is of no interest to a source that answers by itself.
    return { caller, ruling, fetches: [] as FetchOutcome[] } as unknown as ExchangeContext;
  };
  return {
    contextOf,
    supergraph,
    opened,
    services,
    ask: async (query, caller = ANONYMOUS, variables = {}) => {
      const context = contextOf(query, caller);
      const { data, errors } = await source.ask(callOf(query), { variables, lists: [] }, context);
      const told = errors.map(({ error, path }) => ({ ...error, ...(path && { path }) }));
      return {
        data: inText(data),
        ...(told.length > 0 && { errors: told }),
        fetches: context.fetches,
      } as never;
    },
    close: async () => {
      for (const ledger of ledgers) await ledger.close();
    },
  };
}

const callOf = (query: string) =>
  compileCall(
    {
      subgraph: EXCHANGE.name,
      query,
      operationName: undefined,
      change: false,
      variables: [],
      lookups: [],
      outputRewrites: [],
      after: [],
    },
    exchangeSchema,
  );

function supergraphWithExchange(): string {
  const { supergraphSdl, errors } = composeServices([
    ...fixtureSchemas(),
    { ...EXCHANGE, typeDefs: exchangeTypeDefs },
  ]);
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

async function openLogs(logs: Readonly<Record<string, readonly Receipt[]>>) {
  const stores: LedgerStore[] = [];
  const ledgers: Ledger[] = [];
  for (const [replica, receipts] of Object.entries(logs)) {
    const store = createSqliteStore(new Database(':memory:'));
    const ledger = await openTestLedger(store, { replica });
    await appendEach(ledger, receipts);
    stores.push(store);
    ledgers.push(ledger);
  }
  return { stores, ledgers };
}
