import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePorts } from '../../free-ports.ts';
import { askProcess, MEASURED, startPinned } from '../engine/pinned-process.ts';
import type { Held } from './probe.ts';
import type { Surroundings } from './subjects.ts';

/** A gateway as its command runs it, that tells what it holds. */
export interface MeasuredGateway {
  readonly url: string;
  /** Asks once; throws where the answer is not as the first was. Says how many bytes it has. */
  ask(): Promise<number>;
  /** Asks and goes away. */
  askAndLeave(): Promise<void>;
  /** Puts another version of the supergraph in place, and waits until it is taken. */
  reload(): Promise<void>;
  held(): Promise<Held>;
  stop(): Promise<void>;
}

const GIVE_UP_AFTER = 60_000;

export async function startMeasured({
  supergraph,
  query,
  args,
  variables,
}: Surroundings): Promise<MeasuredGateway> {
  const folder = mkdtempSync(join(tmpdir(), 'lienthong-memory-'));
  const file = join(folder, 'supergraph.graphql');
  writeFileSync(file, supergraph);
  const port = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const probe = join(import.meta.dirname, 'probe.ts');
  const options = ['--supergraph', file, '--port', `${port}`, ...args];
  const running = startPinned(
    MEASURED,
    ['--expose-gc', '--import', 'tsx', '--import', probe, 'gateway/src/main.ts', ...options],
    true,
    { ...variables, DATA_DIR: folder },
  );
  let versions = 0;

  const post = (signal: AbortSignal | null = null): Promise<Response> =>
    fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
      signal,
    });
  const reloads = async (): Promise<number> => {
    const text = await (await fetch(`${url}/metrics`)).text();
    if (/^lienthong_supergraph_reloads_total\{outcome="refused"\} [1-9]/m.test(text))
      throw new Error('A version of the supergraph was refused.');
    return Number(/^lienthong_supergraph_reloads_total\{outcome="taken"\} (\d+)/m.exec(text)?.[1] ?? 0);
  };
  const until = async (holds: () => Promise<boolean>): Promise<void> => {
    for (const giveUpAt = performance.now() + GIVE_UP_AFTER; !(await holds()); await wait(50)) {
      if (running.child.exitCode !== null) throw new Error('The gateway ended.');
      if (performance.now() > giveUpAt) throw new Error('The gateway did not do it within a minute.');
    }
  };
  await until(() =>
    fetch(`${url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  const dataOf = async (response: Response): Promise<{ data: string; bytes: number }> => {
    const text = await response.text();
    const { data, errors } = JSON.parse(text) as { data: unknown; errors?: unknown };
    if (errors) throw new Error(`The gateway answers with errors: ${text.slice(0, 300)}`);
    return { data: JSON.stringify(data), bytes: Buffer.byteLength(text) };
  };
  const first = await dataOf(await post());

  return {
    url: `${url}/graphql`,
    ask: async () => {
      const { data, bytes } = await dataOf(await post());
      if (data !== first.data) throw new Error('The gateway answers otherwise than at first.');
      return bytes;
    },
    askAndLeave: async () => {
      const controller = new AbortController();
      const leaving = setTimeout(() => controller.abort(), 1);
      await post(controller.signal).then(
        (response) => response.body?.cancel(),
        () => undefined,
      );
      clearTimeout(leaving);
    },
    reload: async () => {
      versions += 1;
      // Written beside and put in its place: on a busy machine half of it could be taken for all.
      writeFileSync(`${file}.new`, `${supergraph}\n# version ${versions}\n`);
      renameSync(`${file}.new`, file);
      await until(async () => (await reloads()) >= versions);
    },
    held: async () => {
      const held = await askProcess<Held>(running, {});
      // With what the processes it started have to themselves.
      return { ...held, resident: running.memory() ?? held.resident };
    },
    stop: async () => {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
