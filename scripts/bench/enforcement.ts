import { isDeepStrictEqual } from 'node:util';
import { readExamples } from '@lienthong/gateway/examples';
import { runCommand } from '@lienthong/shared/errors';
import { Pool } from 'undici';
import { freePorts } from '../free-ports.ts';
import { keepTo, MEASURED, OTHERS, whyUnpinned } from './engine/pinned-process.ts';
import { measureFloor } from './floor.ts';
import { inFreshFolder, place } from './place.ts';
import { cpuOf } from './proc.ts';
import { HEAP, startProcess, type RunningProcess } from './process.ts';
import { show, spreadOf } from './spread.ts';

/*
 * What rules and receipts cost: the same gateway with neither, with rules alone and with both, on the same subgraphs, round
 * by round in one run. The gateways are kept to one core, which they have in turns, everything else to the other. Processor
 * time is the gateway process's own. Nothing is shared among questions: how many happen to ask at the same moment would
 * decide the figures.
 */

interface Contender {
  readonly name: Name;
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

/** Owners want seals, and give open data alone where nothing was decided: all of them seal. */
const CONTENDERS = {
  neither: ['--without', 'rules,receipts'],
  'rules alone': ['--without', 'receipts'],
  both: [],
} as const;
type Name = keyof typeof CONTENDERS;
const NAMES = Object.keys(CONTENDERS) as Name[];

/** Processes of one program differ by a tenth and more: what is compiled when, and where things come to lie, is chance. */
const STARTS = 3;
/** Of each start. */
const ROUNDS = 6;

const WIDE = readExamples()[0]!.query;
const SMALL = '{ ministryOfJustice { id name } }';
/** A gateway that has just started runs code nobody has compiled: what is measured are gateways that run for a while. */
const WARM_UP = [
  { query: SMALL, inFlight: 16, perRound: 5_000 },
  { query: WIDE, inFlight: 8, perRound: 200 },
];
const LOADS: readonly Load[] = [
  {
    title: 'the question to 24 agencies, one after another',
    query: WIDE,
    inFlight: 1,
    perRound: 40,
    bar: '10 % more',
  },
  {
    title: 'the question to 24 agencies, 8 at a time',
    query: WIDE,
    inFlight: 8,
    perRound: 120,
    bar: '10 % more',
  },
  {
    title: 'a small question, one after another',
    query: SMALL,
    inFlight: 1,
    perRound: 400,
    bar: '0.2 ms CPU more',
  },
  {
    title: 'a small question, 16 at a time',
    query: SMALL,
    inFlight: 16,
    perRound: 1_500,
    bar: '0.2 ms CPU more',
  },
];

await runCommand(async () => {
  await inFreshFolder(async (dataDir) => {
    const { variables, ready } = await place(dataDir);
    keepTo(OTHERS, process.pid);
    if (whyUnpinned !== null) say(`Nothing is kept to a core of its own: ${whyUnpinned}.`);
    const subgraphs = await startProcess('scripts/start.ts', variables, ready);
    try {
      await measureAll(variables);
    } finally {
      await subgraphs.stop();
    }
  });
  await measureFloor(say);
});

async function measureAll(variables: Record<string, string>): Promise<void> {
  const measured = LOADS.map((load) => ({ load, rounds: [] as Round[] }));
  for (let times = 0; times < STARTS; times += 1) {
    process.stderr.write(`start ${times + 1} of ${STARTS}: about two minutes\n`);
    const contenders: Contender[] = [];
    try {
      for (const name of NAMES) contenders.push(await start(name, variables));
      for (const each of contenders) for (const load of WARM_UP) await run(each, load);
      for (const { load, rounds } of measured) rounds.push(...(await measure(load, contenders)));
    } finally {
      for (const { pool, running } of contenders) {
        await pool.destroy();
        await running.stop();
      }
    }
  }
  for (const { load, rounds } of measured) report(load, rounds);
}

async function start(name: Name, variables: Record<string, string>): Promise<Contender> {
  const port = await freePorts(1);
  const origin = `http://127.0.0.1:${port}`;
  const running = await startProcess(
    'gateway/src/main.ts',
    { ...variables, GATEWAY_PORT: `${port}`, SHARE_QUESTIONS: 'false', LOG_LEVEL: 'error' },
    `${origin}/readyz`,
    CONTENDERS[name],
    HEAP,
  );
  keepTo(MEASURED, running.child.pid!);
  return { name, running, pool: new Pool(origin, { connections: 32 }) };
}

/** What each took in the same round. */
type Round = Readonly<Record<Name, Taken>>;

interface Taken {
  readonly cpu: number;
  readonly p50: number;
  readonly p95: number;
}

async function measure(load: Load, contenders: readonly Contender[]): Promise<readonly Round[]> {
  const answers = await Promise.all(contenders.map(({ pool }) => ask(pool, load.query)));
  if (!answers.every((answer) => isDeepStrictEqual(answer, answers[0])))
    throw new Error('The answers differ.');
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    // Whoever comes first in a round has the colder machine: they take turns.
    const first = round % contenders.length;
    const taken = new Map<Name, Taken>();
    for (const each of [...contenders.slice(first), ...contenders.slice(0, first)])
      taken.set(each.name, await run(each, load));
    rounds.push(Object.fromEntries(taken) as unknown as Round);
  }
  return rounds;
}

function report({ title, perRound, bar }: Load, rounds: readonly Round[]): void {
  say(`\n${title}: ${STARTS} starts of ${ROUNDS} rounds of ${perRound}`);
  for (const name of NAMES) {
    const figures = (of: keyof Taken): string => show(spreadOf(rounds.map((round) => round[name][of])), 2);
    say(
      `  ${name.padEnd(12)} CPU ${figures('cpu')} ms   p50 ${figures('p50')} ms   p95 ${figures('p95')} ms`,
    );
  }
  for (const name of NAMES.slice(1)) {
    const compared = (of: keyof Taken, how: (one: number, other: number) => number): string =>
      show(spreadOf(rounds.map((round) => how(round[name][of], round.neither[of]))), 2);
    const ratio = (one: number, other: number): number => one / other;
    say(
      `  ${name} ÷ neither, round by round:  CPU ${compared('cpu', ratio)}   p95 ${compared('p95', ratio)}` +
        `   CPU more ${compared('cpu', (one, other) => one - other)} ms${name === 'both' ? `      bar ${bar}` : ''}`,
    );
  }
}

async function run(
  { pool, running }: Contender,
  { query, inFlight, perRound }: Pick<Load, 'query' | 'inFlight' | 'perRound'>,
): Promise<Taken> {
  const times: number[] = [];
  let left = perRound;
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
  const cpu = (cpuOf(running.child.pid!)! - before) / perRound;
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

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
