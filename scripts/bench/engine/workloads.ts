import { chain } from './worlds/chain.ts';
import { crowd } from './worlds/crowd.ts';
import { market, SMALL, WIDE } from './worlds/market.ts';
import { AGENCIES, askAgencies, state } from './worlds/state.ts';
import type { World } from './worlds/world.ts';

/** What is promised: at least so many times the requests per second of each yardstick. */
export interface Bars {
  readonly vanilla: number;
  readonly hive?: number;
  readonly limit: number;
}

export interface Workload {
  readonly name: 'wide' | 'small' | 'fan-out';
  readonly title: string;
  readonly world: World;
  readonly query: string;
  readonly bars: Bars;
  /** With rules, seals, receipts and limits at least this share of the requests per second without. */
  readonly whole: number;
}

export const WORKLOADS: readonly Workload[] = [
  {
    name: 'wide',
    title: 'an answer of 80 to 85 kB from four subgraphs, lists nested in lists, few entities repeated often',
    world: market,
    query: WIDE,
    bars: { vanilla: 15, hive: 6, limit: 1 },
    whole: 0.85,
  },
  {
    name: 'small',
    title: 'one root field, three values',
    world: market,
    query: SMALL,
    bars: { vanilla: 8, limit: 0.6 },
    whole: 0.7,
  },
  {
    name: 'fan-out',
    title: `${AGENCIES} subgraphs asked at once, 20 values each`,
    world: state,
    query: askAgencies(AGENCIES),
    bars: { vanilla: 8, limit: 0.9 },
    whole: 0.85,
  },
];

export const WORLDS: ReadonlyMap<string, World> = new Map(
  [market, state, crowd, chain].map((world) => [world.name, world]),
);
