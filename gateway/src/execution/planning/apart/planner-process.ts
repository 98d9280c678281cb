import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { AnswerTo, Open, Question } from './messages.ts';

/** A process that plans, for as long as it lives. */
export interface PlannerProcess {
  /** Sends what it has to answer. Rejects with {@link PlannerEnded} where it ends before: by itself, or because it took longer than `withinMs`. */
  readonly ask: <Told extends Open | Question>(told: Told, withinMs: number) => Promise<AnswerTo<Told>>;
  /** Resolves with why, once it has ended. */
  readonly ended: Promise<PlannerEnded>;
  readonly end: () => Promise<void>;
}

/** The process of the planner ended before it answered. */
export class PlannerEnded extends Error {
  constructor(
    why: string,
    /** Whether it was ended for it took too long. */
    readonly late: boolean,
  ) {
    super(`The process of the planner ended: ${why}.`);
    this.name = 'PlannerEnded';
  }
}

export interface ProcessOptions {
  /** How much memory its objects may take (MB): with more it ends. */
  readonly heapMegabytes: number;
  /** What Node.js has to be told to run TypeScript; what it was told for this process, unless said. */
  readonly execArgv?: readonly string[];
}

const PROGRAM = join(import.meta.dirname, 'main.ts');

/** Sizes of this process's own memory, and what it is looked into by, which no second process can have. */
const OF_THIS_PROCESS = /^--(?:(?:min|max)[-_](?:semi|old)[-_]space[-_]size|inspect|prof|cpu-prof|heap)/;

export function startPlannerProcess({
  heapMegabytes,
  execArgv = process.execArgv,
}: ProcessOptions): PlannerProcess {
  const child = fork(PROGRAM, {
    execArgv: [
      ...execArgv.filter((each) => !OF_THIS_PROCESS.test(each)),
      `--max-old-space-size=${heapMegabytes}`,
      '--max-semi-space-size=4',
    ],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const lastWords = listenTo(child.stderr!);
  let late = false;
  const ended = new Promise<PlannerEnded>((resolve) => {
    const end = (why: string): void =>
      resolve(new PlannerEnded(late ? 'it took too long' : (lastWords() ?? why), late));
    child.once('error', (error) => end(error.message));
    child.once('close', (code, signal) => end(signal ?? `exit code ${code}`));
  });
  let gone: PlannerEnded | undefined;
  let giveUp: (error: PlannerEnded) => void = () => {};
  void ended.then((error) => giveUp((gone = error)));

  return {
    ended,
    ask: async (told, withinMs) => {
      if (gone) throw gone;
      const deadline = setTimeout(() => {
        late = true;
        child.kill('SIGKILL');
      }, withinMs);
      try {
        return await new Promise((resolve, reject) => {
          child.once('message', resolve as (answer: unknown) => void);
          giveUp = reject;
          // Where that fails it has ended.
          child.send(told, () => {});
        });
      } finally {
        clearTimeout(deadline);
        child.removeAllListeners('message');
      }
    },
    end: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** What V8 says before it gives up stands in one of its first lines. */
const SAID_AT_MOST = 10_000;

/** Returns why the process gave up, if it said so. */
function listenTo(stderr: NodeJS.ReadableStream): () => string | undefined {
  let said = '';
  stderr.setEncoding('utf8');
  stderr.on('data', (text: string) => (said = (said + text).slice(0, SAID_AT_MOST)));
  return () => /^.*(?:FATAL|Fatal|Error).*$/m.exec(said)?.[0].trim();
}
