import { spawn, type ChildProcess } from 'node:child_process';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCommand {
  readonly pid: number;
  /** What it has written so far. */
  readonly written: { readonly stdout: string; readonly stderr: string };
  /** Waits until it has written this to standard output; fails where it ends before. */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  signal(signal: NodeJS.Signals): void;
  /** Closes what it prints to, as one does who has read enough. */
  leaveUnread(): void;
  readonly ended: Promise<Ended>;
}

/** Runs a TypeScript command of the project as npm does, with this environment and nothing of the test’s own. */
export function startCommand(
  file: string,
  args: readonly string[],
  variables: Record<string, string> = {},
): RunningCommand {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    env: { PATH, HOME, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => (written[stream] += text));
  }
  const ended = endOf(child).then((code) => ({ code, ...written }));

  return {
    pid: child.pid!,
    written,
    ended,
    signal: (signal) => void child.kill(signal),
    leaveUnread: () => void child.stdout.destroy(),
    said: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(written.stdout);
          if (found) resolve(found);
        };
        look();
        child.stdout.on('data', look);
        void ended.then(({ stderr }) =>
          reject(new Error(`${file} ended before it said ${pattern.source}: ${stderr}`)),
        );
      }),
  };
}

export const runCommand = (
  file: string,
  args: readonly string[],
  variables?: Record<string, string>,
): Promise<Ended> => startCommand(file, args, variables).ended;

const endOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
