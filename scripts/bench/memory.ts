import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { wholeNumber } from '@lienthong/shared/environment';
import { runCommand, StartError } from '@lienthong/shared/errors';
import { readArguments } from '../read-arguments.ts';
import type { Order, Seen } from './engine/load.ts';
import { askProcess, nextMessage, OTHERS, startPinned } from './engine/pinned-process.ts';
import { describeMachine } from './machine.ts';
import { startMeasured, type MeasuredGateway } from './memory/gateway.ts';
import { settled, showHeld, slopeOf, type Sample } from './memory/growth.ts';
import { SUBJECTS } from './memory/subjects.ts';

const HELP = `Measures whether memory stays flat: over reloads of the supergraph under light load, and under sustained load.

  npm run bench -- memory                         1,000 reloads and an hour of load, of each graph
  npm run bench -- memory --of market             one of ${SUBJECTS.map(({ name }) => name).join(', ')}
  npm run bench -- memory --reloads 100 --minutes 6
  npm run bench -- memory --connections 16        asking at once under load (16)

${SUBJECTS.map(({ name, title }) => `  ${name.padEnd(10)} ${title}`).join('\n')}

Each version of the supergraph is another file, opened whole; meanwhile somebody asks every 50 ms. Under load, somebody else asks every
20 ms and goes away. The heap is what is left after collecting. Slopes are of the samples after the first quarter.
`;

const SAMPLES = 20;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

await runCommand(async () => {
  const { values } = readArguments('npm run bench -- memory', {
    of: { type: 'string' },
    reloads: { type: 'string', default: '1000' },
    minutes: { type: 'string', default: '60' },
    connections: { type: 'string', default: '16' },
  });
  if (values.help) return void process.stdout.write(HELP);
  const count = (name: 'reloads' | 'minutes' | 'connections', least: number): number => {
    const read = wholeNumber(least, 100_000).safeParse(values[name]);
    if (!read.success) throw new StartError('BAD_ARGUMENT', `--${name} ${read.error.issues[0]!.message}.`);
    return read.data;
  };
  const [reloads, minutes, connections] = [count('reloads', 0), count('minutes', 0), count('connections', 1)];
  const subjects = SUBJECTS.filter(({ name }) => values.of === undefined || values.of === name);
  if (subjects.length === 0) throw new StartError('BAD_ARGUMENT', `--of does not know "${values.of}".`);

  say(describeMachine());
  for (const { name, title, open } of subjects) {
    say(`\n${name}: ${title}`);
    const surroundings = await open();
    const gateway = await startMeasured(surroundings);
    try {
      if (reloads > 0) await measureReloads(gateway, reloads);
      if (minutes > 0) await measureLoad(gateway, surroundings.query, minutes, connections);
    } finally {
      await gateway.stop();
      await surroundings.stop();
    }
  }
});

/** Asks again and again, so often, until it is told to stop; says how often it has. */
function keep(asking: () => Promise<unknown>, everyMs: number): () => Promise<number> {
  let going = true;
  const asked = (async () => {
    let times = 0;
    for (; going; times += 1) {
      await asking();
      await wait(everyMs);
    }
    return times;
  })();
  // Whoever stops it hears what went wrong.
  asked.catch(() => undefined);
  return () => {
    going = false;
    return asked;
  };
}

async function measureReloads(gateway: MeasuredGateway, reloads: number): Promise<void> {
  const stop = keep(() => gateway.ask(), 50);
  const samples: Sample[] = [];
  const every = Math.max(1, Math.floor(reloads / SAMPLES));
  for (let done = 1; done <= reloads; done += 1) {
    await gateway.reload();
    if (done % every !== 0) continue;
    const sample = { at: done, ...(await gateway.held()) };
    samples.push(sample);
    say(`${String(done).padStart(6)} reloads   ${showHeld(sample)}`);
  }
  say(`  ${await stop()} questions were answered meanwhile`);
  sayGrowth(samples, 1000, '1,000 reloads');
}

async function measureLoad(
  gateway: MeasuredGateway,
  query: string,
  minutes: number,
  connections: number,
): Promise<void> {
  const load = startPinned(OTHERS, ['--import', 'tsx', join(import.meta.dirname, 'engine/load.ts')], true);
  const stop = keep(() => gateway.askAndLeave(), 20);
  try {
    await nextMessage(load.child);
    const samples: Sample[] = [];
    const bytes = await gateway.ask();
    const startedAt = performance.now();
    for (let part = 1; part <= SAMPLES; part += 1) {
      const seconds = (minutes * 60) / SAMPLES;
      const order: Order = { url: gateway.url, query, connections, seconds, bytes };
      const seen = await askProcess<Seen>(load, order);
      if (seen.fault !== null) throw new Error(`Under load: ${seen.fault}.`);
      const sample = { at: (performance.now() - startedAt) / 60_000, ...(await gateway.held()) };
      samples.push(sample);
      const perSecond = (seen.requests / seen.seconds).toFixed(0);
      say(`${sample.at.toFixed(1).padStart(6)} minutes   ${showHeld(sample)}   ${perSecond} requests/s`);
    }
    say(`  ${await stop()} callers went away meanwhile`);
    sayGrowth(samples, 60, 'hour');
  } finally {
    await load.stop();
  }
}

/** `per` is so many of what samples count. */
function sayGrowth(samples: readonly Sample[], per: number, unit: string): void {
  if (samples.length < 4) return;
  const growth = (figure: 'heap' | 'buffers' | 'resident'): string => {
    const megabytes = slopeOf(settled(samples), figure) * per;
    return `${figure} ${megabytes >= 0 ? '+' : ''}${megabytes.toFixed(2)} MB`;
  };
  say(`  per ${unit}: ${growth('heap')}, ${growth('buffers')}, ${growth('resident')}`);
}
