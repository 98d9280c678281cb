import { show, spreadOf } from '../spread.ts';
import type { Turn } from './stage.ts';
import { YARDSTICKS, type Peer } from './peers.ts';
import type { Bars, Workload } from './workloads.ts';

/** A peer's rounds: many connections at once, and a lone one. */
export interface Rounds {
  readonly peer: Peer;
  readonly crowd: readonly Turn[];
  readonly alone: readonly Turn[];
}

type Say = (line: string) => void;
type Figure = 'perSecond' | 'cpu' | 'busy' | 'waited' | 'memory' | 'p50' | 'p95' | 'p99' | 'calls';

/** Used and waited for less than this share of its core, a peer waited for the other side: the bench was measured, not it. */
const BUSY_ENOUGH = 0.9;
/** Kept waiting for more than this share of the time, a peer shared its core with other work of this machine. */
const DISTURBED = 0.1;

const medianOf = (turns: readonly Turn[], figure: Figure): number | null => {
  const figures = turns.map((turn) => turn[figure]);
  return figures.includes(null) ? null : spreadOf(figures as number[]).median;
};

const number = (figure: number | null, digits = 0): string => figure?.toFixed(digits) ?? '–';

/** Everything measured for one workload, as a table, and the ratios to the yardsticks round by round. */
export function report(
  { name, title, bars, whole }: Workload,
  all: readonly Rounds[],
  connections: number,
  say: Say,
): void {
  say(`\n${name}: ${title}`);
  table(
    [
      '',
      'req/s',
      'p50',
      'p95',
      'p99',
      'alone p50',
      'CPU ms',
      'busy',
      'waited',
      'MB',
      'calls',
      'kB asked',
      'kB read',
    ],
    all.map(({ peer, crowd, alone }) => [
      peer.name,
      number(medianOf(crowd, 'perSecond')),
      ...(['p50', 'p95', 'p99'] as const).map((figure) => number(medianOf(crowd, figure), 1)),
      number(medianOf(alone, 'p50'), 2),
      number(medianOf(crowd, 'cpu'), 2),
      busyOf(crowd),
      percent(medianOf(crowd, 'waited')),
      number(medianOf(crowd, 'memory')),
      number(spreadOf(crowd.map(({ calls }) => calls)).median, 1),
      number(spreadOf(crowd.map(({ bytesAsked }) => bytesAsked)).median / 1000, 1),
      number(spreadOf(crowd.map(({ bytesAnswered }) => bytesAnswered)).median / 1000, 1),
    ]),
    say,
  );
  say(`  times in ms at ${connections} connections, alone at one; CPU of the gateway's process per request`);
  if (all.some(({ crowd }) => starved(crowd)))
    say('  * had its core and did not use it: who asks and who is asked were slower, and bound it');
  if (all.some(({ crowd }) => (medianOf(crowd, 'waited') ?? 0) > DISTURBED))
    say(
      '  other work of this machine took the core (waited): rely on CPU, less on requests per second and times',
    );
  ratios(all, say);
  judge(bars, all, say);
  judgeWhole(whole, all, say);
}

const starved = (turns: readonly Turn[]): boolean => {
  const [busy, waited] = [medianOf(turns, 'busy'), medianOf(turns, 'waited')];
  return busy !== null && busy + (waited ?? 0) < BUSY_ENOUGH;
};

const percent = (share: number | null): string => (share === null ? '–' : `${(share * 100).toFixed(0)} %`);

const busyOf = (turns: readonly Turn[]): string =>
  `${percent(medianOf(turns, 'busy'))}${starved(turns) ? ' *' : ''}`;

function ratios(all: readonly Rounds[], say: Say): void {
  const yardsticks = Object.values(YARDSTICKS).flatMap(
    (name) => all.find(({ peer }) => peer.name === name) ?? [],
  );
  if (yardsticks.length === 0) return;
  say(
    '  requests per second and, in brackets, processor time as ratios: median (least–greatest) of the rounds',
  );
  table(
    ['', ...yardsticks.map(({ peer }) => `× ${peer.name}`)],
    all.map((own) => [
      own.peer.name,
      ...yardsticks.map((other) => {
        const cpu = cpuRatios(own, other);
        return `${show(spreadOf(ratesOf(own, other)), 2)}${cpu ? ` [${show(spreadOf(cpu), 2)}]` : ''}`;
      }),
    ]),
    say,
  );
}

const ratesOf = (own: Rounds, other: Rounds): number[] =>
  own.crowd.map(({ perSecond }, round) => perSecond / other.crowd[round]!.perSecond);

/** How many times the other's processor time goes into ours; null where the system does not say. */
const cpuRatios = (own: Rounds, other: Rounds): number[] | null =>
  own.crowd.some(({ cpu }) => cpu === null)
    ? null
    : own.crowd.map(({ cpu }, round) => other.crowd[round]!.cpu! / cpu!);

const verdictTo =
  (say: Say) =>
  (what: string, figure: number, bar: string, held: boolean): void =>
    say(`  ${held ? 'held  ' : 'MISSED'} ${what.padEnd(34)} ${figure.toFixed(2).padStart(7)}   bar ${bar}`);

/** What rules, seals and receipts may cost. */
function judgeWhole(bar: number, all: readonly Rounds[], say: Say): void {
  const [whole, bare] = ['ours-whole', YARDSTICKS.bare].map((name) =>
    all.find(({ peer }) => peer.name === name),
  );
  if (!whole || !bare) return;
  const { median } = spreadOf(ratesOf(whole, bare));
  verdictTo(say)(
    `requests/s of ${whole.peer.name}, times ${bare.peer.name}`,
    median,
    `≥ ${bar}`,
    median >= bar,
  );
}

/** What we promise of our own engine, held against what was measured. */
function judge(bars: Bars, all: readonly Rounds[], say: Say): void {
  const own = all.find(({ peer }) => peer.name === 'ours');
  if (!own) return;
  const verdict = verdictTo(say);
  for (const [yardstick, bar] of Object.entries(bars) as [keyof Bars, number][]) {
    const other = all.find(({ peer }) => peer.name === YARDSTICKS[yardstick]);
    if (!other) continue;
    const { median } = spreadOf(ratesOf(own, other));
    verdict(`requests/s, times ${other.peer.name}`, median, `≥ ${bar}`, median >= bar);
  }
  const tail = spreadOf(own.crowd.map(({ p99, p50 }) => p99 / p50)).median;
  verdict('p99 ÷ p50', tail, '≤ 3', tail <= 3);
  const vanilla = all.find(({ peer }) => peer.name === YARDSTICKS.vanilla);
  const [memory, theirs] = [medianOf(own.crowd, 'memory'), vanilla && medianOf(vanilla.crowd, 'memory')];
  if (memory !== null && theirs) verdict('MB of memory', memory, `≤ ${theirs}, vanilla's`, memory <= theirs);
}

/** Columns as wide as what stands in them: words to the left, figures to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], say: Say): void {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]!.length)),
  );
  for (const row of [head, ...rows])
    say(
      `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('   ')}`,
    );
}
