import { isDeepStrictEqual } from 'node:util';
import { readExamples } from '@lienthong/gateway/examples';
import { Pool } from 'undici';
import { freePorts } from '../free-ports.ts';
import { cpuOf } from './proc.ts';
import { HEAP, startProcess, type RunningProcess } from './process.ts';
import { show, spreadOf } from './spread.ts';

interface Contender {
  readonly running: RunningProcess;
  readonly pool: Pool;
}

interface Load {
  readonly title: string;
  readonly query: string;
  readonly inFlight: number;
  readonly perRound: number;
  readonly bar: string;
}

/** Processes of one program differ by a tenth and more: what is compiled when, and where things come to lie, is chance. */
const STARTS = 5;
/** Of each start. */
const ROUNDS = 4;
/** A gateway that has just started runs code nobody has compiled: what is measured are gateways that run for a while. */
const WARM_UP = { inFlight: 8, rounds: 20 };

/**
 * What rules and receipts cost: the same gateway with both and with neither, on the same subgraphs, round by round in
 * one run. Processor time is the gateway process's own. Nothing is shared among questions: how many happen to ask at the same
 * moment would decide the figures.
 */
export async function measureEnforcement(
  variables: Record<string, string>,
  say: (line: string) => void,
): Promise<void> {
  const wide = readExamples()[0]!.query;
  const small = '{ ministryOfJustice { id name } }';
  const loads: Load[] = [
    {
      title: 'the question to 24 agencies, one after another',
      query: wide,
      inFlight: 1,
      perRound: 20,
      bar: '10 % more',
    },
    {
      title: 'the question to 24 agencies, 8 at a time',
      query: wide,
      inFlight: 8,
      perRound: 60,
      bar: '10 % more',
    },
    {
      title: 'a small question, one after another',
      query: small,
      inFlight: 1,
      perRound: 400,
      bar: '0.2 ms CPU more',
    },
    {
      title: 'a small question, 16 at a time',
      query: small,
      inFlight: 16,
      perRound: 1500,
      bar: '0.2 ms CPU more',
    },
  ];
  const measured = loads.map((load) => ({ load, rounds: [] as Round[] }));
  for (let times = 0; times < STARTS; times += 1) {
    const on = await start(variables);
    // Owners want seals, and give open data alone where nothing was decided.
    const off = await start(variables, '--without', 'rules,receipts');
    try {
      for (const { load, rounds } of measured) rounds.push(...(await measure(load, on, off)));
    } finally {
      for (const { pool, running } of [on, off]) {
        await pool.destroy();
        await running.stop();
      }
    }
  }
  for (const { load, rounds } of measured) report(load, rounds, say);
}

async function start(variables: Record<string, string>, ...args: string[]): Promise<Contender> {
  const port = await freePorts(1);
  const origin = `http://127.0.0.1:${port}`;
  const running = await startProcess(
    'gateway/src/main.ts',
    { ...variables, GATEWAY_PORT: `${port}`, SHARE_QUESTIONS: 'false' },
    `${origin}/readyz`,
    args,
    HEAP,
  );
  return { running, pool: new Pool(origin, { connections: 32 }) };
}

/** What each took in the same round. */
interface Round {
  readonly on: Taken;
  readonly off: Taken;
}

interface Taken {
  readonly cpu: number;
  readonly p50: number;
  readonly p95: number;
}

async function measure(
  { query, inFlight, perRound }: Load,
  on: Contender,
  off: Contender,
): Promise<readonly Round[]> {
  const [answer, bare] = [await ask(on.pool, query), await ask(off.pool, query)];
  if (!isDeepStrictEqual(answer, bare)) throw new Error('The answers differ.');
  const rounds: Round[] = [];
  for (const contender of [on, off]) await run(contender, query, WARM_UP.inFlight, WARM_UP.rounds * perRound);
  for (let round = 0; round < ROUNDS; round += 1) {
    const taken = (contender: Contender): Promise<Taken> => run(contender, query, inFlight, perRound);
    // Whoever comes first in a round has the colder machine: they take turns.
    if (round % 2 === 0) rounds.push({ on: await taken(on), off: await taken(off) });
    else rounds.push({ off: await taken(off), on: await taken(on) });
  }
  return rounds;
}

function report({ title, perRound, bar }: Load, rounds: readonly Round[], say: (line: string) => void): void {
  say(`\n${title}: ${STARTS} starts of ${ROUNDS} rounds of ${perRound}`);
  for (const which of ['off', 'on'] as const) {
    const figures = (of: keyof Taken): string => show(spreadOf(rounds.map((round) => round[which][of])), 2);
    say(
      `  rules and receipts ${which.padEnd(3)}  CPU ${figures('cpu')} ms   p50 ${figures('p50')} ms   p95 ${figures('p95')} ms`,
    );
  }
  const compare = (of: keyof Taken, how: (a: number, b: number) => number): number[] =>
    rounds.map(({ on, off }) => how(on[of], off[of]));
  const ratio = (a: number, b: number): number => a / b;
  const difference = (a: number, b: number): number => a - b;
  say(
    `  on ÷ off, round by round:  CPU ${show(spreadOf(compare('cpu', ratio)), 2)}   p95 ${show(spreadOf(compare('p95', ratio)), 2)}` +
      `   CPU more ${show(spreadOf(compare('cpu', difference)), 2)} ms      bar ${bar}`,
  );
}

async function run(
  { pool, running }: Contender,
  query: string,
  inFlight: number,
  count: number,
): Promise<Taken> {
  const times: number[] = [];
  let left = count;
  const before = cpuOf(running.child.pid!)!;
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (left-- > 0) {
        const startedAt = performance.now();
        await ask(pool, query);
        times.push(performance.now() - startedAt);
      }
    }),
  );
  const cpu = (cpuOf(running.child.pid!)! - before) / count;
  const { median, p95 } = spreadOf(times);
  return { cpu, p50: median, p95 };
}

async function ask(pool: Pool, query: string): Promise<unknown> {
  const { body } = await pool.request({
    path: '/graphql',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await body.json()) as { data: unknown; errors?: unknown };
  if (errors) throw new Error('A question was answered with errors.');
  return data;
}
