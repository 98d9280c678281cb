import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { freePorts } from '../../free-ports.ts';
import { composeWorld } from '../engine/compose-world.ts';
import { nextMessage, OTHERS, startPinned } from '../engine/pinned-process.ts';
import { market, WIDE } from '../engine/worlds/market.ts';

/** What a gateway is put before. */
export interface Surroundings {
  readonly supergraph: string;
  readonly query: string;
  readonly args: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export interface Subject {
  readonly name: string;
  readonly title: string;
  readonly open: () => Promise<Surroundings>;
}

/** Somebody else's graph, and the exchange as it runs. */
export const SUBJECTS: readonly Subject[] = [
  { name: 'market', title: 'four plain subgraphs, without rules, seals and receipts', open: openMarket },
  {
    name: 'country',
    title: 'the graph of all agencies with rules, seals and receipts, over one fake agency',
    open: openCountry,
  },
];

async function openMarket(): Promise<Surroundings> {
  const firstPort = await freePorts(market.services.length);
  const script = join(import.meta.dirname, '../engine/subgraph-server.ts');
  const subgraphs = startPinned(OTHERS, ['--import', 'tsx', script, market.name, `${firstPort}`], true);
  await nextMessage(subgraphs.child);
  return {
    supergraph: composeWorld(market, firstPort).supergraph,
    query: WIDE,
    args: ['--without', 'rules,seals,receipts,limits'],
    variables: {},
    stop: () => subgraphs.stop(),
  };
}

async function openCountry(): Promise<Surroundings> {
  const agency = createServer((request, response) => {
    request.resume();
    const { pathname, searchParams } = new URL(request.url!, 'http://agency');
    if (!pathname.endsWith('/changes'))
      return void response.end('{"data":{"ministryOfJustice":{"name":"Bộ Tư pháp"}}}');
    // It has agreed to nothing, and says so as late as it may.
    const answering = setTimeout(
      () => response.end('{"changes":[],"last":0}'),
      Number(searchParams.get('wait')),
    );
    response.once('close', () => clearTimeout(answering));
  });
  await once(agency.listen(0, '127.0.0.1'), 'listening');
  const { port } = agency.address() as AddressInfo;
  return {
    supergraph: readFileSync('gateway/supergraph.graphql', 'utf8'),
    query: '{ ministryOfJustice { name } }',
    args: [],
    variables: { SUBGRAPH_URL: `http://127.0.0.1:${port}/{name}/graphql`, DEVELOPMENT_ISSUER: 'false' },
    stop: async () => {
      const closed = once(agency.close(), 'close');
      agency.closeAllConnections();
      await closed;
    },
  };
}
