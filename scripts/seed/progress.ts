import type { WriteStream } from 'node:tty';

export interface Progress {
  /** So many people are laid down by now, and so many rows more. */
  count(people: number, rows: number): void;
  summary(): string;
}

const BAR = 30;
const EVERY_MS = 200;
/** Where nobody watches, a line now and then is enough. */
const EVERY_MS_IN_LOGS = 10_000;

/** A bar with the pace and the time that is left; lines where the output is no terminal. */
export function createProgress(people: number, output: WriteStream): Progress {
  const startedAt = performance.now();
  const every = output.isTTY ? EVERY_MS : EVERY_MS_IN_LOGS;
  let [shownAt, rows, made] = [startedAt, 0, 0];

  const show = (now: number): void => {
    const part = Math.min(1, made / people);
    const seconds = (now - startedAt) / 1000;
    const left = part > 0 ? Math.round(seconds / part - seconds) : 0;
    const bar = '█'.repeat(Math.round(part * BAR)).padEnd(BAR, '·');
    const text = `${bar} ${String(Math.floor(part * 100)).padStart(3)} %  ${made.toLocaleString('en')} people  ${rows.toLocaleString('en')} rows  ${left} s left`;
    output.write(output.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
  };

  return {
    count: (peopleMade, more) => {
      made = peopleMade;
      rows += more;
      const now = performance.now();
      if (now - shownAt < every) return;
      shownAt = now;
      show(now);
    },
    summary: () => {
      if (output.isTTY) output.write('\r\u001b[K');
      const seconds = (performance.now() - startedAt) / 1000;
      const memory = Math.round(process.resourceUsage().maxRSS / 1024);
      return (
        `${made.toLocaleString('en')} người tổng hợp, ${rows.toLocaleString('en')} dòng / synthetic people, rows: ` +
        `${seconds.toFixed(1)} s, ${Math.round(rows / seconds).toLocaleString('en')} rows/s, at most ${memory} MB.`
      );
    },
  };
}
