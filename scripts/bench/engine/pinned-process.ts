import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { cpuOf, keptWaiting, memoryOf } from '../proc.ts';

/** What is measured runs alone on the first core; who asks and who is asked share the second. */
export const MEASURED = 0;
export const OTHERS = 1;

/** Why processes cannot be kept to a core each on this machine; null where they can. */
export const whyUnpinned: string | null =
  cpus().length < 2
    ? 'this machine has one core'
    : spawnSync('taskset', ['--version']).error
      ? 'there is no taskset (util-linux)'
      : null;

/** Keeps a process that runs, with all its threads, to one core, where the machine can. */
export function keepTo(core: number, pid: number): void {
  if (whyUnpinned === null) spawnSync('taskset', ['-acp', String(core), String(pid)]);
}

export interface PinnedProcess {
  readonly child: ChildProcess;
  /** Milliseconds of processor time used so far, threads included; null where the system does not say. */
  cpu(): number | null;
  /** Milliseconds it wanted to run while others had its core; null where the system does not say. */
  waited(): number | null;
  /** Resident memory in megabytes; null where the system does not say. */
  memory(): number | null;
  stop(): Promise<void>;
}

const GIVE_UP_STOPPING = 10_000;

const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => process.exit(code));

/** Runs `node <args>` on one core; `told` opens a channel for messages. Of what it prints, errors alone are shown. It does not outlive this process. */
export function startPinned(
  core: number,
  args: readonly string[],
  told: boolean,
  variables: Readonly<Record<string, string>> = {},
): PinnedProcess {
  const node = [process.execPath, ...args];
  const [command, ...rest] = whyUnpinned === null ? ['taskset', '-c', String(core), ...node] : node;
  const child = spawn(command!, rest, {
    // Libraries check more of what they are given while they think they are being developed with.
    env: { ...process.env, NODE_ENV: 'production', NODE_NO_WARNINGS: '1', LOG_LEVEL: 'error', ...variables },
    stdio: ['ignore', 'ignore', 'inherit', ...(told ? (['ipc'] as const) : [])],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return {
    child,
    cpu: () => cpuOf(child.pid!),
    waited: () => keptWaiting(child.pid!),
    memory: () => memoryOf(child.pid!),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), GIVE_UP_STOPPING);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** Sends a process a message and waits for what it says. */
export async function askProcess<Answer>({ child }: PinnedProcess, message: object): Promise<Answer> {
  const answer = nextMessage<Answer>(child);
  child.send(message);
  return answer;
}

/** The next message of a process; rejects where it ends before. */
export function nextMessage<Answer>(child: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const heard = (answer: unknown): void => {
      child.off('exit', gone);
      resolve(answer as Answer);
    };
    const gone = (code: number | null): void => {
      child.off('message', heard);
      reject(new Error(`${child.spawnargs.join(' ')} ended with code ${code}.`));
    };
    child.once('message', heard).once('exit', gone);
  });
}
