import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, type GraphQLSchema } from 'graphql';
import { createHandler } from 'graphql-sse/lib/use/http';
import { askSubgraph } from '../federation/support/ask-subgraph.ts';
import type { Question } from '../federation/support/open-gateway.ts';

const ORDERS = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { order(id: ID!): Order }
  type Subscription { orderPlaced(from: String): Order never: Order }
  type Order @key(fields: "id") { id: ID! goods: String! }
`;
const CUSTOMERS = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { customers: [String!]! }
  type Order @key(fields: "id") { id: ID! customer: String! }
`;

interface Order {
  readonly id: string;
  readonly goods?: string | null;
}

/** Two subgraphs of somebody else: the first tells of orders as they are placed, by graphql-sse. */
export interface OrderSubgraphs {
  readonly supergraph: string;
  /** Lets an order be placed. */
  place(order: Order): void;
  /** Ends what is subscribed to. */
  endOrders(): void;
  /** How many subscriptions to orders there are. */
  readonly subscribed: () => number;
  /** Cuts every connection of the subgraph of orders. */
  cut(): void;
  close(): Promise<void>;
}

export async function startOrderSubgraphs(): Promise<OrderSubgraphs> {
  const waiting: (Order | null)[] = [];
  let wake = (): void => {};
  let subscribed = 0;

  function orders(): AsyncGenerator<{ orderPlaced: Order }, void, void> {
    subscribed += 1;
    let over = false;
    async function* placed(): AsyncGenerator<{ orderPlaced: Order }, void, void> {
      while (!over) {
        const next = waiting.shift();
        if (next === null) break;
        if (next) yield { orderPlaced: next };
        else await new Promise<void>((resolve) => (wake = resolve));
      }
      leave();
    }
    const leave = (): void => {
      if (!over) subscribed -= 1;
      over = true;
    };
    const events = placed();
    const end = events.return.bind(events);
    // A generator that waits does not hear that nobody listens any more: it is woken.
    events.return = (value) => {
      leave();
      wake();
      return end(value);
    };
    return events;
  }
  const add = (order: Order | null): void => {
    waiting.push(order);
    wake();
  };

  const orderSchema = buildSubgraphSchema(parse(ORDERS));
  orderSchema.getSubscriptionType()!.getFields()['orderPlaced']!.subscribe = orders;
  const customerSchema = buildSubgraphSchema({
    typeDefs: parse(CUSTOMERS),
    resolvers: { Order: { customer: ({ id }: Order) => `customer of ${id}` } },
  });
  const stream = createHandler({ schema: orderSchema });
  const [orderServer, customerServer] = [serve(orderSchema, stream), serve(customerSchema)];
  const urls = await Promise.all([orderServer, customerServer].map(listening));
  const { supergraphSdl, errors } = composeServices([
    { name: 'orders', url: urls[0]!, typeDefs: parse(ORDERS) },
    { name: 'customers', url: urls[1]!, typeDefs: parse(CUSTOMERS) },
  ]);
  if (errors) throw new AggregateError(errors);
  return {
    supergraph: supergraphSdl,
    place: add,
    endOrders: () => add(null),
    subscribed: () => subscribed,
    cut: () => orderServer.closeAllConnections(),
    close: async () => {
      for (const server of [orderServer, customerServer]) {
        const closed = once(server.close(), 'close');
        server.closeAllConnections();
        await closed;
      }
    },
  };
}

function serve(schema: GraphQLSchema, stream?: ReturnType<typeof createHandler>): Server {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (stream && request.headers.accept?.includes('text/event-stream'))
      return stream(request, response).catch(() => void response.writeHead(500).end());
    const given = await askSubgraph(schema, JSON.parse(await text(request)) as Question);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(given));
  };
  return createServer((request, response) => void answer(request, response));
}

async function listening(server: Server): Promise<string> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}
