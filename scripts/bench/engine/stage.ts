import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { freePorts } from '../../free-ports.ts';
import { composeWorld } from './compose-world.ts';
import type { Order, Seen } from './load.ts';
import type { Peer } from './peers.ts';
import {
  askProcess,
  MEASURED,
  nextMessage,
  OTHERS,
  startPinned,
  type PinnedProcess,
} from './pinned-process.ts';
import type { Counted } from './subgraph-server.ts';
import { dataDirOf, type Whole } from './whole-gateway.ts';
import type { Workload } from './workloads.ts';
import type { World } from './worlds/world.ts';

/** A gateway that runs on a stage and has been seen to answer. */
export interface Player {
  readonly peer: Peer;
  readonly url: string;
  readonly running: PinnedProcess;
  /** Undefined of those that run without rules. */
  readonly whole?: Whole | undefined;
}

/** What one peer did under one load. */
export interface Turn extends Seen {
  readonly perSecond: number;
  /** Milliseconds of processor time per request. */
  readonly cpu: number | null;
  /** How much of its core the peer used. */
  readonly busy: number | null;
  /** How much of the time it wanted its core and others of this machine had it. */
  readonly waited: number | null;
  readonly memory: number | null;
  readonly calls: number;
  readonly bytesAsked: number;
  readonly bytesAnswered: number;
}

/** The subgraphs of a world, and one who asks; gateways are put between them. */
export interface Stage {
  /** Starts the peers; says of each that cannot take part why it is left out. */
  readonly enterAll: (
    peers: readonly Peer[],
    query: string,
    say: (line: string) => void,
  ) => Promise<readonly Player[]>;
  /** Throws unless the peer's answer is the monolith's. */
  readonly check: (player: Player, query: string) => Promise<void>;
  readonly load: (player: Player, query: string, connections: number, seconds: number) => Promise<Turn>;
  readonly close: () => Promise<void>;
}

const GIVE_UP_AFTER = 60_000;

export async function openStage(world: World, workload?: Workload['name']): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'lienthong-engine-'));
  const processes: PinnedProcess[] = [];
  const start = (
    core: number,
    args: readonly string[],
    told = false,
    variables: Readonly<Record<string, string>> = {},
  ): PinnedProcess => {
    const running = startPinned(core, args, told, variables);
    processes.push(running);
    return running;
  };
  const close = async (): Promise<void> => {
    await Promise.all(processes.map((running) => running.stop()));
    rmSync(folder, { recursive: true, force: true });
  };
  const tool = (script: string, ...args: string[]): PinnedProcess =>
    start(OTHERS, ['--import', 'tsx', join(import.meta.dirname, script), ...args], true);

  try {
    const firstSubgraphPort = await freePorts(world.services.length);
    const { supergraph, monolith } = composeWorld(world, firstSubgraphPort);
    const supergraphFile = join(folder, 'supergraph.graphql');
    writeFileSync(supergraphFile, supergraph);
    const subgraphs = tool('subgraph-server.ts', world.name, `${firstSubgraphPort}`, dataDirOf(folder));
    const load = tool('load.ts');
    await Promise.all([nextMessage(subgraphs.child), nextMessage(load.child)]);

    const truths = new Map<string, Promise<unknown>>();
    const truthOf = (query: string): Promise<unknown> => {
      const truth = truths.get(query) ?? monolith(query);
      truths.set(query, truth);
      return truth;
    };
    const lengths = new Map<string, number>();

    const check = async ({ peer, url, whole }: Player, query: string): Promise<void> => {
      const { data, bytes, told } = await ask(url, query, whole?.headers);
      if (whole && (!told?.receipt || told.grants.length === 0))
        throw new Error(`${peer.name} names no receipt, or no grant: ${JSON.stringify(told)}`);
      if (!isDeepStrictEqual(data, await truthOf(query)))
        throw new Error(
          `${peer.name} does not answer what the monolith answers: ${JSON.stringify(data).slice(0, 300)}`,
        );
      lengths.set(`${url} ${query}`, bytes);
    };

    const enter = async (peer: Peer, query: string): Promise<Player> => {
      const port = await freePorts(1);
      const place = { supergraphFile, port, firstSubgraphPort };
      const args = peer.args(workload === undefined ? place : { ...place, workload });
      if (args === null) throw new Error('it answers one question alone.');
      const whole = await peer.prepare?.({ folder, world, firstSubgraphPort });
      const running = start(MEASURED, args, false, whole?.variables);
      const player = { peer, url: `http://127.0.0.1:${port}${peer.path}`, running, whole };
      try {
        await untilItAnswers(player);
        await check(player, query);
        return player;
      } catch (error) {
        await running.stop();
        throw error;
      }
    };

    return {
      close,
      check,
      enterAll: async (peers, query, say) => {
        const players: Player[] = [];
        for (const peer of peers)
          await enter(peer, query).then(
            (player) => players.push(player),
            (error: Error) => say(`${peer.name} is left out: ${error.message}`),
          );
        return players;
      },
      load: async ({ peer, url, running, whole }, query, connections, seconds) => {
        const bytes = lengths.get(`${url} ${query}`)!;
        const order: Order = {
          url,
          query,
          ...(whole && { headers: whole.headers }),
          connections,
          seconds,
          bytes,
        };
        const look = async () => ({
          called: await askProcess<Counted>(subgraphs, {}),
          cpu: running.cpu(),
          waited: running.waited(),
        });
        const before = await look();
        const seen = await askProcess<Seen>(load, order);
        const after = await look();
        if (seen.fault) throw new Error(`${peer.name} failed under load: ${seen.fault}`);
        const spent = (of: 'cpu' | 'waited'): number | null =>
          after[of] === null || before[of] === null ? null : after[of] - before[of];
        const [used, waited] = [spent('cpu'), spent('waited')];
        const each = (of: keyof Counted): number => (after.called[of] - before.called[of]) / seen.requests;
        return {
          ...seen,
          perSecond: seen.requests / seen.seconds,
          cpu: used === null ? null : used / seen.requests,
          busy: used === null ? null : used / 1000 / seen.seconds,
          waited: waited === null ? null : waited / 1000 / seen.seconds,
          memory: running.memory(),
          calls: each('calls'),
          bytesAsked: each('bytesIn'),
          bytesAnswered: each('bytesOut'),
        };
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function untilItAnswers({ peer, url, running }: Player): Promise<void> {
  const startedAt = performance.now();
  for (;;) {
    const fault = await ask(url, '{ __typename }').then(
      () => null,
      (error: Error) => error.message,
    );
    if (fault === null) return;
    if (running.child.exitCode !== null)
      throw new Error(`${peer.name} ended with code ${running.child.exitCode} before it was ready.`);
    if (performance.now() - startedAt > GIVE_UP_AFTER)
      throw new Error(`${peer.name} was not ready within a minute: ${fault}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

interface Told {
  readonly receipt: string | null;
  readonly grants: readonly string[];
}

async function ask(
  url: string,
  query: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ data: unknown; bytes: number; told: Told | undefined }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`status ${response.status}: ${text.slice(0, 300)}`);
  const { data, errors, extensions } = JSON.parse(text) as {
    data: unknown;
    errors?: unknown;
    extensions?: { exchange?: Told };
  };
  if (errors) throw new Error(`errors: ${JSON.stringify(errors).slice(0, 300)}`);
  return { data, bytes: Buffer.byteLength(text), told: extensions?.exchange };
}
