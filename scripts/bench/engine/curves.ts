import { show, spreadOf } from '../spread.ts';
import type { Peer } from './peers.ts';
import { table } from './report.ts';
import { openStage, type Player, type Turn } from './stage.ts';
import { askPeople, crowd } from './worlds/crowd.ts';
import { askSteps, chain } from './worlds/chain.ts';
import { AGENCIES, askAgencies, state } from './worlds/state.ts';
import type { World } from './worlds/world.ts';

/** A question that can be made larger along one axis, all else being equal. */
interface Curve {
  readonly axis: string;
  readonly world: World;
  readonly sizes: readonly number[];
  readonly query: (size: number) => string;
}

const CURVES: readonly Curve[] = [
  { axis: 'entities', world: crowd, sizes: [10, 30, 100, 300, 1_000, 3_000], query: askPeople },
  { axis: 'fetches', world: chain, sizes: [1, 2, 4, 8, 16, 32], query: askSteps },
  { axis: 'agencies', world: state, sizes: [1, 3, 6, 12, 18, AGENCIES], query: askAgencies },
];

/** One more may cost so much more in the upper part of a curve than in the lower, and the curve still counts as straight. */
const STRAIGHT = 1.5;
const CONNECTIONS = 8;

type Say = (line: string) => void;

/** How the cost of a question grows with what it asks for. */
export async function measureCurves(
  peers: readonly Peer[],
  { rounds, seconds }: { readonly rounds: number; readonly seconds: number },
  say: Say,
): Promise<void> {
  for (const { axis, world, sizes, query } of CURVES) {
    const stage = await openStage(world);
    try {
      const players = await stage.enterAll(peers, query(sizes[0]!), say);
      const turns = new Map(
        players.map((player) => [player, sizes.map(() => ({ crowd: [] as Turn[], alone: [] as Turn[] }))]),
      );
      // The first round is not counted.
      for (let round = 0; round <= rounds; round += 1)
        for (const [place, size] of sizes.entries())
          for (const player of players) {
            if (round === 0) await stage.check(player, query(size));
            const crowd = await stage.load(player, query(size), CONNECTIONS, seconds);
            const alone = await stage.load(player, query(size), 1, seconds / 2);
            if (round === 0) continue;
            turns.get(player)![place]!.crowd.push(crowd);
            turns.get(player)![place]!.alone.push(alone);
          }
      tell(axis, sizes, turns, say);
    } finally {
      await stage.close();
    }
  }
}

function tell(
  axis: string,
  sizes: readonly number[],
  turns: ReadonlyMap<Player, readonly { readonly crowd: Turn[]; readonly alone: Turn[] }[]>,
  say: Say,
): void {
  say(
    `\ncost by ${axis}, ms per request: processor time at ${CONNECTIONS} connections, and the time of a lone request`,
  );
  // Where the system does not tell processor time, the time between two answers stands for it.
  const costOf = ({ cpu, perSecond }: Turn): number => cpu ?? 1_000 / perSecond;
  const costs = [...turns].map(([, points]) => points.map(({ crowd }) => spreadOf(crowd.map(costOf)).median));
  table(
    [axis, ...[...turns].flatMap(([{ peer }]) => [`${peer.name} CPU`, 'alone p50', 'subgraph calls'])],
    sizes.map((size, place) => [
      String(size),
      ...[...turns].flatMap(([, points]) => {
        const { crowd, alone } = points[place]!;
        return [
          show(spreadOf(crowd.map(costOf)), 2),
          spreadOf(alone.map(({ p50 }) => p50)).median.toFixed(2),
          spreadOf(alone.map(({ calls }) => calls)).median.toFixed(1),
        ];
      }),
    ]),
    say,
  );
  for (const [index, [{ peer }]] of [...turns].entries()) {
    const { low, high } = slopes(sizes, costs[index]!);
    const middle = sizes[Math.floor(sizes.length / 2)];
    say(
      `  ${high <= low * STRAIGHT ? 'linear   ' : 'NOT linear'} ${peer.name}: one more costs ${(low * 1000).toFixed(1)} µs up to ${middle}, ` +
        `${(high * 1000).toFixed(1)} µs beyond (bar ${STRAIGHT} times)`,
    );
  }
}

/** What one more costs in the lower and in the upper part of a curve. */
function slopes(
  sizes: readonly number[],
  costs: readonly number[],
): { readonly low: number; readonly high: number } {
  const middle = Math.floor(sizes.length / 2);
  const between = (from: number, to: number): number =>
    (costs[to]! - costs[from]!) / (sizes[to]! - sizes[from]!);
  return { low: between(0, middle), high: between(middle, sizes.length - 1) };
}
