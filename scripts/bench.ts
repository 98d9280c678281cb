import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import { readExamples } from '@lienthong/gateway/examples';
import { runCommand } from '@lienthong/shared/errors';
import { freePorts } from './free-ports.ts';
import { describeMachine } from './bench/machine.ts';
import { inFreshFolder, place } from './bench/place.ts';
import { startProcess } from './bench/process.ts';
import { show, spreadOf } from './bench/spread.ts';
import { chosen, readArguments } from './read-arguments.ts';

const HELP = `Measures what the project promises, on this machine, and prints the figures.

  npm run bench                 everything
  npm run bench -- <part> …     start, question, enforcement, deciding, use-cases, ledger, records
  npm run bench -- engine …     gateways side by side; it has options of its own: npm run bench -- engine --help
  npm run bench -- memory …     memory over reloads and under load, likewise

start        cold start with seeding, warm start, memory when idle
question     the question to all agencies, beside @apollo/gateway as it comes on the same subgraphs in the same run
enforcement  what rules and receipts cost: the same gateway with neither, with rules alone and with both, and the least this machine asks for a receipt
deciding     compiling the rules of a whole state, deciding cold and cached
use-cases    every use case, warm and the first time
ledger       what a durable receipt costs, and verifying a million of them: only where it is named, for it takes minutes
records      laying down a million people, and looking up by key among them beside two thousand: only where it is named
memory       memory of the gateway over a thousand reloads and an hour of load: only where it is named
engine       the gateway beside @apollo/gateway, Hive Gateway and the least a gateway can do: only where it is named

Takes about twelve minutes. Figures are medians, with the least and the greatest.
`;

const CALL = 'npm run bench --';
const PARTS = new Map<string, () => Promise<void>>([
  ['start', measureStarts],
  ['question', measureQuestion],
  ['enforcement', () => runScript('scripts/bench/enforcement.ts')],
  ['deciding', () => runScript('scripts/bench/policy.ts')],
  ['use-cases', () => runScript('scripts/bench/use-cases.ts')],
  ['ledger', () => runScript('scripts/bench/ledger.ts')],
  ['records', () => runScript('scripts/bench/records.ts')],
  ['engine', () => runScript('scripts/bench/engine.ts')],
  ['memory', () => runScript('scripts/bench/memory.ts')],
]);

/** They take minutes, or a quarter of an hour. */
const ONLY_NAMED = ['ledger', 'records', 'engine', 'memory'];
/** Each a script with options of its own. */
const WITH_OPTIONS = ['engine', 'memory'];
const STARTS = 3;
const ROUNDS = 12;
const PER_ROUND = 15;
const IDLE_MS = 3_000;

await runCommand(async () => {
  for (const name of WITH_OPTIONS)
    if (process.argv[2] === name) return runScript(`scripts/bench/${name}.ts`, process.argv.slice(3));
  const { values, positionals: asked } = readArguments(CALL, {}, 'with words');
  if (values.help) return void process.stdout.write(HELP);
  const wanted = asked.length > 0 ? asked : [...PARTS.keys()].filter((part) => !ONLY_NAMED.includes(part));
  const parts = wanted.map((part) => chosen(CALL, 'part', PARTS, part));
  say(describeMachine());
  for (const measure of parts) await measure();
});

async function measureStarts(): Promise<void> {
  const figures = { cold: [] as number[], warm: [] as number[], memory: [] as number[] };
  for (let round = 0; round < STARTS; round += 1) {
    await inFreshFolder(async (dataDir) => {
      for (const kind of ['cold', 'warm'] as const) {
        const { variables, ready } = await place(dataDir);
        const running = await startProcess('scripts/start.ts', variables, ready);
        figures[kind].push(running.readyAfter / 1000);
        if (kind === 'warm') {
          await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
          figures.memory.push(running.memory() ?? Number.NaN);
        }
        await running.stop();
      }
    });
  }
  say(`cold start to /readyz, with seeding   ${show(spreadOf(figures.cold), 2)} s      bar 8 s`);
  say(`warm start to /readyz                 ${show(spreadOf(figures.warm), 2)} s      bar 4 s`);
  say(`all-in-one process, idle              ${show(spreadOf(figures.memory), 0)} MB      bar 450 MB`);
}

async function measureQuestion(): Promise<void> {
  const { query } = readExamples()[0]!;
  await inFreshFolder(async (dataDir) => {
    const all = await place(dataDir);
    const [ours, vanilla] = [await freePorts(1), await freePorts(1)];
    const processes = [
      await startProcess('scripts/start.ts', all.variables, all.ready),
      await startProcess(
        'gateway/src/main.ts',
        { ...all.variables, GATEWAY_PORT: `${ours}` },
        `http://127.0.0.1:${ours}/readyz`,
      ),
      await startProcess(
        'scripts/bench/vanilla-gateway.ts',
        { ...all.variables, GATEWAY_PORT: `${vanilla}` },
        `http://127.0.0.1:${vanilla}/?query=%7B__typename%7D`,
      ),
    ];
    try {
      const contenders = {
        'all-in-one process': `http://127.0.0.1:${all.variables.GATEWAY_PORT}/graphql`,
        'gateway alone': `http://127.0.0.1:${ours}/graphql`,
        '@apollo/gateway': `http://127.0.0.1:${vanilla}/`,
      };
      await compare(query, contenders);
    } finally {
      for (const running of processes) await running.stop();
    }
  });
}

async function compare(query: string, contenders: Record<string, string>): Promise<void> {
  const answers = await Promise.all(Object.values(contenders).map((url) => ask(url, query)));
  if (!answers.every((answer) => isDeepStrictEqual(answer, answers[0])))
    throw new Error('The answers differ.');

  const times = new Map(Object.keys(contenders).map((name) => [name, [] as number[][]]));
  // The first round is not counted: plans, connections and compiled code come into being there.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, url] of Object.entries(contenders)) {
      const figures: number[] = [];
      for (let request = 0; request < PER_ROUND; request += 1) {
        const startedAt = performance.now();
        await ask(url, query);
        figures.push(performance.now() - startedAt);
      }
      if (round > 0) times.get(name)!.push(figures);
    }
  }
  say(`\nthe whole Resolution from 24 agencies, ${ROUNDS} rounds of ${PER_ROUND}, one after another:`);
  for (const [name, rounds] of times) {
    const { median, p95, min } = spreadOf(rounds.flat());
    const bar = name === 'all-in-one process' ? '      bar p50 60 ms' : '';
    say(
      `  ${name.padEnd(20)} p50 ${median.toFixed(1)} ms   p95 ${p95.toFixed(1)} ms   least ${min.toFixed(1)} ms${bar}`,
    );
  }
  const medians = (name: string): number[] => times.get(name)!.map((round) => spreadOf(round).median);
  const ratios = medians('@apollo/gateway').map((theirs, round) => theirs / medians('gateway alone')[round]!);
  say(
    `  @apollo/gateway takes ${show(spreadOf(ratios), 2)} times as long as the gateway alone, round by round`,
  );
}

async function ask(url: string, query: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
  if (errors) throw new Error(`${url} answered with errors.`);
  return data;
}

/** A measurement with a process of its own, so that nothing here disturbs it. */
async function runScript(script: string, options: readonly string[] = []): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...options], { stdio: 'inherit' });
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  if (signal !== null) throw new Error(`${script} was ended by ${signal}.`);
  // It has said itself what is wrong.
  if (code !== 0) process.exitCode = code ?? 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
