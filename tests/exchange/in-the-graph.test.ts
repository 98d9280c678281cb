import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answerQuestions } from '@lienthong/gateway/answer';
import type { Caller } from '@lienthong/gateway/authentication/caller';
import { openEngine } from '@lienthong/gateway/execution/engine';
import { createApolloPlanner } from '@lienthong/gateway/execution/planning/apollo-planner';
import type { ExchangeContext } from '@lienthong/gateway/exchange-context';
import { EXCHANGE } from '@lienthong/gateway/exchange/schema';
import { createExchangeSource } from '@lienthong/gateway/exchange/source';
import { readListSizes } from '@lienthong/gateway/limits/list-sizes';
import { tellErrors } from '@lienthong/gateway/tell-errors';
import { createOpenSubscriptions } from '@lienthong/gateway/subscriptions/open-subscriptions';
import { fromBytes } from '@lienthong/shared/bytes';
import { createOperationReader } from '@lienthong/shared/graphql/read-operation';
import type { GraphQLService } from '@lienthong/shared/http/graphql-service';
import type { AnswerBody } from '../support/ask.ts';
import { silent } from '../support/log.ts';
import { agency, ANONYMOUS, citizen, openExchange, type TestExchange } from './exchange.ts';
import { BINH, BIRTH, HISTORY, OWN, REFERRAL } from './history.ts';

let exchange: TestExchange;
let service: GraphQLService<ExchangeContext>;
beforeAll(async () => {
  exchange = await openExchange(HISTORY);
  const source = createExchangeSource(exchange.services);
  const nobody = { ask: async () => ({ data: null, escape: false, errors: [] }) };
  const planner = createApolloPlanner(exchange.supergraph);
  const engine = openEngine({
    planner,
    schema: exchange.opened.schema,
    sourceOf: (name) => (name === EXCHANGE.name ? source : nobody),
  });
  service = answerQuestions({
    read: createOperationReader({ schema: planner.apiSchema, introspection: true }),
    refuseBeyondLimits: () => {},
    execute: engine,
    tell: tellErrors(silent),
    observe: (answer) => answer,
    subscriptions: createOpenSubscriptions({ inAll: 1, perCaller: 1 }),
  });
});
afterAll(() => exchange.close());

async function ask(query: string, caller: Caller = ANONYMOUS, variables = {}): Promise<AnswerBody> {
  const question = { query, operationName: null, variables, mayChange: true };
  const { json, errors } = await service.answer(question, exchange.contextOf(query, caller));
  return { ...(json && { data: JSON.parse(fromBytes(json)) as unknown }), errors } as AnswerBody;
}

describe('In the composed graph', () => {
  it('the gateway’s own part has an address that leads to no server', () => {
    expect(exchange.supergraph).toContain('GATEWAY @join__graph(name: "gateway", url: "local:gateway")');
  });

  it('a citizen is answered from the ledger, with aliases, fragments and variables', async () => {
    const query = `query Mine($first: Int!) {
      about: me { personalId ...Read }
    }
    fragment Read on Me { disclosures(first: $first) { nodes { which: id __typename } pageInfo { hasNextPage } } }`;
    const { data, errors } = await ask(query, citizen(BINH), { first: 3 });
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      about: {
        personalId: BINH,
        disclosures: {
          nodes: [OWN, BIRTH, REFERRAL].map(({ id }) => ({ which: id, __typename: 'Disclosure' })),
          pageInfo: { hasNextPage: false },
        },
      },
    });
  });

  it('several questions to it are one answer, each for who asks', async () => {
    const query = `{ disclosuresOfMine { nodes { id } } whatMayRead(agency: "moh") { who } }`;
    const { data } = await ask(query, agency('moj'));
    expect(data.disclosuresOfMine.nodes).toEqual([{ id: OWN.id }, { id: BIRTH.id }]);
    expect(data.whatMayRead.length).toBeGreaterThan(0);
    const { data: other } = await ask(query, agency('moh'));
    expect(other.disclosuresOfMine.nodes).toEqual([]);
  });

  it('an error keeps its code and its place, and the rest is answered', async () => {
    const query = `{ wrong: explain(operation: "{ citizn }") { allowed } right: explain(operation: "{ mof }") { allowed } }`;
    const { data, errors } = await ask(query);
    expect(data).toEqual({ wrong: null, right: { allowed: true } });
    expect(errors).toEqual([
      {
        message: 'The operation cannot be explained: Cannot query field "citizn" on type "Query".',
        path: ['wrong'],
        extensions: {
          code: 'INVALID_OPERATION',
          argument: 'operation',
          agency: 'gateway',
          messageVi: expect.stringContaining('Không thể giải thích thao tác'),
        },
      },
    ]);
  });

  it('every list of it has a size, so that a question can be measured before it is asked', () => {
    const sizes = readListSizes(exchange.supergraph);
    for (const page of [
      'Query.receipts',
      'Query.sealedReceipts',
      'Query.disclosuresOfMine',
      'Me.disclosures',
    ])
      expect([page, sizes.get(page)]).toEqual([
        page,
        { slicingArguments: ['first'], sizedFields: ['edges', 'nodes'] },
      ]);
    expect(sizes.get('Query.whatMayRead')!.assumedSize).toBeGreaterThanOrEqual(500);
  });
});
