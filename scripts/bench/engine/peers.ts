import { join } from 'node:path';
import { HEAP } from '../process.ts';
import { PEERS_FOLDER } from './install-peers.ts';
import { prepareWhole, type Whole, type WholePlace } from './whole-gateway.ts';
import type { Workload } from './workloads.ts';

/** Where a peer is to answer, and what for. */
export interface Place {
  readonly supergraphFile: string;
  readonly port: number;
  readonly firstSubgraphPort: number;
  /** Undefined where the question changes, as for the curves: who answers one question alone cannot take part. */
  readonly workload?: Workload['name'];
}

export interface Peer {
  readonly name: string;
  readonly title: string;
  /** What node is given to run it; null where it cannot take part. */
  readonly args: (place: Place) => readonly string[] | null;
  /** Lays down what it needs beside. */
  readonly prepare?: (place: WholePlace) => Promise<Whole>;
  readonly path: string;
  /** Lives in the folder of peers, which is installed when first wanted. */
  readonly installed?: true;
}

const own = (script: string, ...args: string[]) => [
  '--import',
  'tsx',
  join(import.meta.dirname, script),
  ...args,
];

const apollo = (name: string, title: string, ...options: string[]): Peer => ({
  name,
  title,
  path: '/',
  args: ({ supergraphFile, port }) => own('apollo-gateway.ts', supergraphFile, `${port}`, ...options),
});

const hive = (name: string, title: string, planner: 'js' | 'rust', shared: string): Peer => ({
  name,
  title,
  path: '/graphql',
  installed: true,
  args: ({ supergraphFile, port }) => [
    join(PEERS_FOLDER, 'hive-gateway.js'),
    supergraphFile,
    `${port}`,
    planner,
    shared,
  ],
});

/** What ratios are to. Nothing is shared among the questions of the yardstick from Hive, as nothing is among ours. */
export const YARDSTICKS = { vanilla: 'apollo', hive: 'hive-rust', limit: 'limit', bare: 'ours' } as const;

/** Ours and the limit run with the heap our commands give the gateway; the others as they come. */
export const PEERS: readonly Peer[] = [
  {
    name: 'ours',
    title: 'this gateway, without rules, seals, receipts and limits',
    path: '/graphql',
    args: ({ supergraphFile, port }) => [
      ...HEAP,
      ...own('../../../gateway/src/main.ts', '--supergraph', supergraphFile, '--port', `${port}`),
      ...['--without', 'rules,seals,receipts,limits'],
    ],
  },
  {
    name: 'ours-whole',
    title: 'this gateway with rules, seals, receipts and limits',
    path: '/graphql',
    prepare: prepareWhole,
    args: ({ port }) => [...HEAP, ...own('../../../gateway/src/main.ts', '--port', `${port}`)],
  },
  apollo('apollo', '@apollo/gateway as it comes'),
  apollo('apollo-undici', '@apollo/gateway, asking by undici', 'undici'),
  hive('hive-js', 'Hive Gateway, JavaScript planner, nothing shared', 'js', 'nothing'),
  hive('hive-js-shared', 'Hive Gateway, JavaScript planner, equal calls shared', 'js', 'calls'),
  hive('hive-rust', 'Hive Gateway, Rust planner, nothing shared', 'rust', 'nothing'),
  hive('hive-rust-shared', 'Hive Gateway, Rust planner, equal calls shared', 'rust', 'calls'),
  hive('hive-rust-once', 'Hive Gateway, Rust planner, equal questions shared', 'rust', 'questions'),
  {
    name: 'limit',
    title: 'written by hand for this one question',
    path: '/graphql',
    args: ({ workload, port, firstSubgraphPort }) =>
      workload === undefined
        ? null
        : [...HEAP, ...own('limit-server.ts', workload, `${port}`, `${firstSubgraphPort}`)],
  },
];
