import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { memoryOf } from './proc.ts';

export interface RunningProcess {
  readonly child: ChildProcess;
  /** Milliseconds from the spawn to the first good answer. */
  readonly readyAfter: number;
  /** Resident memory in megabytes; null where the system does not say. */
  memory(): number | null;
  stop(): Promise<void>;
}

const GIVE_UP_AFTER = 60_000;

/** As our commands run the gateway: answers under way are young and many. */
export const HEAP = [
  '--max-semi-space-size=32',
  '--min-semi-space-size=16',
  '--no-allocation-site-pretenuring',
  '--heap-growing-percent=150',
];

/** Starts one of our scripts in a process of its own, with options of Node, and waits until `url` answers 200. */
export async function startProcess(
  script: string,
  variables: Record<string, string>,
  url: string,
  args: readonly string[] = [],
  options: readonly string[] = [],
): Promise<RunningProcess> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...options, '--import', 'tsx', script, ...args], {
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  while (!(await answers(url))) {
    if (child.exitCode !== null)
      throw new Error(`${script} ended with code ${child.exitCode} before it was ready.`);
    if (performance.now() - startedAt > GIVE_UP_AFTER)
      throw new Error(`${script} was not ready within a minute.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    child,
    readyAfter: performance.now() - startedAt,
    memory: () => memoryOf(child.pid!),
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const answers = (url: string): Promise<boolean> =>
  fetch(url, { headers: { 'apollo-require-preflight': 'true' } }).then(
    async (response) => {
      await response.arrayBuffer();
      return response.ok;
    },
    () => false,
  );
