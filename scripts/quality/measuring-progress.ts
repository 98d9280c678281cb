import type { WriteStream } from 'node:tty';

const EVERY_MS = 200;
const EVERY_MS_IN_LOGS = 10_000;

/** Says which database is measured and how many rows it has read: on one line, or now and then where nobody watches. */
export function createMeasuringProgress(output: WriteStream) {
  let [current, rows, shownAt] = ['', 0, performance.now()];
  const every = output.isTTY ? EVERY_MS : EVERY_MS_IN_LOGS;
  return {
    count: (database: string, more: number): void => {
      if (database !== current) [current, rows] = [database, 0];
      rows += more;
      const now = performance.now();
      if (now - shownAt < every) return;
      shownAt = now;
      const text = `  ${database}  ${rows.toLocaleString('en')} dòng / rows`;
      output.write(output.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
    },
    clear: (): void => {
      if (output.isTTY) output.write('\r\u001b[K');
    },
  };
}
