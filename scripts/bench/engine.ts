import { wholeNumber } from '@lienthong/shared/environment';
import { runCommand, StartError } from '@lienthong/shared/errors';
import { readArguments } from '../read-arguments.ts';
import { measureCurves } from './engine/curves.ts';
import { installPeers } from './engine/install-peers.ts';
import { PEERS, type Peer } from './engine/peers.ts';
import { whyUnpinned } from './engine/pinned-process.ts';
import { report, type Rounds } from './engine/report.ts';
import { openStage, type Player, type Stage, type Turn } from './engine/stage.ts';
import { WORKLOADS, type Workload } from './engine/workloads.ts';
import { describeMachine } from './machine.ts';

const HELP = `Measures gateways side by side in one run: the same questions, the same subgraphs, round by round in turns.

  npm run bench -- engine                                all workloads, all peers: about half an hour
  npm run bench -- engine --workload wide                one of ${WORKLOADS.map(({ name }) => name).join(', ')}
  npm run bench -- engine --peers apollo,limit           some peers
  npm run bench -- engine --starts 3 --rounds 3          processes of each gateway (curves: one), and rounds of each
  npm run bench -- engine --starts 1 --seconds 1         shorter
  npm run bench -- engine --connections 50               asking at once (50)
  npm run bench -- engine --curve                        how cost grows with entities, fetches and agencies

Peers:
${PEERS.map(({ name, title }) => `  ${name.padEnd(18)} ${title}`).join('\n')}

Each gateway runs alone on the first core; the subgraphs, which look answers up, and who asks share the second. Answers are
compared with those of one server which knows everything, before and after the load. Each gateway is started several times,
since processes of the same program differ: what is compiled when, and where things come to lie, is chance. Peers which are
no dependency of this project are installed when first wanted, from a lock file of their own.
`;

const CONNECTIONS = 50;
/** Seconds. After two of them compiling still took a tenth of the processor. */
const WARM_UP = 10;
const ON_CURVES = ['ours', 'apollo'];

interface Effort {
  /** How often each peer is started anew. */
  readonly starts: number;
  /** Of each start. */
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

await runCommand(async () => {
  const { values } = readArguments('npm run bench -- engine', {
    workload: { type: 'string', multiple: true },
    peers: { type: 'string' },
    starts: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '2' },
    connections: { type: 'string', default: `${CONNECTIONS}` },
    curve: { type: 'boolean', default: false },
  });
  if (values.help) return void process.stdout.write(HELP);
  const count = (name: 'starts' | 'rounds' | 'seconds' | 'connections'): number => {
    const read = wholeNumber(1, 1_000).safeParse(values[name]);
    if (!read.success) throw new StartError('BAD_ARGUMENT', `--${name} ${read.error.issues[0]!.message}.`);
    return read.data;
  };
  const effort = {
    starts: count('starts'),
    rounds: count('rounds'),
    seconds: count('seconds'),
    connections: count('connections'),
  };
  const workloads = pick('--workload', WORKLOADS, values.workload);
  const peers = pick('--peers', PEERS, values.peers?.split(',') ?? (values.curve ? ON_CURVES : undefined));

  say(describeMachine());
  if (whyUnpinned !== null)
    say(`Processes are not pinned to cores: ${whyUnpinned}. Figures disturb each other.`);
  const why = peers.some(({ installed }) => installed) ? await installPeers(say) : null;
  const here = peers.filter(({ installed }) => !installed || why === null);
  for (const { name } of peers)
    if (!here.some((peer) => peer.name === name)) say(`${name} is left out: ${why}.`);
  if (values.curve) return measureCurves(here, effort, say);
  for (const workload of workloads) await measure(workload, here, effort);
});

function pick<Named extends { readonly name: string }>(
  option: string,
  all: readonly Named[],
  asked: readonly string[] | undefined,
): readonly Named[] {
  const unknown = asked?.find((name) => !all.some((each) => each.name === name));
  if (unknown !== undefined)
    throw new StartError(
      'BAD_ARGUMENT',
      `${option} does not know "${unknown}", only ${all.map(({ name }) => name).join(', ')}.`,
    );
  return asked ? all.filter(({ name }) => asked.includes(name)) : all;
}

/** What a peer did in the rounds of all its starts. */
interface Result extends Rounds {
  readonly crowd: Turn[];
  readonly alone: Turn[];
  readonly whole: Player['whole'];
}

async function measure(workload: Workload, peers: readonly Peer[], effort: Effort): Promise<void> {
  const stage = await openStage(workload.world, workload.name);
  try {
    const results = new Map<string, Result>();
    for (let start = 0; start < effort.starts; start += 1) {
      const there = start === 0 ? peers : peers.filter(({ name }) => results.has(name));
      const players = await stage.enterAll(there, workload.query, say);
      if (start === 0)
        for (const { peer, whole } of players) results.set(peer.name, { peer, whole, crowd: [], alone: [] });
      if (players.length < results.size) throw new Error('A gateway that had answered did not start again.');
      await play(stage, players, workload.query, effort, results);
      await Promise.all(players.map(({ running }) => running.stop()));
    }
    const all = [...results.values()];
    for (const result of all) await tellReceipts(result);
    report(workload, all, effort.connections, say);
  } finally {
    await stage.close();
  }
}

/** The rounds of one start. */
async function play(
  stage: Stage,
  players: readonly Player[],
  query: string,
  { rounds, seconds, connections }: Effort,
  results: ReadonlyMap<string, Result>,
): Promise<void> {
  // Plans, connections and compiled code come into being before anything counts.
  for (const player of players) await stage.load(player, query, connections, Math.max(WARM_UP, seconds));
  for (let round = 0; round < rounds; round += 1) {
    // Whoever comes first in a round has the colder machine: they take turns.
    const first = round % players.length;
    for (const player of [...players.slice(first), ...players.slice(0, first)]) {
      const { crowd, alone } = results.get(player.peer.name)!;
      crowd.push(await stage.load(player, query, connections, seconds));
      alone.push(await stage.load(player, query, 1, seconds / 2));
    }
  }
  for (const player of players) await stage.check(player, query);
}

/** Every answer that counts has its receipt, and the log they stand in verifies. */
async function tellReceipts({ peer, whole, crowd, alone }: Result): Promise<void> {
  if (!whole) return;
  const answers = [...crowd, ...alone].reduce((sum, { requests }) => sum + requests, 0);
  const receipts = await whole.receipts();
  if (receipts < answers)
    throw new Error(`${peer.name} gave ${answers} answers and wrote ${receipts} receipts.`);
  say(`\n${peer.name} wrote ${receipts} receipts, those of warming up among them; its log verifies.`);
}
